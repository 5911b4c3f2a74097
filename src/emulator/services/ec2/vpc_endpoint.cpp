// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/vpc_endpoint.h"

#include "core/crypto.h"
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/endpoint_interfaces.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/network_interface.h"
#include "emulator/services/ec2/route_table.h"
#include "emulator/services/ec2/security_group.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/ec2/vpc.h"
#include "emulator/services/events.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/quota.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/route53/zone.h"
#include "emulator/services/tables.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::string_view deleted_event = "ec2:vpc-endpoint-deleted";
constexpr std::size_t longest_policy = 20480;
constexpr std::string_view full_access =
    R"({"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]})";

bool is_gateway(const json::object& endpoint) {
    return text_of(endpoint, "VpcEndpointType") == "Gateway";
}

Duration duration(const World& world, std::string_view operation, const json::object& endpoint) {
    return world.tables().typical(
        fmt::format("ec2.{}.{}", operation, is_gateway(endpoint) ? "Gateway" : "Interface"));
}

/// The service, which must exist in the Region and come as the type that is asked for.
Result<const knowledge::EndpointService*> service_for(const Call& call, std::string_view type) {
    const auto name = text_of(call.input, "ServiceName");
    const auto& tables = call.world.tables();
    const auto* service = tables.endpoint_of_name(name);
    const bool here = service != nullptr &&
                      tables.endpoint_service_name(service->service, call.caller.region) == name;
    if (!here)
        return refuse("InvalidServiceName",
                      fmt::format("The Vpc Endpoint Service '{}' does not exist", name));
    const auto wanted =
        type == "Gateway" ? knowledge::EndpointType::Gateway : knowledge::EndpointType::Interface;
    if (std::ranges::find(service->types, wanted) == service->types.end())
        return refuse("InvalidParameter",
                      fmt::format("Endpoint type ({}) does not match available service types "
                                  "([{}]).",
                                  type, type == "Gateway" ? "Interface" : "Gateway"));
    return service;
}

/// VPC-SEMANTICS.md 1.6: both DNS attributes, and one private zone of a name in a VPC.
Result<void> check_private_dns(const Call& call, const std::string& vpc_id,
                               std::string_view own_id) {
    for (const auto attribute : {"enableDnsSupport", "enableDnsHostnames"})
        if (!vpc_attribute(call.world, call.scope(), vpc_id, attribute))
            return refuse("InvalidParameter",
                          "Enabling private DNS requires both enableDnsSupport and "
                          "enableDnsHostnames VPC attributes set to true for " +
                              vpc_id);
    const auto names =
        private_names(call.world, call.caller.region, text_of(call.input, "ServiceName"));
    for (const auto& [id, other] :
         records_where(call.world, call.scope(), kind::vpc_endpoint, "VpcId", vpc_id)) {
        if (id == own_id || !flag_of(*other, "PrivateDnsEnabled"))
            continue;
        for (const auto& name :
             private_names(call.world, call.caller.region, text_of(*other, "ServiceName")))
            if (std::ranges::find(names, name) != names.end())
                return refuse("InvalidParameter",
                              fmt::format("private-dns-enabled cannot be set because there is "
                                          "already a conflicting DNS domain for {} in the VPC {}",
                                          name, vpc_id));
    }
    if (const auto zone = route53::hosted_zone_among(call.world, call.scope(), vpc_id, names))
        return refuse("InvalidParameter",
                      fmt::format("private-dns-enabled cannot be set because there is already a "
                                  "conflicting DNS domain for {} in the VPC {}",
                                  *zone, vpc_id));
    return {};
}

Result<std::string> policy_of(const json::object& input) {
    if (!has(input, "PolicyDocument"))
        return std::string(full_access);
    auto policy = text_of(input, "PolicyDocument");
    const auto parsed = parse_json(policy);
    if (policy.size() > longest_policy || !parsed || !parsed->is_object())
        return refuse("InvalidPolicyDocument", "Policy document is invalid");
    return policy;
}

Result<void> check_ids(const Call& call, const ResourceType& type, std::string_view member,
                       std::string_view vpc_id) {
    for (const auto& id : texts_of(call.input, member)) {
        const auto* document = TRY(lookup(call, type, id));
        if (text_of(*document, "VpcId") != vpc_id)
            return refuse("InvalidParameter",
                          fmt::format("{} does not belong to the VPC {}", id, vpc_id));
    }
    return {};
}

json::object base_document(const Call& call, const std::string& id, std::string_view type) {
    json::object document{
        {"VpcEndpointId", id},
        {"VpcEndpointType", type},
        {"VpcId", text_of(call.input, "VpcId")},
        {"ServiceName", text_of(call.input, "ServiceName")},
        {"State", "pending"},
        {"RouteTableIds", json::array()},
        {"SubnetIds", json::array()},
        {"Groups", json::array()},
        {"IpAddressType", "ipv4"},
        {"DnsOptions",
         json::object{{"DnsRecordIpType", type == "Gateway" ? "service-defined" : "ipv4"}}},
        {"PrivateDnsEnabled", false},
        {"RequesterManaged", false},
        {"NetworkInterfaceIds", json::array()},
        {"DnsEntries", json::array()},
        {"CreationTimestamp", timestamp(call.world)},
        {"OwnerId", call.caller.account},
        {"ServiceRegion", call.caller.region}};
    return document;
}

