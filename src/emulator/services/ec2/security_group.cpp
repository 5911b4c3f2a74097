// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/security_group.h"

#include "emulator/services/arn.h"
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/network.h"
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

constexpr std::string_view rule_group_path = "ReferencedGroupInfo.GroupId";
constexpr std::size_t longest_text = 255;

json::object all_traffic_to(std::string_view cidr) {
    return {{"IsEgress", true},
            {"IpProtocol", "-1"},
            {"FromPort", -1},
            {"ToPort", -1},
            {"CidrIpv4", cidr}};
}

Result<void> check_new(const Call& call) {
    TRY_VOID(require(call, {"GroupName", "Description"}));
    const auto name = text_of(call.input, "GroupName");
    if (name.empty() || name.size() > longest_text || name.starts_with("sg-"))
        return refuse("InvalidParameterValue",
                      fmt::format("Value ({}) for parameter GroupName is invalid. Group names may "
                                  "not be in the format sg-*",
                                  name));
    if (name == "default")
        return refuse("InvalidParameterValue", "Cannot use reserved security group name: default");
    if (text_of(call.input, "Description").size() > longest_text)
        return refuse("InvalidParameterValue",
                      "Value for parameter GroupDescription is invalid. Its length exceeds 255");
    const auto vpc = text_of(call.input, "VpcId");
    for (const auto& [id, group] :
         records_where(call.world, call.scope(), kind::security_group, "GroupName", name))
        if (text_of(*group, "VpcId") == vpc)
            return refuse(
                "InvalidGroup.Duplicate",
                fmt::format("The security group '{}' already exists for VPC '{}'", name, vpc));
    return {};
}

Result<json::object> create_security_group(const Call& call) {
    (void)TRY(lookup_input(call, vpc_type, "VpcId"));
    TRY_VOID(check_new(call));
    auto tags = TRY(tags_for(call, security_group_type));
    TRY_VOID(check_one_more(call, "ec2.SecurityGroupsPerRegion", kind::security_group));
    const auto id =
        make_security_group(call.world, call.scope(),
                            {text_of(call.input, "VpcId"), text_of(call.input, "GroupName"),
                             text_of(call.input, "Description"), tags});
    return json::object{
        {"GroupId", id},
        {"Tags", std::move(tags)},
        {"SecurityGroupArn", arn(call.world, call.scope(), "ec2", "security-group/" + id)}};
}

Result<json::object> delete_security_group(const Call& call) {
    const auto* group = TRY(lookup_input(call, security_group_type, "GroupId"));
    const auto id = text_of(call.input, "GroupId");
    if (text_of(*group, "GroupName") == "default")
        return refuse("CannotDelete",
                      fmt::format("the specified group: \"{}\" name: \"default\" cannot be deleted "
                                  "by a user",
                                  id));
    if (any_where(call.world, call.scope(), kind::network_interface, "Groups[].GroupId", id) ||
        is_referenced(call.world, call.scope(), id))
        return refuse("DependencyViolation", fmt::format("resource {} has a dependent object", id));
    erase_rules_of(call.world, call.scope(), id);
    call.world.store().erase(key_of(call, security_group_type, id));
    return json::object{{"Return", true}, {"GroupId", id}};
}

/// GroupNames selects by name, which DescribeSecurityGroups alone has.
Result<json::object> describe_security_groups(const Call& call) {
    const auto names = texts_of(call.input, "GroupNames");
    json::array groups;
    for (auto& group : TRY(select(call, security_group_type))) {
        const auto name = text_of(group.get_object(), "GroupName");
        if (names.empty() || std::ranges::find(names, name) != names.end())
            groups.push_back(std::move(group));
    }
    return paginate(call, security_group_type.list_output, std::move(groups));
}

constexpr std::array operations{
    OperationRow{"CreateSecurityGroup", ec2<create_security_group>},
    OperationRow{"DeleteSecurityGroup", ec2<delete_security_group>},
    OperationRow{"DescribeSecurityGroups", ec2<describe_security_groups>},
};

bool same_ports(const json::object& permission, const json::object& rule) {
    return text_of(permission, "IpProtocol") == text_of(rule, "IpProtocol") &&
           number_of(permission, "FromPort", -1) == number_of(rule, "FromPort", -1) &&
           number_of(permission, "ToPort", -1) == number_of(rule, "ToPort", -1);
}

json::object& permission_for(json::array& permissions, const json::object& rule) {
    for (auto& permission : permissions)
        if (same_ports(permission.get_object(), rule))
            return permission.get_object();
    json::object permission{{"IpProtocol", text_of(rule, "IpProtocol")}};
    const auto protocol = text_of(rule, "IpProtocol");
    if (protocol == "tcp" || protocol == "udp" || protocol.starts_with("icmp"))
        copy_members(rule, permission, {"FromPort", "ToPort"});
    for (const auto member : {"UserIdGroupPairs", "IpRanges", "Ipv6Ranges", "PrefixListIds"})
        permission[member] = json::array();
    return permissions.emplace_back(std::move(permission)).get_object();
}

