// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/client_journey.h"

#include "prove/cause_kinds.h"
#include "prove/packets/announcement.h"
#include "prove/packets/gate.h"
#include "prove/packets/nat_filter.h"
#include "prove/packets/network_acl_filter.h"
#include "prove/packets/security_group_filter.h"
#include "prove/packets/way.h"
#include "topology/ownership.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::TrafficDirection;

/// Why a VPN gateway may know no way to a network.
std::string why_nothing_leads(const VpcView& vpc) {
    if (vpc.idle_connections.empty())
        return "no VPN connection of it leads there";
    return fmt::format(
        "no VPN connection of it leads there: {} has no tunnel up, or its peer "
        "advertises nothing",
        resource_name(*vpc.idle_connections.front()));
}

/// What the VPN gateway of a VPC can deliver to the clients' side: what it learned by VPN.
Filter gateway_filter(const VpcView& vpc, Side side) {
    Filter filter;
    filter.address_side = side;
    filter.title = "VPN gateway " + resource_name(*vpc.vpn_gateway);
    filter.cause = {std::string(cause_kind::no_route),
                    resource_name(*vpc.vpn_gateway),
                    why_nothing_leads(vpc),
                    {}};
    filter.key = vpc.vpn_gateway->key;
    for (const GatewayRoute& route : vpc.gateway_routes)
        filter.rules.push_back(
            {.peers = AddressRange::of(route.block),
             .ports = {},
             .text = resource_name(*route.carrier) + " leads to " + route.block.text()});
    if (!vpc.gateway_missing.empty()) {
        filter.rules.push_back(perhaps_everything());
        filter.missing = vpc.gateway_missing;
    }
    return filter;
}

/// Somebody else's, which a design counts on.
bool is_expected(const topology::Resource& resource) {
    return resource.id.empty() && !resource.why.empty() &&
           topology::tag_value(resource.tags, topology::cluster_tag).empty();
}

bool relies_on_advertisement(const VpcView& vpc, const AddressRange& client) {
    return std::ranges::any_of(vpc.gateway_routes, [&](const GatewayRoute& route) {
        return route.advertised && client.overlaps(AddressRange::of(route.block));
    });
}

void add_assumptions(Journey& journey, const Way& way, const Party& client) {
    journey.assumptions.push_back("the network of " + client.name +
                                  " routes to the VPC and its firewalls let this traffic through");
    if (way.vpc != nullptr && relies_on_advertisement(*way.vpc, way.range))
        journey.assumptions.push_back("the client's side advertises " + client.name + " by BGP");
    if (way.attachment != nullptr && is_expected(*way.attachment))
        journey.assumptions.push_back(way.attachment->why);
}

/// A VPC without VPN gateway, said for those who expect one.
Filter no_gateway(const VpcView& vpc) {
    return closed_gate("VPN gateway", {std::string(cause_kind::no_route),
                                       resource_name(*vpc.vpc),
                                       "no VPN gateway is attached to it",
                                       {}});
}

/// What is behind the end of a way from a subnet to a client's network.
void add_far_side(Journey& journey, const Trip& trip, const Way& way, const Heading& heading) {
    const Side side = heading.side;
    if (way.exit == Exit::NatGateway)
        return append(journey.filters, private_nat_gates(trip.network, way, heading));
    if (way.exit == Exit::Unknown || way.attachment != nullptr)
        return;
    if (way.exit == Exit::ClientNetwork)
        return journey.filters.push_back(gateway_filter(*way.vpc, side));
    if (way.exit != Exit::Nowhere)
        journey.filters.push_back(leads_elsewhere(way));
    journey.filters.push_back(way.vpc != nullptr && way.vpc->vpn_gateway != nullptr
                                  ? gateway_filter(*way.vpc, side)
                                  : no_gateway(*way.vpc));
}

