// SPDX-License-Identifier: Apache-2.0
#include "design/role_parts.h"

#include "core/json.h"
#include "design/role_name.h"

#include <map>
#include <utility>

#include <fmt/format.h>

namespace inland::design {
namespace {

constexpr std::string_view policy_version = "2012-10-17";

/// IAM hands a list of one action back as it was written, so one action is written as text.
json::value actions_of(const std::vector<std::string>& actions) {
    if (actions.size() == 1)
        return json::string(actions.front());
    return json::array(actions.begin(), actions.end());
}

std::string document_of(json::array statements) {
    return json::serialize(
        json::object{{"Version", policy_version}, {"Statement", std::move(statements)}});
}

std::string trust_document(const Trust& trust) {
    return document_of({json::object{{"Effect", "Allow"},
                                     {"Principal", json::object{{"Service", trust.service}}},
                                     {"Action", actions_of(trust.actions)}}});
}

knowledge::Condition expanded(const knowledge::Condition& condition,
                              const knowledge::Placeholders& values) {
    knowledge::Condition result;
    for (const auto& [operation, keys] : condition)
        for (const auto& [key, value] : keys)
            result[operation][knowledge::expand(key, values)] = knowledge::expand(value, values);
    return result;
}

json::object statement_of(const std::vector<std::string>& actions, const std::string& resource,
                          const knowledge::Condition& condition) {
    json::object statement{
        {"Effect", "Allow"}, {"Action", actions_of(actions)}, {"Resource", resource}};
    json::object conditions;
    for (const auto& [operation, keys] : condition) {
        json::object values;
        for (const auto& [key, value] : keys)
            values[key] = value;
        conditions[operation] = std::move(values);
    }
    if (!conditions.empty())
        statement["Condition"] = std::move(conditions);
    return statement;
}

}  // namespace

topology::Role role_of(const Drawing& drawing, std::string_view purpose,
                       std::string_view short_purpose, std::string trust, Need need) {
    auto made = make<topology::Role>(drawing, purpose, std::move(need));
    // IAM is global: a cluster of the same name in another Region has roles of its own.
    made.tags["inland.dev/region"] = drawing.spec.region.value;
    made.role_name = role_name(drawing.spec, short_purpose);
    made.path = "/inland/" + drawing.spec.name.value + "/";
    made.assume_role_policy = std::move(trust);
    made.inline_policies = std::map<std::string, std::string>{};
    return made;
}

topology::Role role_of(const Drawing& drawing, std::string_view purpose, const Trust& trust,
                       Need need) {
    return role_of(drawing, purpose, purpose, trust_document(trust), std::move(need));
}

std::string pod_identity_trust() {
    return trust_document({"pods.eks.amazonaws.com", {"sts:AssumeRole", "sts:TagSession"}});
}

std::string web_identity_trust(const std::string& provider_arn, std::string_view issuer,
                               const std::string& subject) {
    constexpr std::string_view audience = "sts.amazonaws.com";
    const json::object claims{{fmt::format("{}:aud", issuer), audience},
                              {fmt::format("{}:sub", issuer), subject}};
    return document_of({json::object{{"Effect", "Allow"},
                                     {"Principal", json::object{{"Federated", provider_arn}}},
                                     {"Action", "sts:AssumeRoleWithWebIdentity"},
                                     {"Condition", json::object{{"StringEquals", claims}}}}});
}

std::string policy_of(const Drawing& drawing,
                      const std::vector<knowledge::Permission>& permissions) {
    auto values = drawing.values;
    values["cluster"] = drawing.spec.name.value;
    using Bounds = std::pair<std::string, knowledge::Condition>;
    std::map<Bounds, std::vector<std::string>> by_bounds;
    for (const auto& permission : permissions)
        by_bounds[{knowledge::expand(permission.resource, values),
                   expanded(permission.condition, values)}]
            .push_back(permission.action);
    json::array statements;
    for (const auto& [bounds, actions] : by_bounds)
        statements.push_back(statement_of(actions, bounds.first, bounds.second));
    return document_of(std::move(statements));
}

}  // namespace inland::design
