// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/service.h"
#include "emulator/world.h"
#include "prove/policies/evaluation.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator {

/// An account's root, who may do everything there.
bool is_root(const Caller& caller);

/// Who calls, as policies name principals.
prove::PolicyPrincipal principal_of(const World& world, const Caller& caller);

/// What the caller's own policies say: a user's with those of its groups, or those of the role
/// behind a session, with the boundary and the session's policies. Empty for principals that are
/// gone: they may do nothing.
prove::PolicySet policies_of(const World& world, const Caller& caller);

/// The same for an IAM user, group or role by its ARN (SimulatePrincipalPolicy).
prove::PolicySet policies_of_arn(const World& world, const std::string& account,
                                 std::string_view principal_arn);

/// The session's record, or nullptr when the caller has no temporary credentials.
const json::object* session_of(const World& world, const Caller& caller);

/// A document as the evaluation takes it. IAM checked it when it was stored; what cannot be read
/// allows nothing.
prove::Policy read_stored_policy(std::string name, std::string_view document);

}  // namespace inland::emulator
