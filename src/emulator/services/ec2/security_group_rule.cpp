// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/permission.h"
#include "emulator/services/ec2/security_group.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/quota.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

using Rules = std::vector<std::pair<std::string, const json::object*>>;

Rules rules_in(const Call& call, std::string_view group_id) {
    return records_where(call.world, call.scope(), kind::security_group_rule, "GroupId", group_id);
}

/// The existing rule that admits the same, or "".
std::string find_same(const Rules& rules, const json::object& rule) {
    const auto found = std::ranges::find_if(
        rules, [&](const auto& candidate) { return same_rule(*candidate.second, rule); });
    return found == rules.end() ? "" : found->first;
}

/// A rule with a customer's prefix list counts as many rules as the list may have entries.
std::size_t weight_of(const Call& call, const json::object& rule) {
    const auto* list = call.world.store().find(
        {call.scope(), std::string(kind::prefix_list), text_of(rule, "PrefixListId")});
    return list == nullptr ? 1U : static_cast<std::size_t>(number_of(*list, "MaxEntries", 1));
}

Result<void> check_additions(const Call& call, const std::vector<json::object>& additions,
                             bool egress) {
    const auto existing = rules_in(call, text_of(call.input, "GroupId"));
    for (auto rule = additions.begin(); rule != additions.end(); ++rule) {
        const bool twice = std::any_of(additions.begin(), rule, [&](const json::object& earlier) {
            return same_rule(earlier, *rule);
        });
        if (twice)
            return refuse("InvalidParameterValue",
                          "The same permission must not appear multiple times");
        if (!find_same(existing, *rule).empty())
            return refuse(
                "InvalidPermission.Duplicate",
                fmt::format("the specified rule \"{}\" already exists", rule_text(*rule)));
    }
    std::size_t count = 0;
    for (const auto& [id, rule] : existing)
        count += flag_of(*rule, "IsEgress") == egress ? weight_of(call, *rule) : 0U;
    for (const auto& rule : additions)
        count += weight_of(call, rule);
    TRY_VOID(check_quota(call, "ec2.RulesPerSecurityGroup", count));
    return {};
}

Result<json::object> authorize(const Call& call, bool egress) {
    (void)TRY(lookup_input(call, security_group_type, "GroupId"));
    const auto additions = TRY(rules_of(call, egress));
    const auto tags = TRY(tags_for(call, security_group_rule_type));
    TRY_VOID(check_additions(call, additions, egress));
    json::array made;
    for (auto rule : additions) {
        rule["Tags"] = tags;
        const auto id =
            add_rule(call.world, call.scope(), text_of(call.input, "GroupId"), std::move(rule));
        made.push_back(shown(call, security_group_rule_type, id));
    }
    return json::object{{"Return", true}, {"SecurityGroupRules", std::move(made)}};
}

std::unexpected<Error> no_such_rule() {
    return refuse("InvalidPermission.NotFound",
                  "The specified rule does not exist in this security group.");
}

/// The ids of the rules that a Revoke call names, by id or by what they admit.
Result<std::vector<std::string>> rules_to_revoke(const Call& call, bool egress) {
    const auto existing = rules_in(call, text_of(call.input, "GroupId"));
    auto ids = texts_of(call.input, "SecurityGroupRuleIds");
    for (const auto& id : ids) {
        const auto* rule = TRY(lookup(call, security_group_rule_type, id));
        if (text_of(*rule, "GroupId") != text_of(call.input, "GroupId") ||
            flag_of(*rule, "IsEgress") != egress)
            return no_such_rule();
    }
    if (!ids.empty())
        return ids;
    for (const auto& rule : TRY(rules_of(call, egress))) {
        const auto id = find_same(existing, rule);
        if (id.empty())
            return no_such_rule();
        ids.push_back(id);
    }
    return ids;
}

