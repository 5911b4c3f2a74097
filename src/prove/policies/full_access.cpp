// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/full_access.h"

namespace inland::prove {

namespace {

bool is_just_any(const std::vector<std::string>& patterns) {
    return patterns.size() == 1 && patterns.front() == "*";
}

bool names_everybody(const PolicyStatement& statement) {
    return statement.principals && statement.principals->size() == 1 &&
           statement.principals->front().kind == PrincipalNameKind::Everybody;
}

}  // namespace

Policy full_access() {
    PolicyStatement statement;
    statement.principals = {{PrincipalNameKind::Everybody, "*"}};
    statement.actions = {"*"};
    statement.resources = {"*"};
    return {"full access", {statement}};
}

bool is_full_access(const std::vector<PolicyStatement>& policy) {
    if (policy.size() != 1)
        return false;
    const PolicyStatement& only = policy.front();
    return only.effect == Effect::Allow && names_everybody(only) && only.conditions.empty() &&
           is_just_any(only.actions) && is_just_any(only.resources);
}

}  // namespace inland::prove
