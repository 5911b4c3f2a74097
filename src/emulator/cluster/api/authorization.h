// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/cluster/api/objects.h"
#include "emulator/cluster/api/user.h"

#include <string>
#include <string_view>

namespace inland::emulator::cluster {

/// What somebody wants to do: to a resource, or to a path that is none.
struct Attributes {
    std::string verb;
    std::string group;
    std::string resource;
    std::string subresource = {};
    std::string name_space = {};
    std::string name = {};
    std::string path = {};  ///< "/healthz"; then the others but `verb` are empty
};

/// Whether the user may: by the cluster's own Roles and bindings (role_bindings.h), by EKS's access
/// policies as their page lists them ("Review access policy
/// permissions", EKS User Guide), and what Kubernetes allows everybody who is known.
bool is_allowed(const Objects& objects, const User& user, const Attributes& attributes);
/// The same as a failure: Forbidden in Kubernetes' words.
Result<void> authorize(const Objects& objects, const User& user, const Attributes& attributes);

/// The status of a SelfSubjectRulesReview: {"resourceRules", "nonResourceRules", "incomplete"}.
json::object rules_of(const Objects& objects, const User& user, std::string_view name_space);

}  // namespace inland::emulator::cluster
