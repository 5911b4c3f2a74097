// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/journey.h"

#include "prove/cause_kinds.h"
#include "prove/packets/gate.h"
#include "prove/packets/internet_journey.h"
#include "prove/packets/network_acl_filter.h"
#include "prove/packets/route_filter.h"
#include "prove/packets/security_group_filter.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::TrafficDirection;

void append(std::vector<Filter>& filters, std::vector<Filter> more) {
    std::ranges::move(more, std::back_inserter(filters));
}

/// A journey whose only filter stops or doubts everything.
std::vector<Journey> dead_end(const Trip& trip, Filter gate) {
    Journey journey = start_journey(trip);
    journey.filters.push_back(std::move(gate));
    return {std::move(journey)};
}

/// Neighbours in one subnet: neither routes nor network ACLs see their packets.
void add_neighbours(Journey& journey, const Trip& trip) {
    const int protocol = trip.traffic.protocol;
    journey.filters.push_back(egress_filter(trip.source, trip.destination, protocol));
    journey.filters.push_back(ingress_filter(trip.destination, trip.source, protocol));
}

void add_request(Journey& journey, const Trip& trip) {
    const int protocol = trip.traffic.protocol;
    journey.filters.push_back(egress_filter(trip.source, trip.destination, protocol));
    journey.filters.push_back(
        acl_filter(*trip.source.subnet, TrafficDirection::Egress, Leg::Request, protocol));
    append(journey.filters, route_filters(*trip.source.subnet, trip.destination.addresses,
                                          Side::Destination, Expected::Local));
    journey.filters.push_back(
        acl_filter(*trip.destination.subnet, TrafficDirection::Ingress, Leg::Request, protocol));
    journey.filters.push_back(ingress_filter(trip.destination, trip.source, protocol));
}

void add_reply(Journey& journey, const Trip& trip) {
    const int protocol = trip.traffic.protocol;
    journey.filters.push_back(
        acl_filter(*trip.destination.subnet, TrafficDirection::Egress, Leg::Reply, protocol));
    append(journey.filters, route_filters(*trip.destination.subnet, trip.source.addresses,
                                          Side::Source, Expected::Local));
    journey.filters.push_back(
        acl_filter(*trip.source.subnet, TrafficDirection::Ingress, Leg::Reply, protocol));
}

std::vector<Journey> within_vpc(const Trip& trip) {
    if (trip.source.subnet->vpc != trip.destination.subnet->vpc)
        return dead_end(trip, unknown_gate("between VPCs", "the connection between two VPCs"));
    Journey journey = start_journey(trip);
    if (trip.source.subnet == trip.destination.subnet) {
        add_neighbours(journey, trip);
        return {std::move(journey)};
    }
    add_request(journey, trip);
    if (trip.purpose == Purpose::Conversation)
        add_reply(journey, trip);
    return {std::move(journey)};
}

/// What the VPN gateway of a VPC can deliver to the clients' side: what it learned by VPN.
Filter gateway_filter(const VpcView& vpc, Side side) {
    Filter filter;
    filter.address_side = side;
    if (vpc.vpn_gateway == nullptr) {
        filter.title = "VPN gateway";
        filter.cause = {std::string(cause_kind::no_route),
                        resource_name(*vpc.vpc),
                        "no VPN gateway is attached to it",
                        {}};
        return filter;
    }
    filter.title = "VPN gateway " + resource_name(*vpc.vpn_gateway);
    filter.cause = {std::string(cause_kind::no_route),
                    resource_name(*vpc.vpn_gateway),
                    "no VPN connection of it leads there",
                    {}};
    filter.key = vpc.vpn_gateway->key;
    for (const GatewayRoute& route : vpc.gateway_routes)
        filter.rules.push_back(
            {.peers = AddressRange::of(route.block),
             .ports = {},
             .text = resource_name(*route.connection) + " leads to " + route.block.text()});
    if (!vpc.gateway_missing.empty()) {
        filter.rules.push_back(perhaps_everything());
        filter.missing = vpc.gateway_missing;
    }
    return filter;
}

