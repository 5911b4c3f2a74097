// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/internet_journey.h"

#include "prove/cause_kinds.h"
#include "prove/packets/gate.h"
#include "prove/packets/nat_filter.h"
#include "prove/packets/network_acl_filter.h"
#include "prove/packets/route_filter.h"
#include "prove/packets/security_group_filter.h"

#include <algorithm>

namespace inland::prove {

namespace {

using topology::Knowledge;
using topology::RouteTarget;
using topology::TrafficDirection;

/// Only an interface with a public address takes part in what an internet gateway translates.
Filter public_address_gate(const Party& party) {
    const std::string title = "public address of " + party.name;
    switch (party.public_address) {
        case PublicAddress::Has:
            return open_gate(title, "there is one");
        case PublicAddress::Unknown:
            return unknown_gate(title, "whether " + party.name + " has a public address");
        case PublicAddress::None:
            break;
    }
    return closed_gate(
        title, {std::string(cause_kind::no_route), party.name, "it has no public address", {}});
}

bool leads_to_nat(const RoutePiece& piece) {
    return piece.entry != nullptr && piece.entry->route != nullptr &&
           piece.entry->route->target == RouteTarget::NatGateway &&
           piece.entry->route->state == topology::RouteState::Active;
}

std::vector<Filter> exit_gates(const Trip& trip, const RoutePiece& piece) {
    if (leads_to_nat(piece) && trip.source.subnet->routes->gap == RouteGap::None)
        return nat_filters(trip, piece);
    auto gates = route_filters(*trip.source.subnet, {piece.destination}, Side::Destination,
                               Expected::InternetGateway);
    gates.push_back(public_address_gate(trip.source));
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

/// The part of the trip that goes to `destination` by the route of `piece`.
Journey exit_journey(const Trip& trip, const RoutePiece& piece) {
    Journey journey = start_journey(trip);
    journey.boxes.clear();
    for (const AddressRange& from : trip.source.addresses)
        journey.boxes.push_back(
            {from, piece.destination, trip.traffic.source_ports, trip.traffic.ports});
    add_source_request(journey, trip);
    std::ranges::move(exit_gates(trip, piece), std::back_inserter(journey.filters));
    add_source_reply(journey, trip);
    return journey;
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
        for (const RoutePiece& piece : look_up(*trip.source.subnet->routes, destination))
            found.push_back(exit_journey(trip, piece));
    return found;
}

std::vector<Journey> from_internet(const Trip& trip) {
    const SubnetView& subnet = *trip.destination.subnet;
    const int protocol = trip.traffic.protocol;
    Journey journey = start_journey(trip);
    journey.filters.push_back(public_address_gate(trip.destination));
    journey.filters.push_back(
        acl_filter(subnet, TrafficDirection::Ingress, Leg::Request, protocol));
    journey.filters.push_back(ingress_filter(trip.destination, trip.source, protocol));
    std::ranges::move(
        route_filters(subnet, trip.source.addresses, Side::Source, Expected::InternetGateway),
        std::back_inserter(journey.filters));
    journey.filters.push_back(acl_filter(subnet, TrafficDirection::Egress, Leg::Reply, protocol));
    return {std::move(journey)};
}

}  // namespace inland::prove
