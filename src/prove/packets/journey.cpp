// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/journey.h"

#include "prove/packets/client_journey.h"
#include "prove/packets/gate.h"
#include "prove/packets/internet_journey.h"
#include "prove/packets/nat_filter.h"
#include "prove/packets/network_acl_filter.h"
#include "prove/packets/security_group_filter.h"
#include "prove/packets/way.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::TrafficDirection;

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

/// The way into the VPC of `to`; the gate behind it is closed when it does not end there.
void add_way(Journey& journey, const Network& network, const Way& way, const SubnetView& to,
             const Heading& heading) {
    append(journey.filters, way.gates);
    if (way.exit == Exit::NatGateway)
        append(journey.filters, private_nat_gates(network, way, heading));
    else if (way.exit != Exit::Nowhere && way.exit != Exit::Unknown &&
             (way.exit != Exit::Vpc || way.vpc != to.vpc))
        journey.filters.push_back(leads_elsewhere(way));
    append(journey.filters, arrival_filters(way, to, heading));
}

Journey request_journey(const Trip& trip, const Way& there, const AddressRange& source) {
    const int protocol = trip.traffic.protocol;
    Journey journey = start_journey(trip, source, there.range);
    journey.filters.push_back(
        egress_filter(trip.source, trip.destination, protocol, there.egress_references));
    journey.filters.push_back(
        acl_filter(*trip.source.subnet, TrafficDirection::Egress, Leg::Request, protocol));
    add_way(journey, trip.network, there, *trip.destination.subnet, request(protocol));
    journey.filters.push_back(
        ingress_filter(trip.destination, trip.source, protocol, there.ingress_references));
    return journey;
}

Journey with_reply(Journey journey, const Trip& trip, const Way& back) {
    const int protocol = trip.traffic.protocol;
    journey.filters.push_back(
        acl_filter(*trip.destination.subnet, TrafficDirection::Egress, Leg::Reply, protocol));
    add_way(journey, trip.network, back, *trip.source.subnet, reply(protocol));
    return journey;
}

/// From a part of the source's addresses: there by each way, and back by each.
void add_journeys(std::vector<Journey>& found, const Trip& trip, const AddressRange& source,
                  const AddressRange& destination) {
    const int protocol = trip.traffic.protocol;
    for (const Way& there :
         ways(trip.network, *trip.source.subnet, destination, request(protocol))) {
        if (trip.purpose == Purpose::Escape) {
            found.push_back(request_journey(trip, there, source));
            continue;
        }
        for (const Way& back :
             ways(trip.network, *trip.destination.subnet, source, reply(protocol)))
            found.push_back(with_reply(request_journey(trip, there, back.range), trip, back));
    }
}

std::vector<Journey> between_subnets(const Trip& trip) {
    if (trip.source.subnet == trip.destination.subnet) {
        Journey journey = start_journey(trip);
        add_neighbours(journey, trip);
        return {std::move(journey)};
    }
    std::vector<Journey> found;
    for (const AddressRange& source : trip.source.addresses)
        for (const AddressRange& destination : trip.destination.addresses)
            if (source.is_ipv4() == destination.is_ipv4())
                add_journeys(found, trip, source, destination);
    return found;
}

std::vector<Journey> outside_only(const Trip& trip) {
    return dead_end(trip, unknown_gate("outside of the VPC",
                                       fmt::format("the networks between {} and {}",
                                                   trip.source.name, trip.destination.name)));
}

using Builder = std::vector<Journey> (*)(const Trip&);

/// By where the source is, then where the destination is, in the order of Where.
constexpr std::array<std::array<Builder, 3>, 3> builders{{
    {between_subnets, to_client, to_internet},
    {from_client, outside_only, outside_only},
    {from_internet, outside_only, outside_only},
}};

}  // namespace

Journey start_journey(const Trip& trip) {
    Journey journey;
    for (const AddressRange& from : trip.source.addresses)
        for (const AddressRange& to : trip.destination.addresses)
            if (from.is_ipv4() == to.is_ipv4())
                journey.boxes.push_back({from, to, trip.traffic.source_ports, trip.traffic.ports});
    journey.choice = trip.destination.choice;
    return journey;
}

Journey start_journey(const Trip& trip, const AddressRange& source,
                      const AddressRange& destination) {
    Journey journey;
    journey.boxes = {{source, destination, trip.traffic.source_ports, trip.traffic.ports}};
    journey.choice = trip.destination.choice;
    return journey;
}

void append(std::vector<Filter>& filters, std::vector<Filter> more) {
    std::ranges::move(more, std::back_inserter(filters));
}

std::vector<Journey> journeys(const Trip& trip) {
    const auto from = static_cast<std::size_t>(trip.source.where);
    const auto to = static_cast<std::size_t>(trip.destination.where);
    auto found = builders.at(from).at(to)(trip);
    for (Journey& journey : found)
        doubt_behind_blind_gates(journey.filters);
    return found;
}

}  // namespace inland::prove
