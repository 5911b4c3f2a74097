// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/elasticloadbalancing/rule.h"

#include "emulator/services/ec2/network.h"
#include "emulator/services/elasticloadbalancing/action.h"
#include "emulator/services/elasticloadbalancing/condition.h"
#include "emulator/services/elasticloadbalancing/resource.h"
#include "emulator/services/elasticloadbalancing/tags.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/quota.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>
#include <limits>
#include <set>

#include <fmt/format.h>

namespace inland::emulator::balancing {

namespace {

constexpr std::int64_t last_priority = 50000;

using Rules = std::vector<std::pair<std::string, const json::object*>>;

Rules rules_in(const Call& call, std::string_view listener_arn) {
    return records_where(call.world, call.scope(), kind::listener_rule, "_listener", listener_arn);
}

std::string rule_arn_in(const Call& call, std::string listener_arn) {
    const auto part = listener_arn.find(listener_type.arn_part);
    listener_arn.replace(part, listener_type.arn_part.size(), rule_type.arn_part);
    return listener_arn + "/" + new_suffix(call);
}

json::object rule_in(const Call& call, const json::object& listener, std::string priority) {
    const auto listener_arn = text_of(listener, "ListenerArn");
    return {{"RuleArn", rule_arn_in(call, listener_arn)},
            {"Priority", std::move(priority)},
            {"Conditions", json::array()},
            {"IsDefault", false},
            {"_listener", listener_arn},
            {"_load_balancer", text_of(listener, "LoadBalancerArn")},
            {"_tags", json::array()}};
}

Result<std::string> check_priority(const Call& call, std::int64_t priority,
                                   std::string_view listener_arn,
                                   const std::set<std::string>& leaving) {
    if (priority < 1 || priority > last_priority)
        return invalid(
            fmt::format("1 validation error detected: Value '{}' at 'priority' failed "
                        "to satisfy constraint: Member must have value between 1 and {}",
                        priority, last_priority));
    auto text = fmt::format("{}", priority);
    for (const auto& [arn, rule] : rules_in(call, listener_arn))
        if (text_of(*rule, "Priority") == text && !leaving.contains(arn))
            return refuse("PriorityInUse", fmt::format("Priority '{}' is currently in use", text));
    return text;
}

Result<void> check_listener(const json::object& listener) {
    const auto protocol = text_of(listener, "Protocol");
    if (protocol == "HTTP" || protocol == "HTTPS")
        return {};
    return refuse(
        "UnsupportedProtocol",
        fmt::format("Rules are not supported on listeners with the protocol '{}'", protocol));
}

std::size_t rules_of_balancer(const Call& call, std::string_view arn) {
    const auto rules =
        records_where(call.world, call.scope(), kind::listener_rule, "_load_balancer", arn);
    return static_cast<std::size_t>(std::ranges::count_if(
        rules, [](const auto& rule) { return !flag_of(*rule.second, "IsDefault"); }));
}

Result<json::object> create_rule(const Call& call) {
    TRY_VOID(need(call, {"Conditions", "Priority", "Actions"}));
    const auto* listener = TRY(lookup_input(call, listener_type));
    TRY_VOID(check_listener(*listener));
    const auto balancer = text_of(*listener, "LoadBalancerArn");
    TRY_VOID(check_quota(call, "elasticloadbalancing.RulesPerApplicationLoadBalancer",
                         rules_of_balancer(call, balancer) + 1, balancer));
    auto rule = rule_in(call, *listener,
                        TRY(check_priority(call, number_of(call.input, "Priority"),
                                           text_of(*listener, "ListenerArn"), {})));
    rule["Conditions"] = TRY(complete_conditions(call, list_of(call.input, "Conditions")));
    rule["Actions"] = TRY(complete_actions(call, *listener, list_of(call.input, "Actions")));
    rule["_tags"] = TRY(tags_of(call));
    copy_members(call.input, rule, {"Transforms"});
    call.world.store().put(key_of(call, rule_type, text_of(rule, "RuleArn")), rule);
    return json::object{{"Rules", json::array{std::move(rule)}}};
}

/// By priority, the default rule last.
std::int64_t rank_of(const json::value& rule) {
    const auto priority = text_of(rule.as_object(), "Priority");
    return priority == "default" ? std::numeric_limits<std::int64_t>::max() : std::stoll(priority);
}

Result<json::object> describe_rules(const Call& call) {
    const bool by_listener = has(call.input, "ListenerArn");
    if (by_listener == !list_of(call.input, "RuleArns").empty())
        return invalid("You must specify either listener rule ARNs or a listener ARN");
    auto rules = TRY(select(call, rule_type, "RuleArns"));
    json::array chosen;
    std::string listener_arn;
    if (by_listener)
        listener_arn = text_of(*TRY(lookup_input(call, listener_type)), "ListenerArn");
    for (auto& rule : rules)
        if (!by_listener || text_of(rule.as_object(), "_listener") == listener_arn)
            chosen.push_back(std::move(rule));
    std::ranges::stable_sort(chosen, {}, rank_of);
    return paginate(call, "Rules", std::move(chosen));
}

Result<json::object> modify_rule(const Call& call) {
    auto rule = *TRY(lookup_input(call, rule_type));
    if (flag_of(rule, "IsDefault"))
        return refuse("OperationNotPermitted", fmt::format("Default rule '{}' cannot be modified",
                                                           text_of(rule, "RuleArn")));
    const auto* listener = TRY(lookup(call, listener_type, text_of(rule, "_listener")));
    if (has(call.input, "Conditions"))
        rule["Conditions"] = TRY(complete_conditions(call, list_of(call.input, "Conditions")));
    if (has(call.input, "Actions"))
        rule["Actions"] = TRY(complete_actions(call, *listener, list_of(call.input, "Actions")));
    copy_members(call.input, rule, {"Transforms"});
    if (flag_of(call.input, "ResetTransforms"))
        rule.erase("Transforms");
    call.world.store().put(key_of(call, rule_type, text_of(rule, "RuleArn")), rule);
    return json::object{{"Rules", json::array{std::move(rule)}}};
}

Result<json::object> delete_rule(const Call& call) {
    const auto* rule = TRY(lookup_input(call, rule_type));
    const auto arn = text_of(*rule, "RuleArn");
    if (flag_of(*rule, "IsDefault"))
        return refuse("OperationNotPermitted",
                      fmt::format("Default rule '{}' cannot be deleted", arn));
    call.world.store().erase(key_of(call, rule_type, arn));
    return json::object{};
}

/// All at once, so that two rules can change places.
Result<json::object> set_rule_priorities(const Call& call) {
    TRY_VOID(need(call, {"RulePriorities"}));
    std::set<std::string> moving;
    for (const auto& pair : list_of(call.input, "RulePriorities"))
        moving.insert(text_of(pair.as_object(), "RuleArn"));
    std::vector<std::pair<RecordKey, std::string>> changes;
    for (const auto& pair : list_of(call.input, "RulePriorities")) {
        const auto arn = text_of(pair.as_object(), "RuleArn");
        const auto* rule = TRY(lookup(call, rule_type, arn));
        changes.emplace_back(key_of(call, rule_type, arn),
                             TRY(check_priority(call, number_of(pair.as_object(), "Priority"),
                                                text_of(*rule, "_listener"), moving)));
    }
    json::array rules;
    for (const auto& [key, priority] : changes) {
        call.world.store().update(key, [&](json::object& rule) { rule["Priority"] = priority; });
        rules.push_back(*call.world.store().find(key));
    }
    return json::object{{"Rules", std::move(rules)}};
}

constexpr std::array operations{
    OperationRow{"CreateRule", create_rule},
    OperationRow{"DescribeRules", describe_rules},
    OperationRow{"ModifyRule", modify_rule},
    OperationRow{"DeleteRule", delete_rule},
    OperationRow{"SetRulePriorities", set_rule_priorities},
};

}  // namespace

void make_default_rule(const Call& call, const json::object& listener) {
    auto rule = rule_in(call, listener, "default");
    rule["IsDefault"] = true;
    rule["Actions"] = list_of(listener, "DefaultActions");
    const auto key = key_of(call, rule_type, text_of(rule, "RuleArn"));
    call.world.store().put(key, std::move(rule));
}

}  // namespace inland::emulator::balancing

namespace inland::emulator {

std::span<const OperationRow> listener_rule_operations() {
    return balancing::operations;
}

}  // namespace inland::emulator
