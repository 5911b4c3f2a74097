// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/network.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/route53resolver/addresses.h"
#include "emulator/services/route53resolver/resource.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::resolver {

namespace {

// Route 53 Developer Guide, quotas of Resolver.
constexpr std::size_t most_endpoints = 4;
constexpr std::size_t least_addresses = 2;
constexpr std::size_t most_addresses = 6;

Result<void> check_direction(const Call& call) {
    const auto direction = text_of(call.input, "Direction");
    if (direction == "INBOUND" || direction == "OUTBOUND")
        return {};
    if (direction == "INBOUND_DELEGATION")
        return refuse("InvalidParameterException",
                      "Inland does not emulate INBOUND_DELEGATION endpoints.");
    return refuse("ValidationException",
                  fmt::format("1 validation error detected: Value '{}' at 'direction' failed to "
                              "satisfy constraint: Member must satisfy enum value set: [INBOUND, "
                              "OUTBOUND, INBOUND_DELEGATION]",
                              direction));
}

/// What a member may be beside being left out; anything else is not emulated.
Result<void> check_emulated(const Call& call) {
    for (const auto& protocol : texts_of(call.input, "Protocols"))
        if (protocol != "Do53")
            return refuse("InvalidParameterException",
                          fmt::format("Inland does not emulate the protocol {}.", protocol));
    const auto type = text_of(call.input, "ResolverEndpointType");
    if (!type.empty() && type != "IPV4")
        return refuse("InvalidParameterException",
                      fmt::format("Inland does not emulate {} endpoints.", type));
    for (const auto member : {"OutpostArn", "UpdateIpAddresses"})
        if (has(call.input, member))
            return refuse("InvalidParameterException",
                          fmt::format("Inland does not emulate {}.", member));
    return {};
}

Result<void> check_count(const Call& call) {
    const auto count = list_of(call.input, "IpAddresses").size();
    if (count < least_addresses)
        return refuse("InvalidRequestException",
                      "[RSLVR-00400] Resolver endpoint need to have at least 2 IP addresses.");
    if (count > most_addresses)
        return limit_exceeded(call, "max-ip-addresses-per-endpoint");
    if (call.world.store().list(call.scope(), kind::resolver_endpoint).size() >= most_endpoints)
        return limit_exceeded(call, "max-endpoints");
    return {};
}

json::object new_endpoint(const Call& call, const std::string& vpc, json::array tags) {
    const auto direction = text_of(call.input, "Direction");
    const auto id = call.world.new_id(direction == "INBOUND" ? "rslvr-in-" : "rslvr-out-");
    json::object endpoint{{"Id", id}};
    copy_members(call.input, endpoint, {"CreatorRequestId"});
    endpoint["Arn"] = resource_arn(call, endpoint_type, id);
    copy_members(call.input, endpoint, {"Name", "SecurityGroupIds", "Direction"});
    endpoint["IpAddressCount"] = list_of(call.input, "IpAddresses").size();
    endpoint["HostVPCId"] = vpc;
    endpoint["Status"] = "CREATING";
    endpoint["StatusMessage"] = status_message(call, "Creating the Resolver Endpoint");
    endpoint["CreationTime"] = timestamp(call.world);
    endpoint["ModificationTime"] = timestamp(call.world);
    endpoint["ResolverEndpointType"] = "IPV4";
    endpoint["Protocols"] = json::array{"Do53"};
    endpoint["_tags"] = std::move(tags);
    return endpoint;
}

Result<json::object> create_endpoint(const Call& call) {
    TRY_VOID(check_direction(call));
    TRY_VOID(check_emulated(call));
    TRY_VOID(check_creator(call, endpoint_type, "Resolver Endpoint"));
    TRY_VOID(check_count(call));
    const auto& requests = list_of(call.input, "IpAddresses");
    const auto vpc = TRY(check_requests(call, requests));
    TRY_VOID(check_groups(call, texts_of(call.input, "SecurityGroupIds"), vpc));
    auto endpoint = new_endpoint(call, vpc, TRY(tags_of(call)));
    for (const auto& request : requests)
        list_in(endpoint, "_addresses")
            .push_back(TRY(make_address(call, endpoint, request.get_object())));
    const RecordKey key{call.scope(), std::string(kind::resolver_endpoint),
                        text_of(endpoint, "Id")};
    json::object output{{"ResolverEndpoint", endpoint}};
    call.world.store().put(key, std::move(endpoint));
    settle_later(call, key);
    return output;
}

json::object shown(const Call& call, const RecordKey& key) {
    return {{"ResolverEndpoint", *call.world.store().find(key)}};
}

Result<json::object> get_endpoint(const Call& call) {
    return shown(call, TRY(find_resource(call, endpoint_type)));
}

Result<json::object> list_endpoints(const Call& call) {
    json::array endpoints;
    for (const auto& [id, endpoint] : call.world.store().list(call.scope(), endpoint_type.kind))
        endpoints.emplace_back(*endpoint);
    return list_resources(call, endpoint_type, std::move(endpoints));
}

Result<json::object> update_endpoint(const Call& call) {
    const auto key = TRY(find_resource(call, endpoint_type));
    TRY_VOID(check_emulated(call));
    call.world.store().update(key, [&](json::object& endpoint) {
        copy_members(call.input, endpoint, {"Name"});
        endpoint["ModificationTime"] = timestamp(call.world);
    });
    return shown(call, key);
}

Result<void> check_unused(const Call& call, const RecordKey& key) {
    const auto rules =
        records_where(call.world, call.scope(), kind::resolver_rule, "ResolverEndpointId", key.id);
    std::vector<std::string> ids;
    for (const auto& [id, rule] : rules)
        ids.push_back(id);
    if (ids.empty())
        return {};
    return refuse("InvalidRequestException",
                  fmt::format("Cannot delete resolver endpoint unless its related resolver rules "
                              "are deleted.  The following rules still exist for this resolver "
                              "endpoint:  {}",
                              fmt::join(ids, ",")));
}

Result<json::object> delete_endpoint(const Call& call) {
    const auto key = TRY(find_resource(call, endpoint_type));
    TRY_VOID(check_unused(call, key));
    const bool is_leaving = text_of(*call.world.store().find(key), "Status") == "DELETING";
    call.world.store().update(key, [&](json::object& endpoint) {
        endpoint["Status"] = "DELETING";
        endpoint["StatusMessage"] = status_message(call, "Deleting the Resolver Endpoint");
    });
    if (!is_leaving)
        delete_later(call, key);
    return shown(call, key);
}

constexpr std::array operations{
    OperationRow{"CreateResolverEndpoint", create_endpoint},
    OperationRow{"DeleteResolverEndpoint", delete_endpoint},
    OperationRow{"GetResolverEndpoint", get_endpoint},
    OperationRow{"ListResolverEndpoints", list_endpoints},
    OperationRow{"UpdateResolverEndpoint", update_endpoint},
};

}  // namespace

}  // namespace inland::emulator::resolver

namespace inland::emulator {

std::span<const OperationRow> resolver_endpoint_operations() {
    return resolver::operations;
}

}  // namespace inland::emulator
