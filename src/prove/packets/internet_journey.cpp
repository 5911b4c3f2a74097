// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/internet_journey.h"

#include "prove/cause_kinds.h"
#include "prove/packets/block_public_access.h"
#include "prove/packets/gate.h"
#include "prove/packets/nat_filter.h"
#include "prove/packets/network_acl_filter.h"
#include "prove/packets/security_group_filter.h"

#include <algorithm>

namespace inland::prove {

namespace {

using topology::Knowledge;
using topology::RouteTarget;
using topology::TrafficDirection;

/// Of IPv4 only an interface with a public address takes part in what an internet gateway
/// translates; IPv6 addresses are public by themselves.
Filter public_address_gate(const Party& party, Side side) {
    const std::string title = "public address of " + party.name;
    switch (party.public_address) {
        case PublicAddress::Has:
            return open_gate(title, "there is one");
        case PublicAddress::Unknown:
            return unknown_gate_for(
                every_ipv4, side,
                unknown_gate(title, "whether " + party.name + " has a public address"));
        case PublicAddress::None:
            break;
    }
    return closed_gate_for(
        every_ipv4, side,
        closed_gate(
            title,
            {std::string(cause_kind::no_route), party.name, "it has no public address", {}}));
}

void add_own_addresses(std::vector<Filter>& gates, const Party& party, Side side) {
    gates.push_back(public_address_gate(party, side));
    if (!party.ipv6_missing.empty())
        gates.push_back(
            unknown_gate_for(AddressRange::of(Ipv6Prefix()), side,
                             unknown_gate("IPv6 addresses of " + party.name, party.ipv6_missing)));
}

/// A client's network may have a way to the internet of its own; nobody here knows.
Filter by_client_network(const Way& way) {
    const std::string fact = "whether the network behind " + way.target + " leads to the internet";
    if (way.attachment != nullptr)
        return unknown_gate("route table " + way.table, fact);
    Filter filter = leads_elsewhere(way);
    for (const GatewayRoute& route : way.vpc->gateway_routes)
        filter.rules.push_back({.peers = AddressRange::of(route.block),
                                .ports = {},
                                .certainty = Certainty::Maybe,
                                .text = {}});
    if (!way.vpc->gateway_missing.empty())
        filter.rules.push_back(perhaps_everything());
    filter.missing = fact;
    return filter;
}

/// What stands behind the end of a way to public addresses that is no NAT gateway.
std::vector<Filter> exit_gates(const Trip& trip, const Way& way) {
    const Party& source = trip.source;
    std::vector<Filter> gates;
    if (way.exit == Exit::Nowhere || way.exit == Exit::Unknown)
        return gates;
    if (way.exit == Exit::ClientNetwork) {
        gates.push_back(by_client_network(way));
        return gates;
    }
    const bool direct = way.entrance == nullptr;
    if (direct && way.exit == Exit::InternetGateway)
        gates.push_back(public_access_gate(trip.network, *source.subnet, PublicPath::Out));
    else if (direct && way.exit == Exit::EgressOnlyGateway && !way.range.is_ipv4())
        gates.push_back(public_access_gate(trip.network, *source.subnet, PublicPath::EgressOnly));
    else
        gates.push_back(leads_elsewhere(way));
    add_own_addresses(gates, source, Side::Source);
    return gates;
}

void add_source_request(Journey& journey, const Trip& trip) {
    journey.filters.push_back(egress_filter(trip.source, trip.destination, trip.traffic.protocol));
    journey.filters.push_back(acl_filter(*trip.source.subnet, TrafficDirection::Egress,
                                         Leg::Request, trip.traffic.protocol));
}

void add_source_reply(Journey& journey, const Trip& trip) {
    if (trip.purpose == Purpose::Conversation)
        journey.filters.push_back(acl_filter(*trip.source.subnet, TrafficDirection::Ingress,
                                             Leg::Reply, trip.traffic.protocol));
}

/// The part of the trip that goes to `range`, with no filters but the source's own groups.
Journey exit_journey(const Trip& trip, const AddressRange& range) {
    Journey journey = start_journey(trip);
    journey.boxes.clear();
    for (const AddressRange& from : trip.source.addresses)
        if (from.is_ipv4() == range.is_ipv4())
            journey.boxes.push_back({from, range, trip.traffic.source_ports, trip.traffic.ports});
    journey.filters.push_back(egress_filter(trip.source, trip.destination, trip.traffic.protocol));
    if (assumes_no_block(trip.network))
        journey.assumptions.emplace_back(no_block_assumption);
    return journey;
}

Journey direct_journey(const Trip& trip, const Way& way) {
    Journey journey = exit_journey(trip, way.range);
    journey.filters.push_back(acl_filter(*trip.source.subnet, TrafficDirection::Egress,
                                         Leg::Request, trip.traffic.protocol));
    append(journey.filters, way.gates);
    append(journey.filters, exit_gates(trip, way));
    add_source_reply(journey, trip);
    return journey;
}

void add_exits(std::vector<Journey>& found, const Trip& trip, const Way& way) {
    if (way.exit != Exit::NatGateway)
        return found.push_back(direct_journey(trip, way));
    for (NatPassage& passage : nat_passages(trip, way)) {
        Journey journey = exit_journey(trip, passage.range);
        append(journey.filters, std::move(passage.filters));
        found.push_back(std::move(journey));
    }
}

Journey endpoint_journey(const Trip& trip, Filter gate) {
    Journey journey = start_journey(trip);
    add_source_request(journey, trip);
    journey.filters.push_back(std::move(gate));
    add_source_reply(journey, trip);
    return journey;
}

std::vector<Journey> by_endpoint(const Trip& trip) {
    const SubnetView& subnet = *trip.source.subnet;
    const auto* endpoint = gateway_endpoint(*subnet.vpc, trip.destination.service);
    if (endpoint == nullptr)
        return {};
    const std::string title = "gateway endpoint " + resource_name(*endpoint);
    switch (leads_to_endpoint(subnet, *endpoint)) {
        case Knowledge::Known:
            return {endpoint_journey(trip, open_gate(title, "its prefix list is routed to it"))};
        case Knowledge::Unknown:
            return {endpoint_journey(
                trip, unknown_gate(title, "the route tables of " + resource_name(*endpoint)))};
        case Knowledge::Absent:
            break;
    }
    return {};
}

}  // namespace

const topology::VpcEndpoint* gateway_endpoint(const VpcView& vpc, std::string_view service) {
    if (service.empty())
        return nullptr;
    const auto found = std::ranges::find_if(vpc.endpoints, [&](const auto* endpoint) {
        return endpoint->service_name.is_known() && endpoint->service_name.value() == service &&
               endpoint->endpoint_type.value_or_default("Gateway") == "Gateway";
    });
    return found == vpc.endpoints.end() ? nullptr : *found;
}

Knowledge leads_to_endpoint(const SubnetView& subnet, const topology::VpcEndpoint& endpoint) {
    const Routes& routes = *subnet.routes;
    const bool routed =
        std::ranges::any_of(routes.prefix_list_routes, [&](const topology::Route* route) {
            return route->target == RouteTarget::VpcEndpoint &&
                   route->state == topology::RouteState::Active &&
                   (route->target_key == endpoint.key || route->target_key == endpoint.id);
        });
    const bool associated =
        routes.table != nullptr && endpoint.route_tables.is_known() &&
        std::ranges::any_of(endpoint.route_tables.value(), [&](const auto& reference) {
            return reference.key == routes.table->key;
        });
    if (routed || associated)
        return Knowledge::Known;
    const bool open = endpoint.route_tables.is_unknown() || routes.gap == RouteGap::Anywhere;
    return open ? Knowledge::Unknown : Knowledge::Absent;
}

std::vector<Journey> to_internet(const Trip& trip) {
    std::vector<Journey> found = by_endpoint(trip);
    if (!found.empty())
        return found;
    for (const AddressRange& destination : trip.destination.addresses)
        for (const Way& way :
             ways(trip.network, *trip.source.subnet, destination, request(trip.traffic.protocol)))
            add_exits(found, trip, way);
    std::erase_if(found, [](const Journey& journey) { return journey.boxes.empty(); });
    return found;
}

namespace {

/// Who calls from the part of the internet that the way leads back to.
Journey entry_journey(const Trip& trip, const Way& back) {
    const SubnetView& subnet = *trip.destination.subnet;
    const int protocol = trip.traffic.protocol;
    Journey journey = start_journey(trip);
    journey.boxes.clear();
    for (const AddressRange& to : trip.destination.addresses)
        if (to.is_ipv4() == back.range.is_ipv4())
            journey.boxes.push_back(
                {back.range, to, trip.traffic.source_ports, trip.traffic.ports});
    journey.filters.push_back(public_access_gate(trip.network, subnet, PublicPath::In));
    add_own_addresses(journey.filters, trip.destination, Side::Destination);
    journey.filters.push_back(
        acl_filter(subnet, TrafficDirection::Ingress, Leg::Request, protocol));
    journey.filters.push_back(ingress_filter(trip.destination, trip.source, protocol));
    append(journey.filters, back.gates);
    const bool ends = back.exit == Exit::Nowhere || back.exit == Exit::Unknown;
    if (!ends && (back.exit != Exit::InternetGateway || back.entrance != nullptr))
        journey.filters.push_back(leads_elsewhere(back));
    journey.filters.push_back(acl_filter(subnet, TrafficDirection::Egress, Leg::Reply, protocol));
    return journey;
}

}  // namespace

std::vector<Journey> from_internet(const Trip& trip) {
    std::vector<Journey> found;
    for (const AddressRange& source : trip.source.addresses)
        for (const Way& back :
             ways(trip.network, *trip.destination.subnet, source, reply(trip.traffic.protocol)))
            found.push_back(entry_journey(trip, back));
    std::erase_if(found, [](const Journey& journey) { return journey.boxes.empty(); });
    return found;
}

}  // namespace inland::prove
