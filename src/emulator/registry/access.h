// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "emulator/authentication.h"
#include "emulator/registry/records.h"
#include "http/message.h"

#include <string_view>

namespace inland::emulator::registry {

/// Who sent a request to an ECR registry: the bearer of the token in its Basic credentials.
/// Without any: code UNAUTHORIZED, 401. Where signatures are believed, whoever shows no token of
/// ours is root of the home account.
Result<Caller> authenticate(World& world, const http::Request& request, Signatures signatures,
                            const HomeAccount& home, TimePoint wall_now);

/// Whether the caller may do this ("ecr:BatchGetImage") to the repository: its policy can deny
/// everybody and must allow who is of another account; EKS's own registries allow everybody to
/// pull. DENIED, 403.
Result<void> authorize(World& world, const Caller& caller, const RepositoryId& repository,
                       std::string_view action);

}  // namespace inland::emulator::registry
