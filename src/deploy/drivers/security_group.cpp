// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/calls.h"
#include "deploy/drivers/drivers.h"
#include "deploy/drivers/ec2.h"
#include "deploy/field_value.h"
#include "sources/live/security_group_rules.h"

#include <algorithm>

namespace inland::deploy {
namespace {

using topology::SecurityGroup;
using topology::SecurityGroupRule;
using Rules = std::vector<SecurityGroupRule>;

constexpr drivers::Ec2Type groups = {.describe = "DescribeSecurityGroups",
                                     .list = "SecurityGroups",
                                     .id = "GroupId",
                                     .ids_member = "GroupIds",
                                     .resource_type = "security-group"};

/// The two directions, as EC2 names them.
struct Direction {
    std::string_view list;
    std::string_view authorize;
    std::string_view revoke;
};
constexpr Direction ingress = {"IpPermissions", "AuthorizeSecurityGroupIngress",
                               "RevokeSecurityGroupIngress"};
constexpr Direction egress = {"IpPermissionsEgress", "AuthorizeSecurityGroupEgress",
                              "RevokeSecurityGroupEgress"};

Result<std::string> create(Context& context, const SecurityGroup& desired) {
    return drivers::create_once(context, groups, desired,
                                {"CreateSecurityGroup",
                                 {{"VpcId", context.id_of(desired.vpc.value())},
                                  {"GroupName", desired.group_name.value()},
                                  {"Description", desired.description.value()}},
                                 "GroupId"});
}

json::object peer(std::string_view member, std::string_view value, const std::string& said) {
    json::object described{{member, value}};
    if (!said.empty())
        described["Description"] = said;
    return described;
}

void set_ports(const SecurityGroupRule& rule, json::object& permission) {
    constexpr int icmp = 1;
    constexpr int icmp_v6 = 58;
    if (rule.protocol == icmp || rule.protocol == icmp_v6) {
        permission["FromPort"] = rule.icmp_type;
        permission["ToPort"] = rule.icmp_code;
    } else if (rule.protocol != -1) {
        permission["FromPort"] = rule.ports.first;
        permission["ToPort"] = rule.ports.last;
    }
}

/// EC2 takes IANA's numbers for protocols, and knows four of them by name.
json::object permission_of(const SecurityGroupRule& rule) {
    json::object permission{{"IpProtocol", std::to_string(rule.protocol)}};
    set_ports(rule, permission);
    if (rule.block) {
        permission["IpRanges"] = json::array{peer("CidrIp", rule.block->text(), rule.description)};
    }
    if (rule.ipv6_block) {
        permission["Ipv6Ranges"] =
            json::array{peer("CidrIpv6", rule.ipv6_block->text(), rule.description)};
    }
    if (!rule.group.empty()) {
        permission["UserIdGroupPairs"] = json::array{peer("GroupId", rule.group, rule.description)};
    }
    if (!rule.prefix_list.empty()) {
        permission["PrefixListIds"] =
            json::array{peer("PrefixListId", rule.prefix_list, rule.description)};
    }
    return permission;
}

/// The rules with AWS's ids for the groups that they name, sorted.
Rules with_ids(const Context& context, Rules rules) {
    for (auto& rule : rules) {
        if (!rule.group.empty())
            rule.group = context.id_of(SecurityGroup::type, rule.group);
    }
    std::ranges::sort(rules);
    return rules;
}

Rules missing_from(const Rules& rules, const Rules& others) {
    Rules rest;
    std::ranges::set_difference(rules, others, std::back_inserter(rest));
    return rest;
}

Result<void> change_rules(Context& context, std::string_view operation, const std::string& id,
                          const Rules& rules) {
    if (rules.empty())
        return {};
    json::array permissions;
    for (const auto& rule : rules)
        permissions.push_back(permission_of(rule));
    auto changed = drivers::change(context, "ec2", operation,
                                   {{"GroupId", id}, {"IpPermissions", std::move(permissions)}});
    const auto is_so_already = !changed && (changed.error().code == "InvalidPermission.Duplicate" ||
                                            changed.error().code == "InvalidPermission.NotFound");
    if (!changed && !is_so_already)
        return std::unexpected(std::move(changed).error());
    return {};
}

/// EC2's own word is compared, not the observation: a new group has a rule that lets all out, and
/// groups are filled again after a killed run.
Result<void> set_rules(Context& context, const json::value& document, const Direction& direction,
                       const topology::Attribute<Rules>& desired) {
    if (!desired.is_known())
        return {};
    const auto id = string_or_empty(document, "GroupId");
    const auto wanted = with_ids(context, desired.value());
    auto there = sources::live::rules_of(document, direction.list);
    std::erase_if(there, is_controllers_rule);
    TRY_VOID(change_rules(context, direction.authorize, id, missing_from(wanted, there)));
    return change_rules(context, direction.revoke, id, missing_from(there, wanted));
}

Result<json::array> visible(Context& context, const std::string& id) {
    json::array documents;
    TRY_VOID(drivers::wait_until(context, std::chrono::seconds(1), [&]() -> Result<bool> {
        documents = TRY(drivers::describe(context, groups, {id}));
        return !documents.empty();
    }));
    return documents;
}

Result<void> attach(Context& context, const SecurityGroup& desired, const SecurityGroup* observed) {
    const auto id = context.id_of(SecurityGroup::type, desired.key);
    const auto documents = TRY(visible(context, id));
    TRY_VOID(set_rules(context, documents.front(), ingress, desired.ingress));
    TRY_VOID(set_rules(context, documents.front(), egress, desired.egress));
    return drivers::put_tags(context, id, desired.tags, observed);
}

bool names_no_group(const SecurityGroupRule& rule) {
    return rule.group.empty();
}

/// Rules that name groups keep those from being deleted.
Result<void> detach(Context& context, const SecurityGroup& observed) {
    const auto documents = TRY(drivers::describe(context, groups, {observed.id}));
    for (const auto& document : documents) {
        for (const auto* direction : {&ingress, &egress}) {
            auto rules = sources::live::rules_of(document, direction->list);
            std::erase_if(rules, names_no_group);
            TRY_VOID(change_rules(context, direction->revoke, observed.id, rules));
        }
    }
    return {};
}

Result<void> remove(Context& context, const SecurityGroup& observed) {
    return drivers::remove(context, "ec2", "DeleteSecurityGroup", {{"GroupId", observed.id}});
}

}  // namespace

template <>
const Operations<SecurityGroup>& operations() {
    static constexpr Operations<SecurityGroup> row = {.create = create,
                                                      .attach = attach,
                                                      .detach = detach,
                                                      .remove = remove,
                                                      .create_duration = "ec2.CreateSecurityGroup"};
    return row;
}

}  // namespace inland::deploy