Result<json::object> revoke(const Call& call, bool egress) {
    (void)TRY(lookup_input(call, security_group_type, "GroupId"));
    json::array revoked;
    for (const auto& id : TRY(rules_to_revoke(call, egress))) {
        const auto key = key_of(call, security_group_rule_type, id);
        const auto* rule = call.world.store().find(key);
        if (rule == nullptr)
            continue;
        json::object row;
        copy_members(*rule, row,
                     {"SecurityGroupRuleId", "GroupId", "IsEgress", "IpProtocol", "FromPort",
                      "ToPort", "CidrIpv4", "CidrIpv6", "PrefixListId", "Description"});
        if (has(*rule, "ReferencedGroupInfo"))
            row["ReferencedGroupId"] = text_of(object_of(*rule, "ReferencedGroupInfo"), "GroupId");
        revoked.push_back(std::move(row));
        call.world.store().erase(key);
    }
    return json::object{{"Return", true}, {"RevokedSecurityGroupRules", std::move(revoked)}};
}

Result<json::object> authorize_ingress(const Call& call) {
    return authorize(call, false);
}
Result<json::object> authorize_egress(const Call& call) {
    return authorize(call, true);
}
Result<json::object> revoke_ingress(const Call& call) {
    return revoke(call, false);
}
Result<json::object> revoke_egress(const Call& call) {
    return revoke(call, true);
}

/// What a rule keeps when it is modified.
void carry_over(const json::object& old, json::object& rule) {
    copy_members(old, rule,
                 {"SecurityGroupRuleId", "GroupId", "GroupOwnerId", "IsEgress", "Tags",
                  "SecurityGroupRuleArn"});
}

Result<json::object> modify_rules(const Call& call) {
    (void)TRY(lookup_input(call, security_group_type, "GroupId"));
    std::vector<json::object> replacements;
    for (const auto& update : list_of(call.input, "SecurityGroupRules")) {
        const auto& row = update.as_object();
        const auto* old =
            TRY(lookup(call, security_group_rule_type, text_of(row, "SecurityGroupRuleId")));
        auto rule = TRY(rule_of_request(call, object_of(row, "SecurityGroupRule")));
        carry_over(*old, rule);
        replacements.push_back(std::move(rule));
    }
    for (auto& rule : replacements) {
        const auto key =
            key_of(call, security_group_rule_type, text_of(rule, "SecurityGroupRuleId"));
        call.world.store().put(key, std::move(rule));
    }
    return json::object{{"Return", true}};
}

Result<json::object> describe_rules(const Call& call, bool egress) {
    const auto existing = rules_in(call, text_of(call.input, "GroupId"));
    for (const auto& rule : TRY(rules_of(call, egress))) {
        const auto id = find_same(existing, rule);
        if (id.empty())
            return no_such_rule();
        call.world.store().update(
            key_of(call, security_group_rule_type, id),
            [&](json::object& document) { copy_members(rule, document, {"Description"}); });
    }
    return json::object{{"Return", true}};
}

Result<json::object> update_ingress_descriptions(const Call& call) {
    (void)TRY(lookup_input(call, security_group_type, "GroupId"));
    return describe_rules(call, false);
}
Result<json::object> update_egress_descriptions(const Call& call) {
    (void)TRY(lookup_input(call, security_group_type, "GroupId"));
    return describe_rules(call, true);
}

constexpr std::array operations{
    OperationRow{"AuthorizeSecurityGroupIngress", ec2<authorize_ingress>},
    OperationRow{"AuthorizeSecurityGroupEgress", ec2<authorize_egress>},
    OperationRow{"RevokeSecurityGroupIngress", ec2<revoke_ingress>},
    OperationRow{"RevokeSecurityGroupEgress", ec2<revoke_egress>},
    OperationRow{"DescribeSecurityGroupRules", ec2<describe_type<security_group_rule_type>>},
    OperationRow{"ModifySecurityGroupRules", ec2<modify_rules>},
    OperationRow{"UpdateSecurityGroupRuleDescriptionsIngress", ec2<update_ingress_descriptions>},
    OperationRow{"UpdateSecurityGroupRuleDescriptionsEgress", ec2<update_egress_descriptions>},
};

}  // namespace

std::span<const OperationRow> security_group_rule_operations() {
    return operations;
}

}  // namespace inland::emulator