void add_gateway_routes(const Call& call, const json::object& endpoint,
                        const std::vector<std::string>& tables) {
    for (const auto& table : tables)
        add_prefix_list_route(call.world, call.scope(), table,
                              prefix_list_id(text_of(endpoint, "ServiceName")),
                              text_of(endpoint, "VpcEndpointId"));
}

/// One endpoint route of a service in a table.
Result<void> check_gateway_routes(const Call& call, const std::vector<std::string>& tables,
                                  std::string_view service_name) {
    const auto list = prefix_list_id(service_name);
    for (const auto& id : tables) {
        const auto* table = TRY(lookup(call, route_table_type, id));
        if (find_where(list_of(*table, "Routes"), "DestinationPrefixListId", list) != nullptr)
            return refuse("RouteAlreadyExists",
                          fmt::format("route table {} already has a route with "
                                      "destination-prefix-list-id {}",
                                      id, list));
    }
    return {};
}

Result<void> fill_gateway(const Call& call, json::object& endpoint) {
    const auto tables = texts_of(call.input, "RouteTableIds");
    TRY_VOID(check_ids(call, route_table_type, "RouteTableIds", text_of(endpoint, "VpcId")));
    TRY_VOID(check_gateway_routes(call, tables, text_of(endpoint, "ServiceName")));
    endpoint["RouteTableIds"] = array_of(tables);
    add_gateway_routes(call, endpoint, tables);
    return {};
}

Result<void> fill_interface(const Call& call, json::object& endpoint) {
    const auto vpc = text_of(endpoint, "VpcId");
    TRY_VOID(check_ids(call, subnet_type, "SubnetIds", vpc));
    TRY_VOID(check_ids(call, security_group_type, "SecurityGroupIds", vpc));
    const auto subnets = texts_of(call.input, "SubnetIds");
    TRY_VOID(check_endpoint_subnets(call, subnets));
    const bool private_dns = flag_of(call.input, "PrivateDnsEnabled", true);
    if (private_dns)
        TRY_VOID(check_private_dns(call, vpc, ""));
    auto groups = texts_of(call.input, "SecurityGroupIds");
    if (groups.empty())
        groups.push_back(default_security_group_of(call.world, call.scope(), vpc));
    endpoint["PrivateDnsEnabled"] = private_dns;
    endpoint["Groups"] = group_identifiers(call.world, call.scope(), groups);
    TRY_VOID(add_endpoint_interfaces(call, endpoint, subnets));
    endpoint["DnsEntries"] = endpoint_dns_entries(call.world, call.scope(), endpoint);
    return {};
}

/// Gateway endpoints are counted in the Region, interface endpoints in the VPC.
Result<void> check_endpoint_quota(const Call& call, std::string_view type) {
    const bool gateway = type == "Gateway";
    std::size_t count = 1;
    for (const auto& [id, other] :
         records_where(call.world, call.scope(), kind::vpc_endpoint, "VpcEndpointType", type))
        if (gateway || text_of(*other, "VpcId") == text_of(call.input, "VpcId"))
            ++count;
    return check_quota(
        call, gateway ? "ec2.GatewayEndpointsPerRegion" : "ec2.InterfaceEndpointsPerVpc", count);
}

Result<json::object> create_vpc_endpoint(const Call& call) {
    (void)TRY(lookup_input(call, vpc_type, "VpcId"));
    TRY_VOID(require(call, {"ServiceName"}));
    auto type = text_of(call.input, "VpcEndpointType");
    if (type.empty())
        type = "Gateway";
    (void)TRY(service_for(call, type));
    auto tags = TRY(tags_for(call, vpc_endpoint_type));
    TRY_VOID(check_endpoint_quota(call, type));
    const auto id = call.world.new_id(vpc_endpoint_type.prefix);
    auto endpoint = base_document(call, id, type);
    endpoint["PolicyDocument"] = TRY(policy_of(call.input));
    endpoint["Tags"] = std::move(tags);
    TRY_VOID(is_gateway(endpoint) ? fill_gateway(call, endpoint) : fill_interface(call, endpoint));
    const auto key = key_of(call, vpc_endpoint_type, id);
    const auto delay = duration(call.world, "CreateVpcEndpoint", endpoint);
    call.world.store().put(key, std::move(endpoint));
    turn_after(call.world, delay, key, "State", "pending", "available");
    json::object output{{"VpcEndpoint", shown(call, vpc_endpoint_type, id)}};
    copy_members(call.input, output, {"ClientToken"});
    return output;
}

