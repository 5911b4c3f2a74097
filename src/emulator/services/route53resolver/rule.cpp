// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/network.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/route53/domain_name.h"
#include "emulator/services/route53resolver/resource.h"
#include "emulator/services/route53resolver/targets.h"
#include "emulator/services/tables.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator::resolver {

namespace {

constexpr std::size_t most_rules = 1000;  // Route 53 Developer Guide, quotas of Resolver

Duration rule_duration(const Call& call) {
    return call.world.tables().typical("route53resolver.CreateResolverRule");
}

Result<void> check_type(const Call& call) {
    const auto type = text_of(call.input, "RuleType");
    if (type == "FORWARD" || type == "SYSTEM")
        return {};
    if (type == "RECURSIVE")
        return refuse("InvalidParameterException",
                      "Rules of type RECURSIVE are Resolver's own and cannot be created.");
    if (type == "DELEGATE")
        return refuse("InvalidParameterException", "Inland does not emulate DELEGATE rules.");
    return refuse("ValidationException",
                  fmt::format("1 validation error detected: Value '{}' at 'ruleType' failed to "
                              "satisfy constraint: Member must satisfy enum value set: [FORWARD, "
                              "SYSTEM, RECURSIVE, DELEGATE]",
                              type));
}

/// "corp.example.com." in lower case; "." is every name.
Result<std::string> domain_of(const Call& call) {
    const auto text = text_of(call.input, "DomainName");
    if (text == ".")
        return text;
    auto name = route53::domain_name(text);
    if (text.empty() || !name)
        return refuse("InvalidParameterException",
                      fmt::format("The domain name '{}' is invalid", text));
    return name;
}

/// Targets and endpoint are a FORWARD rule's; others have none.
Result<void> fill_targets(const Call& call, json::object& rule) {
    const auto endpoint = text_of(call.input, "ResolverEndpointId");
    if (text_of(call.input, "RuleType") == "FORWARD") {
        rule["TargetIps"] = TRY(targets_of(call.input));
        TRY_VOID(check_outbound(call, endpoint));
        rule["ResolverEndpointId"] = endpoint;
        return {};
    }
    if (!endpoint.empty() || has(call.input, "TargetIps"))
        return refuse("InvalidRequestException",
                      "A rule of type SYSTEM has neither target IP addresses nor an endpoint.");
    return {};
}

Result<json::object> create_rule(const Call& call) {
    TRY_VOID(check_type(call));
    TRY_VOID(check_creator(call, rule_type, "Resolver Rule"));
    const auto domain = TRY(domain_of(call));
    if (call.world.store().list(call.scope(), rule_type.kind).size() >= most_rules)
        return limit_exceeded(call, "max-rules");
    auto tags = TRY(tags_of(call));
    json::object rule;
    TRY_VOID(fill_targets(call, rule));
    const auto id = call.world.new_id("rslvr-rr-");
    rule["Id"] = id;
    copy_members(call.input, rule, {"CreatorRequestId", "Name", "RuleType"});
    rule["Arn"] = resource_arn(call, rule_type, id);
    rule["DomainName"] = domain;
    rule["Status"] = "COMPLETE";
    rule["StatusMessage"] = status_message(call, "Successfully created Resolver Rule.");
    rule["OwnerId"] = call.caller.account;
    rule["ShareStatus"] = "NOT_SHARED";
    rule["CreationTime"] = timestamp(call.world);
    rule["ModificationTime"] = timestamp(call.world);
    rule["_tags"] = std::move(tags);
    json::object output{{"ResolverRule", rule}};
    call.world.store().put({call.scope(), std::string(rule_type.kind), id}, std::move(rule));
    return output;
}

json::object shown(const Call& call, const RecordKey& key) {
    return {{"ResolverRule", *call.world.store().find(key)}};
}

Result<json::object> get_rule(const Call& call) {
    if (text_of(call.input, "ResolverRuleId") == internet_rule_id)
        return json::object{{"ResolverRule", internet_rule(call)}};
    return shown(call, TRY(find_resource(call, rule_type)));
}

Result<json::object> list_rules(const Call& call) {
    json::array rules{internet_rule(call)};
    for (const auto& [id, rule] : call.world.store().list(call.scope(), rule_type.kind))
        rules.emplace_back(*rule);
    return list_resources(call, rule_type, std::move(rules));
}

/// The new targets and endpoint of a FORWARD rule, checked.
Result<json::object> changes_of(const Call& call, const json::object& rule) {
    const auto& config = object_of(call.input, "Config");
    json::object changes;
    copy_members(config, changes, {"Name", "ResolverEndpointId"});
    const bool forwards = text_of(rule, "RuleType") == "FORWARD";
    const bool redirects = has(config, "TargetIps") || has(config, "ResolverEndpointId");
    if (redirects && !forwards)
        return refuse("InvalidRequestException",
                      "A rule of type SYSTEM has neither target IP addresses nor an endpoint.");
    if (has(config, "TargetIps"))
        changes["TargetIps"] = TRY(targets_of(config));
    if (has(config, "ResolverEndpointId"))
        TRY_VOID(check_outbound(call, text_of(config, "ResolverEndpointId")));
    return changes;
}

Result<json::object> update_rule(const Call& call) {
    const auto key = TRY(find_resource(call, rule_type));
    const auto changes = TRY(changes_of(call, *call.world.store().find(key)));
    call.world.store().update(key, [&](json::object& rule) {
        for (const auto& [member, value] : changes)
            rule[member] = value;
        rule["Status"] = "UPDATING";
        rule["StatusMessage"] = status_message(call, "Updating the Resolver Rule.");
        rule["ModificationTime"] = timestamp(call.world);
    });
    turn_after(call.world, rule_duration(call), key, "Status", "UPDATING", "COMPLETE");
    return shown(call, key);
}

Result<json::object> delete_rule(const Call& call) {
    const auto key = TRY(find_resource(call, rule_type));
    if (any_where(call.world, call.scope(), kind::resolver_rule_association, "ResolverRuleId",
                  key.id))
        return refuse("ResourceInUseException",
                      "Please disassociate this resolver rule from VPC first before deleting");
    call.world.store().update(key, [&](json::object& rule) {
        rule["Status"] = "DELETING";
        rule["StatusMessage"] = status_message(call, "Deleting the Resolver Rule.");
    });
    erase_after(call.world, rule_duration(call), key);
    return shown(call, key);
}

constexpr std::array operations{
    OperationRow{"CreateResolverRule", create_rule},
    OperationRow{"DeleteResolverRule", delete_rule},
    OperationRow{"GetResolverRule", get_rule},
    OperationRow{"ListResolverRules", list_rules},
    OperationRow{"UpdateResolverRule", update_rule},
};

}  // namespace

}  // namespace inland::emulator::resolver

namespace inland::emulator {

std::span<const OperationRow> resolver_rule_operations() {
    return resolver::operations;
}

}  // namespace inland::emulator