/// A rule's source, in the list of the permission that it belongs to.
void add_source(json::object& permission, const json::object& rule) {
    constexpr std::array<std::array<std::string_view, 3>, 3> plain{{
        {"CidrIpv4", "IpRanges", "CidrIp"},
        {"CidrIpv6", "Ipv6Ranges", "CidrIpv6"},
        {"PrefixListId", "PrefixListIds", "PrefixListId"},
    }};
    for (const auto& [rule_member, list, member] : plain) {
        if (!has(rule, rule_member))
            continue;
        json::object source{{member, text_of(rule, rule_member)}};
        copy_members(rule, source, {"Description"});
        list_in(permission, list).push_back(std::move(source));
    }
    if (has(rule, "ReferencedGroupInfo")) {
        auto pair = object_of(rule, "ReferencedGroupInfo");
        copy_members(rule, pair, {"Description"});
        list_in(permission, "UserIdGroupPairs").push_back(std::move(pair));
    }
}

}  // namespace

std::string make_security_group(World& world, const Scope& scope, const NewSecurityGroup& spec) {
    auto id = world.new_id(security_group_type.prefix);
    world.store().put({scope, std::string(kind::security_group), id},
                      {{"GroupId", id},
                       {"Tags", spec.tags},
                       {"VpcId", spec.vpc_id},
                       {"SecurityGroupArn", arn(world, scope, "ec2", "security-group/" + id)},
                       {"OwnerId", scope.account},
                       {"GroupName", spec.name},
                       {"Description", spec.description}});
    add_rule(world, scope, id, all_traffic_to("0.0.0.0/0"));
    return id;
}

std::string make_default_security_group(World& world, const Scope& scope, std::string_view vpc_id) {
    auto id = make_security_group(
        world, scope, {std::string(vpc_id), "default", "default VPC security group", {}});
    add_rule(world, scope, id, all_traffic_with(scope, id, false));
    return id;
}

std::string default_security_group_of(const World& world, const Scope& scope,
                                      std::string_view vpc_id) {
    for (const auto& [id, group] :
         records_where(world, scope, kind::security_group, "VpcId", vpc_id))
        if (text_of(*group, "GroupName") == "default")
            return id;
    return "";
}

Result<std::string> default_group_for(const Call& call, std::string_view vpc_id) {
    auto id = default_security_group_of(call.world, call.scope(), vpc_id);
    // The words are EKS's of the same trial (aws/containers-roadmap#1602); the code is inferred.
    if (id.empty())
        return refuse("OperationNotPermitted",
                      fmt::format("You do not have access to a default security group in VPC {}. "
                                  "Specify a security group, and try again.",
                                  vpc_id));
    return id;
}

std::string add_rule(World& world, const Scope& scope, std::string_view group_id,
                     json::object rule) {
    auto id = world.new_id(security_group_rule_type.prefix);
    rule["SecurityGroupRuleId"] = id;
    rule["GroupId"] = group_id;
    rule["GroupOwnerId"] = scope.account;
    list_in(rule, "Tags");
    rule["SecurityGroupRuleArn"] = arn(world, scope, "ec2", "security-group-rule/" + id);
    world.store().put({scope, std::string(kind::security_group_rule), id}, std::move(rule));
    return id;
}

json::object all_traffic_with(const Scope& scope, std::string_view group_id, bool egress) {
    return {
        {"IsEgress", egress},
        {"IpProtocol", "-1"},
        {"FromPort", -1},
        {"ToPort", -1},
        {"ReferencedGroupInfo", json::object{{"GroupId", group_id}, {"UserId", scope.account}}}};
}

void erase_rules_of(World& world, const Scope& scope, std::string_view group_id) {
    for (const auto& [id, rule] :
         records_where(world, scope, kind::security_group_rule, "GroupId", group_id))
        world.store().erase({scope, std::string(kind::security_group_rule), id});
}

bool is_referenced(const World& world, const Scope& scope, std::string_view group_id) {
    const auto rules =
        records_where(world, scope, kind::security_group_rule, rule_group_path, group_id);
    return std::ranges::any_of(
        rules, [&](const auto& rule) { return text_of(*rule.second, "GroupId") != group_id; });
}

json::array group_identifiers(const World& world, const Scope& scope,
                              const std::vector<std::string>& group_ids) {
    json::array identifiers;
    for (const auto& id : group_ids) {
        const auto* group = world.store().find({scope, std::string(kind::security_group), id});
        identifiers.push_back(json::object{
            {"GroupId", id}, {"GroupName", group == nullptr ? "" : text_of(*group, "GroupName")}});
    }
    return identifiers;
}

void show_security_group(const World& world, const Scope& scope, json::object& group) {
    json::array ingress;
    json::array egress;
    for (const auto& [id, rule] : records_where(world, scope, kind::security_group_rule, "GroupId",
                                                text_of(group, "GroupId"))) {
        auto& permissions = flag_of(*rule, "IsEgress") ? egress : ingress;
        add_source(permission_for(permissions, *rule), *rule);
    }
    group["IpPermissions"] = std::move(ingress);
    group["IpPermissionsEgress"] = std::move(egress);
}

std::span<const OperationRow> security_group_operations() {
    return operations;
}

}  // namespace inland::emulator
