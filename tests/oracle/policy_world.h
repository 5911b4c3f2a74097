// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

/// IAM policies and requests as plain data of the oracle's own, over a vocabulary so small that
/// policies meet requests often.
namespace inland::oracle {

struct PolicyCondition {
    std::string quantifier;  ///< "" | "ForAllValues:" | "ForAnyValue:"
    std::string operation;   ///< "StringLike"
    bool if_exists = false;
    std::string key;
    std::vector<std::string> values;
};

/// Who is named: the JSON key ("AWS", "Service", or "" for a bare "*") and the text.
struct NamedPrincipal {
    std::string type, text;
};

struct Rule {
    bool allows = true;
    bool names_others = false;  ///< NotPrincipal
    std::vector<NamedPrincipal> principals;
    bool other_actions = false;  ///< NotAction
    std::vector<std::string> actions;
    bool other_resources = false;  ///< NotResource
    std::vector<std::string> resources;
    std::vector<PolicyCondition> conditions;
};

using Rules = std::vector<Rule>;

/// Of a session `arn` is the session's; `role` is "" for users and services.
struct Asker {
    std::string type;  ///< "AWS" | "Service" | "Nobody"
    std::string arn, role, account;
};

struct PolicyQuestion {
    Rules identity, resource;
    std::optional<Rules> boundary, session, endpoint;
    bool guarded = false;  ///< the resource's own policy must allow
    bool gateway = false;  ///< the endpoint takes an account for its root user
    Asker asker;
    std::string action, target, target_account;
    std::map<std::string, std::vector<std::string>> keys;
    std::string unknown_key;  ///< "" when all are known
};

}  // namespace inland::oracle