bool relies_on_advertisement(const VpcView& vpc, const Party& client) {
    return std::ranges::any_of(vpc.gateway_routes, [&](const GatewayRoute& route) {
        return route.advertised &&
               std::ranges::any_of(client.addresses, [&](const AddressRange& range) {
                   return range.overlaps(AddressRange::of(route.block));
               });
    });
}

void add_client_assumptions(Journey& journey, const VpcView& vpc, const Party& client) {
    journey.assumptions.push_back("the network of " + client.name +
                                  " routes to the VPC and its firewalls let this traffic through");
    if (relies_on_advertisement(vpc, client))
        journey.assumptions.push_back("the client's side advertises " + client.name + " by BGP");
}

/// The route back and the way behind the gateway. A route that is not modelled leaves both open.
void add_client_routes(Journey& journey, const SubnetView& subnet, const Party& client, Side side) {
    auto routes = route_filters(subnet, client.addresses, side, Expected::VpnGateway);
    const bool unmodelled =
        std::ranges::any_of(routes, [](const Filter& filter) { return !filter.missing.empty(); });
    append(journey.filters, std::move(routes));
    if (!unmodelled)
        journey.filters.push_back(gateway_filter(*subnet.vpc, side));
    add_client_assumptions(journey, *subnet.vpc, client);
}

std::vector<Journey> to_client(const Trip& trip) {
    const SubnetView& subnet = *trip.source.subnet;
    const int protocol = trip.traffic.protocol;
    Journey journey = start_journey(trip);
    journey.filters.push_back(egress_filter(trip.source, trip.destination, protocol));
    journey.filters.push_back(acl_filter(subnet, TrafficDirection::Egress, Leg::Request, protocol));
    add_client_routes(journey, subnet, trip.destination, Side::Destination);
    if (trip.purpose == Purpose::Conversation)
        journey.filters.push_back(
            acl_filter(subnet, TrafficDirection::Ingress, Leg::Reply, protocol));
    return {std::move(journey)};
}

/// A client's packet needs the gateway as its reply does, whatever the purpose.
std::vector<Journey> from_client(const Trip& trip) {
    const SubnetView& subnet = *trip.destination.subnet;
    const int protocol = trip.traffic.protocol;
    Journey journey = start_journey(trip);
    journey.filters.push_back(
        acl_filter(subnet, TrafficDirection::Ingress, Leg::Request, protocol));
    journey.filters.push_back(ingress_filter(trip.destination, trip.source, protocol));
    add_client_routes(journey, subnet, trip.source, Side::Source);
    journey.filters.push_back(acl_filter(subnet, TrafficDirection::Egress, Leg::Reply, protocol));
    return {std::move(journey)};
}

std::vector<Journey> outside_only(const Trip& trip) {
    return dead_end(trip, unknown_gate("outside of the VPC",
                                       fmt::format("the networks between {} and {}",
                                                   trip.source.name, trip.destination.name)));
}

using Builder = std::vector<Journey> (*)(const Trip&);

/// By where the source is, then where the destination is, in the order of Where.
constexpr std::array<std::array<Builder, 3>, 3> builders{{
    {within_vpc, to_client, to_internet},
    {from_client, outside_only, outside_only},
    {from_internet, outside_only, outside_only},
}};

}  // namespace

Journey start_journey(const Trip& trip) {
    Journey journey;
    for (const AddressRange& from : trip.source.addresses)
        for (const AddressRange& to : trip.destination.addresses)
            journey.boxes.push_back({from, to, trip.traffic.source_ports, trip.traffic.ports});
    journey.choice = trip.destination.choice;
    return journey;
}

std::vector<Journey> journeys(const Trip& trip) {
    const auto from = static_cast<std::size_t>(trip.source.where);
    const auto to = static_cast<std::size_t>(trip.destination.where);
    return builders.at(from).at(to)(trip);
}

}  // namespace inland::prove
