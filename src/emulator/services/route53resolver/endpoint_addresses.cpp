// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/members.h"
#include "emulator/services/page.h"
#include "emulator/services/refusal.h"
#include "emulator/services/route53resolver/addresses.h"
#include "emulator/services/route53resolver/resource.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::resolver {

namespace {

constexpr std::size_t least_addresses = 2;
constexpr std::size_t most_addresses = 6;
constexpr std::int64_t greatest_page = 100;

/// Addresses change only while nothing else does.
Result<RecordKey> find_operational(const Call& call) {
    auto key = TRY(find_resource(call, endpoint_type));
    const auto status = text_of(*call.world.store().find(key), "Status");
    if (status != "OPERATIONAL")
        return refuse("InvalidRequestException",
                      fmt::format("Resolver endpoint '{}' is {}; its IP addresses can be changed "
                                  "when it is OPERATIONAL.",
                                  key.id, status));
    return key;
}

json::object updating(const Call& call, const RecordKey& key) {
    call.world.store().update(key, [&](json::object& endpoint) {
        endpoint["Status"] = "UPDATING";
        endpoint["StatusMessage"] = status_message(call, "Updating the Resolver Endpoint");
    });
    settle_later(call, key);
    return {{"ResolverEndpoint", *call.world.store().find(key)}};
}

Result<json::object> add_address(const Call& call) {
    const auto key = TRY(find_operational(call));
    const auto endpoint = *call.world.store().find(key);
    const auto& request = object_of(call.input, "IpAddress");
    const auto vpc = TRY(check_requests(call, json::array{request}));
    if (vpc != text_of(endpoint, "HostVPCId"))
        return refuse("InvalidParameterException",
                      fmt::format("The subnet ID '{}' does not exist in the endpoint's VPC",
                                  text_of(request, "SubnetId")));
    if (list_of(endpoint, "_addresses").size() >= most_addresses)
        return limit_exceeded(call, "max-ip-addresses-per-endpoint");
    auto address = TRY(make_address(call, endpoint, request));
    call.world.store().update(key, [&](json::object& document) {
        list_in(document, "_addresses").push_back(std::move(address));
        document["IpAddressCount"] = list_of(document, "_addresses").size();
    });
    return updating(call, key);
}

bool is_named(const json::object& address, const json::object& wanted) {
    if (has(wanted, "IpId"))
        return text_of(address, "IpId") == text_of(wanted, "IpId");
    return text_of(address, "SubnetId") == text_of(wanted, "SubnetId") &&
           text_of(address, "Ip") == text_of(wanted, "Ip");
}

Result<void> check_names_address(const json::object& wanted) {
    if (has(wanted, "IpId") || (has(wanted, "SubnetId") && has(wanted, "Ip")))
        return {};
    return refuse("InvalidRequestException",
                  "[RSLVR-00503] Need to specify either the IP ID or both subnet and IP address in "
                  "order to remove IP address.");
}

Result<json::object> remove_address(const Call& call) {
    const auto key = TRY(find_operational(call));
    const auto& wanted = object_of(call.input, "IpAddress");
    TRY_VOID(check_names_address(wanted));
    auto addresses = list_of(*call.world.store().find(key), "_addresses");
    const auto found = std::ranges::find_if(addresses, [&](const json::value& address) {
        return is_named(address.get_object(), wanted);
    });
    if (found == addresses.end())
        return refuse("ResourceNotFoundException",
                      fmt::format("The IP address '{}{}' does not exist in resolver endpoint '{}'",
                                  text_of(wanted, "IpId"), text_of(wanted, "Ip"), key.id));
    if (addresses.size() <= least_addresses)
        return refuse("InvalidRequestException",
                      "[RSLVR-00400] Resolver endpoint need to have at least 2 IP addresses.");
    found->get_object()["Status"] = "DETACHING";
    call.world.store().update(key, [&](json::object& document) {
        document["IpAddressCount"] = addresses.size() - 1;
        document["_addresses"] = addresses;
    });
    return updating(call, key);
}

Result<json::object> list_addresses(const Call& call) {
    const auto key = TRY(find_resource(call, endpoint_type));
    const auto size = std::clamp<std::int64_t>(number_of(call.input, "MaxResults", greatest_page),
                                               1, greatest_page);
    auto page = TRY(take_page(shown_addresses(*call.world.store().find(key)),
                              text_of(call.input, "NextToken"), static_cast<std::size_t>(size),
                              "InvalidNextTokenException"));
    json::object output{{"IpAddresses", std::move(page.items)}, {"MaxResults", size}};
    if (!page.next_token.empty())
        output["NextToken"] = page.next_token;
    return output;
}

constexpr std::array operations{
    OperationRow{"AssociateResolverEndpointIpAddress", add_address},
    OperationRow{"DisassociateResolverEndpointIpAddress", remove_address},
    OperationRow{"ListResolverEndpointIpAddresses", list_addresses},
};

}  // namespace

}  // namespace inland::emulator::resolver

namespace inland::emulator {

std::span<const OperationRow> resolver_address_operations() {
    return resolver::operations;
}

}  // namespace inland::emulator