/// From behind a transit gateway into a subnet: another look-up than the one on the way out.
std::vector<Way> inwards(const Trip& trip, const Way& outwards, const SubnetView& subnet,
                         const AddressRange& addresses, const Heading& heading) {
    if (outwards.attachment == nullptr)
        return {{.range = addresses, .exit = Exit::Vpc, .vpc = subnet.vpc}};
    return ways_from_attachment(trip.network, *outwards.attachment, addresses, heading);
}

/// Packets that a way brings in from the client's side.
void add_entry(Journey& journey, const Way& way, const SubnetView& to, const Heading& heading) {
    append(journey.filters, way.gates);
    const bool ends = way.exit == Exit::Nowhere || way.exit == Exit::Unknown;
    if (!ends && (way.exit != Exit::Vpc || way.vpc != to.vpc))
        journey.filters.push_back(leads_elsewhere(way));
    append(journey.filters, arrival_filters(way, to, heading));
}

Journey outward_journey(const Trip& trip, const Way& there, const AddressRange& source) {
    const int protocol = trip.traffic.protocol;
    Journey journey = start_journey(trip, source, there.range);
    journey.filters.push_back(
        egress_filter(trip.source, trip.destination, protocol, there.egress_references));
    journey.filters.push_back(
        acl_filter(*trip.source.subnet, TrafficDirection::Egress, Leg::Request, protocol));
    append(journey.filters, there.gates);
    add_far_side(journey, trip, there, request(protocol));
    append(journey.filters, announcement_gates(trip.network, there, source));
    add_assumptions(journey, there, trip.destination);
    return journey;
}

void add_outward(std::vector<Journey>& found, const Trip& trip, const Way& there,
                 const AddressRange& source) {
    if (trip.purpose == Purpose::Escape)
        return found.push_back(outward_journey(trip, there, source));
    const Heading heading = reply(trip.traffic.protocol);
    for (const Way& back : inwards(trip, there, *trip.source.subnet, source, heading)) {
        Journey journey = outward_journey(trip, there, back.range);
        add_entry(journey, back, *trip.source.subnet, heading);
        found.push_back(std::move(journey));
    }
}

void add_inward(std::vector<Journey>& found, const Trip& trip, const Way& back,
                const AddressRange& destination) {
    const SubnetView& subnet = *trip.destination.subnet;
    const int protocol = trip.traffic.protocol;
    for (const Way& there : inwards(trip, back, subnet, destination, request(protocol))) {
        Journey journey = start_journey(trip, back.range, there.range);
        if (back.exit == Exit::Unknown)  // nobody knows how they come in either
            append(journey.filters, back.gates);
        append(journey.filters, announcement_gates(trip.network, back, there.range));
        add_entry(journey, there, subnet, request(protocol));
        journey.filters.push_back(
            ingress_filter(trip.destination, trip.source, protocol, there.ingress_references));
        append(journey.filters, back.gates);
        add_far_side(journey, trip, back, reply(protocol));
        add_assumptions(journey, back, trip.source);
        journey.filters.push_back(
            acl_filter(subnet, TrafficDirection::Egress, Leg::Reply, protocol));
        found.push_back(std::move(journey));
    }
}

using Add = void (*)(std::vector<Journey>&, const Trip&, const Way&, const AddressRange&);

/// For each way from the subnet to the client's addresses, with each range of the subnet's own.
std::vector<Journey> by_way(const Trip& trip, const Party& inside, const Party& client,
                            const Heading& heading, Add add) {
    std::vector<Journey> found;
    for (const AddressRange& addresses : client.addresses)
        for (const Way& way : ways(trip.network, *inside.subnet, addresses, heading))
            for (const AddressRange& own : inside.addresses)
                if (own.is_ipv4() == way.range.is_ipv4())
                    add(found, trip, way, own);
    return found;
}

}  // namespace

std::vector<Journey> to_client(const Trip& trip) {
    return by_way(trip, trip.source, trip.destination, request(trip.traffic.protocol), add_outward);
}

std::vector<Journey> from_client(const Trip& trip) {
    return by_way(trip, trip.destination, trip.source, reply(trip.traffic.protocol), add_inward);
}

}  // namespace inland::prove