void start_deletion(const Call& call, const std::string& id) {
    const auto key = key_of(call, vpc_endpoint_type, id);
    Duration delay{};
    call.world.store().update(key, [&](json::object& endpoint) {
        endpoint["State"] = "deleting";
        endpoint["PrivateDnsEnabled"] = false;
        delay = duration(call.world, "DeleteVpcEndpoints", endpoint);
    });
    for (const auto& table : texts_of(*call.world.store().find(key), "RouteTableIds"))
        remove_routes_to(call.world, call.scope(), table, id);
    call.world.after(delay, deleted_event, payload_of(key));
}

/// Ids that do not exist come back as unsuccessful items; the others are deleted.
Result<json::object> delete_vpc_endpoints(const Call& call) {
    TRY_VOID(require(call, {"VpcEndpointIds"}));
    json::array unsuccessful;
    for (const auto& id : texts_of(call.input, "VpcEndpointIds")) {
        const auto found = lookup(call, vpc_endpoint_type, id);
        if (found) {
            start_deletion(call, id);
            continue;
        }
        unsuccessful.push_back(json::object{
            {"ResourceId", id},
            {"Error",
             json::object{{"Code", found.error().code}, {"Message", found.error().message}}}});
    }
    return json::object{{"Unsuccessful", std::move(unsuccessful)}};
}

void endpoint_deleted(World& world, const json::object& payload) {
    const auto key = key_from(payload);
    erase_interfaces_of(world, key.scope, kind::vpc_endpoint, key.id);
    world.store().erase(key);
}

Result<void> modify_gateway(const Call& call, json::object& endpoint) {
    const auto id = text_of(endpoint, "VpcEndpointId");
    const auto added = texts_of(call.input, "AddRouteTableIds");
    TRY_VOID(check_ids(call, route_table_type, "AddRouteTableIds", text_of(endpoint, "VpcId")));
    TRY_VOID(check_gateway_routes(call, added, text_of(endpoint, "ServiceName")));
    add_gateway_routes(call, endpoint, added);
    json::array tables;
    const auto removed = texts_of(call.input, "RemoveRouteTableIds");
    for (const auto& table : texts_of(endpoint, "RouteTableIds")) {
        if (std::ranges::find(removed, table) == removed.end())
            tables.emplace_back(table);
        else
            remove_routes_to(call.world, call.scope(), table, id);
    }
    for (const auto& table : added)
        tables.emplace_back(table);
    endpoint["RouteTableIds"] = std::move(tables);
    return {};
}

Result<void> modify_interface(const Call& call, json::object& endpoint) {
    const auto vpc = text_of(endpoint, "VpcId");
    TRY_VOID(check_ids(call, subnet_type, "AddSubnetIds", vpc));
    TRY_VOID(check_ids(call, security_group_type, "AddSecurityGroupIds", vpc));
    if (flag_of(call.input, "PrivateDnsEnabled"))
        TRY_VOID(check_private_dns(call, vpc, text_of(endpoint, "VpcEndpointId")));
    copy_members(call.input, endpoint, {"PrivateDnsEnabled"});
    change_endpoint_groups(call, endpoint);
    remove_endpoint_interfaces(call, endpoint, texts_of(call.input, "RemoveSubnetIds"));
    TRY_VOID(add_endpoint_interfaces(call, endpoint, texts_of(call.input, "AddSubnetIds")));
    endpoint["DnsEntries"] = endpoint_dns_entries(call.world, call.scope(), endpoint);
    return {};
}

Result<json::object> modify_vpc_endpoint(const Call& call) {
    auto endpoint = *TRY(lookup_input(call, vpc_endpoint_type, "VpcEndpointId"));
    if (has(call.input, "PolicyDocument") || flag_of(call.input, "ResetPolicy"))
        endpoint["PolicyDocument"] = TRY(policy_of(call.input));
    if (has(call.input, "DnsOptions"))
        for (const auto& [member, value] : object_of(call.input, "DnsOptions"))
            object_in(endpoint, "DnsOptions")[member] = value;
    TRY_VOID(is_gateway(endpoint) ? modify_gateway(call, endpoint)
                                  : modify_interface(call, endpoint));
    const auto key = key_of(call, vpc_endpoint_type, text_of(endpoint, "VpcEndpointId"));
    call.world.store().put(key, std::move(endpoint));
    return json::object{{"Return", true}};
}

constexpr std::array operations{
    OperationRow{"CreateVpcEndpoint", ec2<create_vpc_endpoint>},
    OperationRow{"DeleteVpcEndpoints", ec2<delete_vpc_endpoints>},
    OperationRow{"DescribeVpcEndpoints", ec2<describe_type<vpc_endpoint_type>>},
    OperationRow{"ModifyVpcEndpoint", ec2<modify_vpc_endpoint>},
};

}  // namespace

void register_vpc_endpoint_events(Scheduler& scheduler) {
    scheduler.on(std::string(deleted_event), endpoint_deleted);
}

std::span<const OperationRow> vpc_endpoint_operations() {
    return operations;
}

}  // namespace inland::emulator
