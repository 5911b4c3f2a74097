// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "emulator/services/arn.h"
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/prefix_list.h"
#include "emulator/services/ec2/vpc_endpoint.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

using knowledge::EndpointService;
using knowledge::EndpointType;

std::string_view type_name(EndpointType type) {
    return type == EndpointType::Gateway ? "Gateway" : "Interface";
}

/// The services that a Region has, by full name and type.
struct Offer {
    std::string name;
    const EndpointService* service;
    EndpointType type;
};

std::vector<Offer> offers_in(const World& world, const std::string& region) {
    std::vector<Offer> offers;
    const auto* row = world.tables().region(region);
    for (const auto& service : world.tables().endpoints) {
        if (row != nullptr && std::ranges::find(row->missing_endpoints, service.service) !=
                                  row->missing_endpoints.end())
            continue;
        for (const auto type : service.types)
            offers.push_back(
                {world.tables().endpoint_service_name(service.service, region), &service, type});
    }
    std::ranges::stable_sort(offers, {}, &Offer::name);
    return offers;
}

json::object detail_of(const World& world, const std::string& region, const Offer& offer) {
    json::array zones;
    for (const auto& zone : zones_of(world, region))
        zones.emplace_back(zone.name);
    json::object detail{
        {"ServiceName", offer.name},
        {"ServiceId", "vpce-svc-" + hex(sha256(offer.name)).substr(0, 17)},
        {"ServiceType", json::array{json::object{{"ServiceType", type_name(offer.type)}}}},
        {"ServiceRegion", region},
        {"AvailabilityZones", std::move(zones)},
        {"Owner", "amazon"},
        {"BaseEndpointDnsNames", json::array{fmt::format("{}.{}.vpce.{}", offer.service->service,
                                                         region, dns_suffix_of(world, region))}},
        {"VpcEndpointPolicySupported", offer.service->policy_support != "none"},
        {"AcceptanceRequired", false},
        {"ManagesVpcEndpoints", false},
        {"Tags", json::array()},
        {"SupportedIpAddressTypes", json::array{"ipv4"}}};
    const auto names = private_names(world, region, offer.name);
    if (offer.type == EndpointType::Interface && !names.empty()) {
        json::array rows;
        for (const auto& name : names)
            rows.push_back(json::object{{"PrivateDnsName", name}});
        detail["PrivateDnsName"] = names.front();
        detail["PrivateDnsNames"] = std::move(rows);
        detail["PrivateDnsNameVerificationState"] = "verified";
    }
    return detail;
}

constexpr std::array<FilterRow, 5> filters{{
    {"owner", "Owner"},
    {"service-name", "ServiceName"},
    {"service-region", "ServiceRegion"},
    {"service-type", "ServiceType[].ServiceType"},
    {"supported-ip-address-types", "SupportedIpAddressTypes"},
}};

Result<void> check_names(const Call& call, const std::vector<Offer>& offers) {
    for (const auto& name : texts_of(call.input, "ServiceNames"))
        if (std::ranges::find(offers, name, &Offer::name) == offers.end())
            return refuse("InvalidServiceName",
                          fmt::format("The Vpc Endpoint Service '{}' does not exist", name));
    return {};
}

Result<json::object> describe_vpc_endpoint_services(const Call& call) {
    const auto offers = offers_in(call.world, call.caller.region);
    TRY_VOID(check_filters(call, filters));
    TRY_VOID(check_names(call, offers));
    const auto wanted = texts_of(call.input, "ServiceNames");
    json::array details;
    for (const auto& offer : offers) {
        if (!wanted.empty() && std::ranges::find(wanted, offer.name) == wanted.end())
            continue;
        auto detail = detail_of(call.world, call.caller.region, offer);
        if (matches_filters(call, filters, detail))
            details.push_back(std::move(detail));
    }
    auto output = TRY(paginate(call, "ServiceDetails", std::move(details)));
    json::array names;
    for (const auto& detail : list_of(output, "ServiceDetails"))
        if (const auto name = text_of(detail.get_object(), "ServiceName"); !contains(names, name))
            names.emplace_back(name);
    output["ServiceNames"] = std::move(names);
    return output;
}

/// Stands for a gateway service's public addresses (TEST-NET-1, RFC 5737, is nobody's).
constexpr std::string_view gateway_addresses = "192.0.2.0/24";

constexpr std::array<FilterRow, 3> list_filters{{{"prefix-list-id", "PrefixListId"},
                                                 {"prefix-list-name", "PrefixListName"},
                                                 {"owner-id", "OwnerId"}}};

Result<json::array> selected_lists(const Call& call) {
    TRY_VOID(check_filters(call, list_filters));
    const auto ids = texts_of(call.input, "PrefixListIds");
    json::array selected;
    for (auto& list : aws_prefix_lists(call)) {
        const auto id = text_of(list.get_object(), "PrefixListId");
        const bool asked = ids.empty() || std::ranges::find(ids, id) != ids.end();
        if (asked && matches_filters(call, list_filters, list.get_object()))
            selected.push_back(std::move(list));
    }
    if (selected.size() < ids.size())
        return refuse("InvalidPrefixListID.NotFound",
                      fmt::format("The prefix list ID '{}' does not exist", ids.front()));
    return selected;
}

Result<json::object> describe_prefix_lists(const Call& call) {
    return paginate(call, "PrefixLists", TRY(selected_lists(call)));
}

constexpr std::array operations{
    OperationRow{"DescribeVpcEndpointServices", ec2<describe_vpc_endpoint_services>},
    OperationRow{"DescribePrefixLists", ec2<describe_prefix_lists>},
};

}  // namespace

json::array aws_prefix_lists(const Call& call) {
    json::array lists;
    for (const auto& offer : offers_in(call.world, call.caller.region))
        if (offer.type == EndpointType::Gateway)
            lists.push_back(json::object{{"PrefixListId", prefix_list_id(offer.name)},
                                         {"PrefixListName", offer.name},
                                         {"Cidrs", json::array{gateway_addresses}}});
    return lists;
}

std::string prefix_list_id(std::string_view service_name) {
    constexpr std::size_t digits = 8;
    return "pl-" + hex(sha256(service_name)).substr(0, digits);
}

std::vector<std::string> private_names(const World& world, std::string_view region,
                                       std::string_view service_name) {
    std::vector<std::string> names;
    const auto* service = world.tables().endpoint_of_name(service_name);
    if (service == nullptr)
        return names;
    const auto values = knowledge::placeholders_of(world.tables(), region);
    for (const auto& name : service->names)
        names.push_back(knowledge::expand(name, values));
    return names;
}

std::span<const OperationRow> endpoint_service_operations() {
    return operations;
}

}  // namespace inland::emulator
