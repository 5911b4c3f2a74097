// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/json.h"
#include "emulator/world.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace inland::emulator {

/// Temporary credentials that are to be made.
struct NewSession {
    std::string account;
    std::string principal_arn;    ///< of the session: "arn:aws:sts::1:assumed-role/NAME/SESSION"
    std::string user_id;          ///< "AROA...:SESSION"
    std::string role_arn = {};    ///< of an assumed role
    std::string source_arn = {};  ///< of the user whose policies hold for the session
    /// Documents that bound the session; nothing sets no bound.
    std::optional<std::vector<std::string>> policies = {};
    std::map<std::string, std::string> tags = {};
    std::chrono::seconds lifetime{3600};
};

/// Makes and keeps the credentials: {"AccessKeyId", "SecretAccessKey", "SessionToken",
/// "Expiration"}. They expire by the wall clock, as signatures do.
json::object make_session(World& world, const NewSession& session,
                          TimePoint wall_now = SystemClock().now());

/// The session of an assumed role, without credentials yet.
NewSession role_session(const World& world, const json::object& role, std::string_view name);

/// {"AssumedRoleId", "Arn"}.
json::object assumed_role_user(const NewSession& session);

}  // namespace inland::emulator
