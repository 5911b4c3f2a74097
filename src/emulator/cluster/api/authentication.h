// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "emulator/cluster/api/user.h"
#include "emulator/world.h"
#include "http/message.h"

#include <string>
#include <string_view>

namespace inland::emulator::cluster {

/// Who sent a request, by its bearer token (a presigned STS GetCallerIdentity, EKS's webhook
/// authentication) and the cluster's access entries; system:anonymous without a token.
/// Unauthorized, with no reason, as the API server answers, for a token that proves nothing or a
/// principal that has no entry. `now` is the wall clock's: emulated time does not age signatures.
Result<User> authenticate(World& world, const RecordKey& cluster, const http::Request& request,
                          TimePoint now);

/// The user that an access entry makes of its principal; Unauthorized when there is no entry.
/// Sessions of assumed roles are found by their role.
Result<User> user_of_principal(const World& world, const RecordKey& cluster,
                               std::string_view principal_arn);

/// "arn:aws:sts::123456789012:assumed-role/platform/session" → "platform" as the role's last name;
/// "" for what is no such session.
std::string role_name_of_session(std::string_view principal_arn);

}  // namespace inland::emulator::cluster
