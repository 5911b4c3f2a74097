// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/nat_filter.h"

#include "prove/cause_kinds.h"
#include "prove/packets/gate.h"
#include "prove/packets/network_acl_filter.h"
#include "prove/packets/route_filter.h"

namespace inland::prove {

namespace {

using topology::TrafficDirection;

/// Replies reach the gateway at its own ports, which are not those of the boxes: where any of them
/// is stopped the address counts as stopped.
Filter outer_reply_filter(const SubnetView& subnet, const Trip& trip, const RoutePiece& piece) {
    const Filter acl =
        acl_filter(subnet, TrafficDirection::Ingress, Leg::Reply, trip.traffic.protocol);
    const Boxes replies{{{}, piece.destination, nat_ephemeral_ports, trip.traffic.ports}};
    Filter gate = acl;
    gate.rules.clear();
    const auto refuse = [&](Bound bound, Certainty certainty) {
        for (const Box& box : divide(acl, replies, bound).blocked)
            gate.rules.push_back({.peers = box.destination,
                                  .ports = {},
                                  .action = topology::RuleAction::Deny,
                                  .certainty = certainty,
                                  .text = {}});
    };
    refuse(Bound::Possibly, Certainty::Sure);
    refuse(Bound::Surely, Certainty::Maybe);
    gate.rules.push_back(admit_everything());
    return gate;
}

/// Between the node's subnet and the gateway's.
void add_inner(std::vector<Filter>& filters, const Trip& trip, const SubnetView& subnet) {
    if (&subnet == trip.source.subnet)
        return;
    const int protocol = trip.traffic.protocol;
    filters.push_back(acl_filter(subnet, TrafficDirection::Ingress, Leg::Request, protocol));
    if (trip.purpose == Purpose::Conversation)
        filters.push_back(acl_filter(subnet, TrafficDirection::Egress, Leg::Reply, protocol));
}

/// Between the gateway's subnet and the internet.
void add_outer(std::vector<Filter>& filters, const Trip& trip, const RoutePiece& piece,
               const SubnetView& subnet) {
    filters.push_back(
        acl_filter(subnet, TrafficDirection::Egress, Leg::Request, trip.traffic.protocol));
    std::ranges::move(
        route_filters(subnet, {piece.destination}, Side::Destination, Expected::InternetGateway),
        std::back_inserter(filters));
    if (trip.purpose == Purpose::Conversation)
        filters.push_back(outer_reply_filter(subnet, trip, piece));
}

Filter gateway_gate(const topology::NatGateway& gateway) {
    const std::string title = "NAT gateway " + resource_name(gateway);
    if (gateway.connectivity.is_unknown() || gateway.state.is_unknown())
        return unknown_gate(title, "the state of " + resource_name(gateway));
    if (gateway.connectivity.value_or_default("public") != "public")
        return closed_gate(
            title,
            {std::string(cause_kind::no_route), resource_name(gateway), "it is private", {}});
    if (gateway.state.value_or_default("available") != "available")
        return closed_gate(title, {std::string(cause_kind::blackhole_route),
                                   resource_name(gateway),
                                   "it is not available",
                                   {}});
    return open_gate(title, "translates");
}

}  // namespace

std::vector<Filter> nat_filters(const Trip& trip, const RoutePiece& piece) {
    const std::string& key = piece.entry->route->target_key;
    const auto* gateway = trip.network.topology().find<topology::NatGateway>(key);
    const auto* subnet = gateway != nullptr && gateway->subnet.is_known()
                             ? trip.network.subnet(gateway->subnet.value().key)
                             : nullptr;
    if (subnet == nullptr)
        return {unknown_gate("NAT gateway " + key, "NAT gateway " + key + " and its subnet")};
    std::vector<Filter> filters;
    add_inner(filters, trip, *subnet);
    filters.push_back(gateway_gate(*gateway));
    add_outer(filters, trip, piece, *subnet);
    return filters;
}

}  // namespace inland::prove
