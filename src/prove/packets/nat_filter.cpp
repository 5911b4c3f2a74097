// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/nat_filter.h"

#include "prove/cause_kinds.h"
#include "prove/packets/block_public_access.h"
#include "prove/packets/gate.h"
#include "prove/packets/network_acl_filter.h"

#include <algorithm>

namespace inland::prove {

namespace {

using topology::TrafficDirection;

/// Replies reach the gateway at its own ports, which are not those of the boxes: where any of them
/// is stopped the address counts as stopped.
Filter outer_reply_filter(const SubnetView& subnet, const Trip& trip, const AddressRange& range) {
    const Filter acl =
        acl_filter(subnet, TrafficDirection::Ingress, Leg::Reply, trip.traffic.protocol);
    const Boxes replies{{{}, range, nat_ephemeral_ports, trip.traffic.ports}};
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

/// From wherever the way comes into the gateway's VPC to the gateway; neighbours in one subnet
/// meet no ACL.
void add_inner_request(std::vector<Filter>& filters, const Trip& trip, const Way& way,
                       const SubnetView& subnet) {
    const Heading heading = request(trip.traffic.protocol);
    if (&subnet == trip.source.subnet)
        return;
    filters.push_back(
        acl_filter(*trip.source.subnet, TrafficDirection::Egress, heading.leg, heading.protocol));
    append(filters, way.gates);
    append(filters, arrival_filters(way, subnet, heading));
}

/// From the gateway to the source. The gateway's subnet may route to some of the source's addresses
/// otherwise than to others; all of them must be right.
void add_inner_reply(std::vector<Filter>& filters, const Trip& trip, const SubnetView& subnet) {
    if (&subnet == trip.source.subnet)
        return;
    const Heading heading = reply(trip.traffic.protocol);
    filters.push_back(acl_filter(subnet, TrafficDirection::Egress, heading.leg, heading.protocol));
    for (const AddressRange& source : trip.source.addresses)
        for (const Way& back : ways(trip.network, subnet, source, heading)) {
            append(filters, back.gates);
            const bool ends = back.exit == Exit::Nowhere || back.exit == Exit::Unknown;
            if (!ends && (back.exit != Exit::Vpc || back.vpc != trip.source.subnet->vpc))
                filters.push_back(leads_elsewhere(back));
            append(filters, arrival_filters(back, *trip.source.subnet, heading));
        }
}

Filter gateway_gate(const topology::NatGateway& gateway, int protocol) {
    const std::string& name = resource_name(gateway);
    const std::string title = "NAT gateway " + name;
    if (gateway.connectivity.is_unknown() || gateway.state.is_unknown())
        return unknown_gate(title, "the state of " + name);
    if (gateway.connectivity.value_or_default("public") != "public")
        return closed_gate(title, {std::string(cause_kind::no_route), name, "it is private", {}});
    if (gateway.state.value_or_default("available") != "available")
        return closed_gate(
            title, {std::string(cause_kind::blackhole_route), name, "it is not available", {}});
    if (!has_ports(protocol) && protocol != icmp_protocol)
        return closed_gate(
            title,
            {std::string(cause_kind::no_route), name, "it translates TCP, UDP and ICMP only", {}});
    return open_gate(title, "translates");
}

/// From the gateway to the internet and back to it.
std::vector<Filter> outer_filters(const Trip& trip, const SubnetView& subnet, const Way& out) {
    std::vector<Filter> filters{
        acl_filter(subnet, TrafficDirection::Egress, Leg::Request, trip.traffic.protocol)};
    append(filters, out.gates);
    if (out.exit == Exit::NatGateway)
        filters.push_back(blind_gate("NAT gateway " + out.target, "the gateways behind it"));
    else if (out.exit == Exit::ClientNetwork || out.entrance != nullptr)
        filters.push_back(blind_gate("route table " + out.table, "what " + out.target +
                                                                     " does with public "
                                                                     "addresses"));
    else if (out.exit == Exit::InternetGateway)
        filters.push_back(public_access_gate(trip.network, *trip.source.subnet, subnet));
    else if (out.exit != Exit::Nowhere && out.exit != Exit::Unknown)
        filters.push_back(leads_elsewhere(out));
    if (trip.purpose == Purpose::Conversation)
        filters.push_back(outer_reply_filter(subnet, trip, out.range));
    return filters;
}

const SubnetView* subnet_of(const Network& network, const topology::NatGateway* gateway) {
    return gateway != nullptr && gateway->subnet.is_known()
               ? network.subnet(gateway->subnet.value().key)
               : nullptr;
}

bool stays_private(const Way& way) {
    return way.exit != Exit::InternetGateway && way.exit != Exit::Nowhere;
}

}  // namespace

std::vector<NatPassage> nat_passages(const Trip& trip, const Way& way) {
    const auto* gateway = trip.network.topology().find<topology::NatGateway>(way.target);
    const auto* subnet = subnet_of(trip.network, gateway);
    const std::string title = "NAT gateway " + way.target;
    if (subnet == nullptr)
        return {{way.range, {blind_gate(title, title + " and its subnet")}}};
    if (!way.range.is_ipv4())
        return {{way.range, {blind_gate(title, "what " + title + " makes of IPv6")}}};
    std::vector<NatPassage> passages;
    for (const Way& out : ways(trip.network, *subnet, way.range, request(trip.traffic.protocol))) {
        std::vector<Filter> filters;
        add_inner_request(filters, trip, way, *subnet);
        filters.push_back(gateway_gate(*gateway, trip.traffic.protocol));
        append(filters, outer_filters(trip, *subnet, out));
        if (trip.purpose == Purpose::Conversation)
            add_inner_reply(filters, trip, *subnet);
        passages.push_back({out.range, std::move(filters)});
    }
    return passages;
}

std::vector<Filter> private_nat_gates(const Network& network, const Way& way,
                                      const Heading& heading) {
    if (heading.leg == Leg::Reply)
        return {leads_elsewhere(way)};
    const auto* gateway = network.topology().find<topology::NatGateway>(way.target);
    const auto* subnet = subnet_of(network, gateway);
    const std::string title = "NAT gateway " + way.target;
    const std::string missing = "what " + title + " makes of it";
    if (subnet == nullptr || gateway->connectivity.value_or_default("public") != "public")
        return {blind_gate(title, missing)};
    const auto out = ways(network, *subnet, way.range, heading);
    std::vector<Filter> gates;
    for (const Way& next : out) {
        const bool may_stay = std::ranges::any_of(out, [&](const Way& other) {
            return stays_private(other) && other.range.overlaps(next.range);
        });
        if (!may_stay)
            gates.push_back(closed_gate_for(next.range, heading.side, leads_elsewhere(way)));
        else if (stays_private(next))
            gates.push_back(unknown_gate_for(next.range, heading.side, blind_gate(title, missing)));
    }
    return gates;
}

}  // namespace inland::prove
