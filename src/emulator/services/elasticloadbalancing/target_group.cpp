// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/arn.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/elasticloadbalancing/action.h"
#include "emulator/services/elasticloadbalancing/attributes.h"
#include "emulator/services/elasticloadbalancing/health_check.h"
#include "emulator/services/elasticloadbalancing/listener.h"
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

#include <fmt/format.h>

namespace inland::emulator::balancing {

namespace {

constexpr std::array<std::string_view, 6> protocols{"HTTP", "HTTPS", "TCP",
                                                    "TLS",  "UDP",   "TCP_UDP"};
constexpr std::array<std::string_view, 3> versions{"HTTP1", "HTTP2", "GRPC"};
constexpr std::array<std::string_view, 2> target_types{"instance", "ip"};
constexpr std::int64_t last_port = 65535;

bool is_one_of(std::span<const std::string_view> words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

Result<void> check_target_type(const std::string& type) {
    if (is_one_of(target_types, type))
        return {};
    return invalid(fmt::format("The target type '{}' is not emulated by Inland.", type));
}

Result<void> check_protocol(const json::object& group) {
    const auto protocol = text_of(group, "Protocol");
    if (protocol.empty())
        return invalid("A protocol must be specified");
    if (!is_one_of(protocols, protocol))
        return invalid(fmt::format("The protocol '{}' is not emulated by Inland.", protocol));
    const auto port = number_of(group, "Port");
    if (!has(group, "Port"))
        return invalid("A port must be specified");
    if (port < 1 || port > last_port)
        return invalid(
            fmt::format("1 validation error detected: Value '{}' at 'port' failed to satisfy "
                        "constraint: Member must have value between 1 and {}",
                        port, last_port));
    return {};
}

/// Clients send an empty version for none.
Result<void> check_version(json::object& group) {
    if (text_of(group, "ProtocolVersion").empty())
        group.erase("ProtocolVersion");
    if (!is_application_protocol(text_of(group, "Protocol"))) {
        if (has(group, "ProtocolVersion"))
            return refuse("InvalidConfigurationRequest",
                          "ProtocolVersion is supported only for HTTP and HTTPS target groups");
        return {};
    }
    if (!has(group, "ProtocolVersion"))
        group["ProtocolVersion"] = "HTTP1";
    if (!is_one_of(versions, text_of(group, "ProtocolVersion")))
        return invalid("Protocol version must be one of 'HTTP1', 'HTTP2', 'GRPC'");
    return {};
}

Result<void> check_network(const Call& call, json::object& group) {
    const auto vpc = text_of(group, "VpcId");
    if (vpc.empty())
        return invalid("A VPC ID must be specified");
    if (call.world.store().find({call.scope(), std::string(kind::vpc), vpc}) == nullptr)
        return invalid(fmt::format("The VPC ID '{}' is not found", vpc));
    if (!has(group, "IpAddressType"))
        group["IpAddressType"] = "ipv4";
    if (text_of(group, "IpAddressType") != "ipv4")
        return invalid("Target groups of IPv6 addresses are not emulated by Inland.");
    return {};
}

/// What an answer shows: with the load balancers that use it.
json::object shown(const Call& call, json::object group) {
    group["LoadBalancerArns"] =
        array_of(balancers_of(call.world, call.scope(), text_of(group, "TargetGroupArn")));
    return group;
}

Result<json::object> document_of(const Call& call) {
    auto group = call.input;
    group.erase("Name");
    group.erase("Tags");
    const auto name = text_of(call.input, "Name");
    group["TargetGroupName"] = name;
    if (!has(group, "TargetType"))
        group["TargetType"] = "instance";
    TRY_VOID(check_target_type(text_of(group, "TargetType")));
    TRY_VOID(check_protocol(group));
    TRY_VOID(check_version(group));
    TRY_VOID(check_network(call, group));
    fill_health_check(group);
    TRY_VOID(check_health_check(group));
    group["TargetGroupArn"] = arn(call.world, call.scope(), "elasticloadbalancing",
                                  fmt::format("targetgroup/{}/{}", name, new_suffix(call)));
    group["_targets"] = json::array();
    group["_tags"] = TRY(tags_of(call));
    group["_request"] = json::serialize(call.input);
    return group;
}

/// The same request again answers with the group that there is.
Result<json::object> create_target_group(const Call& call) {
    TRY_VOID(need(call, {"Name"}));
    const auto name = text_of(call.input, "Name");
    TRY_VOID(check_name("target group", name));
    for (const auto& [arn, existing] :
         records_where(call.world, call.scope(), kind::target_group, "TargetGroupName", name)) {
        if (text_of(*existing, "_request") != json::serialize(call.input))
            return refuse("DuplicateTargetGroupName",
                          fmt::format("A target group with the same name '{}' exists, but with "
                                      "different settings",
                                      name));
        return json::object{{"TargetGroups", json::array{shown(call, *existing)}}};
    }
    TRY_VOID(check_quota(call, "elasticloadbalancing.TargetGroups",
                         call.world.store().list(call.scope(), kind::target_group).size() + 1));
    auto group = TRY(document_of(call));
    call.world.store().put(key_of(call, target_group_type, text_of(group, "TargetGroupArn")),
                           group);
    return json::object{{"TargetGroups", json::array{shown(call, std::move(group))}}};
}

Result<json::object> describe_target_groups(const Call& call) {
    if (has(call.input, "LoadBalancerArn"))
        (void)TRY(lookup_input(call, load_balancer_type));
    json::array groups;
    for (auto& group :
         TRY(select(call, target_group_type, "TargetGroupArns", "Names", "TargetGroupName"))) {
        auto document = shown(call, std::move(group.as_object()));
        if (!has(call.input, "LoadBalancerArn") ||
            contains(list_of(document, "LoadBalancerArns"), text_of(call.input, "LoadBalancerArn")))
            groups.push_back(std::move(document));
    }
    return paginate(call, "TargetGroups", std::move(groups));
}

Result<json::object> modify_target_group(const Call& call) {
    auto group = *TRY(lookup_input(call, target_group_type));
    for (const auto& [member, value] : call.input)
        if (member != "TargetGroupArn")
            group[member] = value;
    fill_health_check(group);
    TRY_VOID(check_health_check(group));
    call.world.store().put(key_of(call, target_group_type, text_of(group, "TargetGroupArn")),
                           group);
    return json::object{{"TargetGroups", json::array{shown(call, std::move(group))}}};
}

/// Deleting what is not there succeeds.
Result<json::object> delete_target_group(const Call& call) {
    const auto found = lookup_input(call, target_group_type);
    if (!found && found.error().code == target_group_type.not_found_code)
        return json::object{};
    const auto arn = text_of(*TRY(found), "TargetGroupArn");
    if (!balancers_of(call.world, call.scope(), arn).empty())
        return refuse(
            "ResourceInUse",
            fmt::format("Target group '{}' is currently in use by a listener or a rule", arn));
    call.world.store().erase(key_of(call, target_group_type, arn));
    return json::object{};
}

Result<json::object> describe_attributes(const Call& call) {
    const auto* group = TRY(lookup_input(call, target_group_type));
    return json::object{
        {"Attributes", attributes_of(call.world, owner_of_target_group(*group), *group)}};
}

Result<json::object> modify_attributes(const Call& call) {
    auto group = *TRY(lookup_input(call, target_group_type));
    const auto owner = owner_of_target_group(group);
    TRY_VOID(set_attributes(call, owner, group));
    json::object output{{"Attributes", attributes_of(call.world, owner, group)}};
    const auto key = key_of(call, target_group_type, text_of(group, "TargetGroupArn"));
    call.world.store().put(key, std::move(group));
    return output;
}

constexpr std::array operations{
    OperationRow{"CreateTargetGroup", create_target_group},
    OperationRow{"DescribeTargetGroups", describe_target_groups},
    OperationRow{"ModifyTargetGroup", modify_target_group},
    OperationRow{"DeleteTargetGroup", delete_target_group},
    OperationRow{"DescribeTargetGroupAttributes", describe_attributes},
    OperationRow{"ModifyTargetGroupAttributes", modify_attributes},
};

}  // namespace

}  // namespace inland::emulator::balancing

namespace inland::emulator {

std::span<const OperationRow> target_group_operations() {
    return balancing::operations;
}

}  // namespace inland::emulator
