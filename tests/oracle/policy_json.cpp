// SPDX-License-Identifier: Apache-2.0
#include "tests/oracle/policy_json.h"

namespace inland::oracle {

namespace {

json::value principals_json(const Rule& rule) {
    json::object named;
    for (const auto& name : rule.principals) {
        const std::string type = name.type.empty() ? "AWS" : name.type;
        if (!named.contains(type))
            named[type] = json::array{};
        named[type].as_array().emplace_back(name.text);
    }
    return named;
}

json::object statement_json(const Rule& rule) {
    json::object statement;
    statement["Effect"] = rule.allows ? "Allow" : "Deny";
    statement[rule.other_actions ? "NotAction" : "Action"] = array_of(rule.actions);
    statement[rule.other_resources ? "NotResource" : "Resource"] = array_of(rule.resources);
    if (!rule.principals.empty())
        statement[rule.names_others ? "NotPrincipal" : "Principal"] = principals_json(rule);
    json::object conditions;
    for (const auto& condition : rule.conditions)
        conditions[condition.quantifier + condition.operation +
                   (condition.if_exists ? "IfExists" : "")] =
            json::object{{condition.key, array_of(condition.values)}};
    if (!conditions.empty())
        statement["Condition"] = std::move(conditions);
    return statement;
}

}  // namespace

json::array array_of(const std::vector<std::string>& texts) {
    json::array array;
    for (const auto& text : texts)
        array.emplace_back(text);
    return array;
}

std::string document_of(const Rules& rules) {
    json::array statements;
    for (const auto& rule : rules)
        statements.emplace_back(statement_json(rule));
    return json::serialize(
        json::object{{"Version", "2012-10-17"}, {"Statement", std::move(statements)}});
}

}  // namespace inland::oracle
