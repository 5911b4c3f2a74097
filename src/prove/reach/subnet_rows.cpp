// SPDX-License-Identifier: Apache-2.0
#include "prove/reach/subnet_rows.h"

#include "prove/packets/gate.h"
#include "prove/packets/network_acl_filter.h"
#include "prove/packets/way.h"

#include <algorithm>

namespace inland::prove {

namespace {

using topology::TrafficDirection;

/// Who is asked about: everybody of the VPC, as one range.
struct Neighbourhood {
    const Network& network;
    const AddressRange& everyone;
    int protocol;
    Purpose purpose;
};

/// How well a way does: into its own VPC, nobody knows, or elsewhere.
Outcome outcome_of(const Way& way, const SubnetView& from) {
    if (way.exit == Exit::Vpc && way.vpc == from.vpc)
        return Outcome::Holds;
    return way.exit == Exit::Unknown ? Outcome::Unknown : Outcome::Fails;
}

/// Stops what a way does not bring to its own VPC, and nothing else.
Filter gate_of(const Way& way, const SubnetView& from, Side side) {
    if (outcome_of(way, from) == Outcome::Unknown)
        return unknown_gate_for(way.range, side, way.gates.back());
    const bool is_closed = way.exit == Exit::Nowhere;
    return closed_gate_for(way.range, side, is_closed ? way.gates.back() : leads_elsewhere(way));
}

/// Where AWS picks one of several ways, a conversation needs all of them; to escape one is enough.
bool is_outdone(const Way& way, const std::vector<Way>& others, const SubnetView& from,
                Purpose purpose) {
    return purpose == Purpose::Escape && std::ranges::any_of(others, [&](const Way& other) {
               return other.range == way.range && outcome_of(other, from) < outcome_of(way, from);
           });
}

void add_routes(std::vector<Filter>& filters, const Neighbourhood& all, const SubnetView& from,
                const Heading& heading) {
    const auto found = ways(all.network, from, all.everyone, heading);
    for (const Way& way : found)
        if (outcome_of(way, from) != Outcome::Holds && !is_outdone(way, found, from, all.purpose))
            filters.push_back(gate_of(way, from, heading.side));
}

/// What the request meets on its source's side, and the reply there.
std::vector<Filter> leaving_filters(const SubnetView& subnet, const Neighbourhood& all) {
    std::vector<Filter> filters{
        acl_filter(subnet, TrafficDirection::Egress, Leg::Request, all.protocol)};
    add_routes(filters, all, subnet, request(all.protocol));
    if (all.purpose == Purpose::Conversation)
        filters.push_back(acl_filter(subnet, TrafficDirection::Ingress, Leg::Reply, all.protocol));
    return filters;
}

std::vector<Filter> entering_filters(const SubnetView& subnet, const Neighbourhood& all) {
    std::vector<Filter> filters{
        acl_filter(subnet, TrafficDirection::Ingress, Leg::Request, all.protocol)};
    if (all.purpose == Purpose::Escape)
        return filters;
    filters.push_back(acl_filter(subnet, TrafficDirection::Egress, Leg::Reply, all.protocol));
    add_routes(filters, all, subnet, reply(all.protocol));
    return filters;
}

void fill(BoundRows& rows, std::size_t row, const std::vector<Filter>& filters,
          const Traffic& traffic, std::span<const Address> peers) {
    set_bits(rows.surely[row], 0, peers.size());
    set_bits(rows.possibly[row], 0, peers.size());
    for (const Filter& filter : filters) {
        apply(filter, traffic, peers, Bound::Surely, rows.surely[row]);
        apply(filter, traffic, peers, Bound::Possibly, rows.possibly[row]);
    }
}

/// Neighbours in one subnet: neither routes nor network ACLs see their packets.
void admit_neighbour(SubnetRows& rows, std::size_t subnet, std::size_t neighbour) {
    for (BoundRows* side : {&rows.leaving, &rows.entering}) {
        set_bit(side->surely[subnet], neighbour);
        set_bit(side->possibly[subnet], neighbour);
    }
}

}  // namespace

SubnetFilters::SubnetFilters(const Network& network, const std::vector<const SubnetView*>& subnets,
                             const Traffic& traffic, Purpose purpose, const AddressRange& everyone)
    : traffic_(traffic) {
    const Neighbourhood all{network, everyone, traffic.protocol, purpose};
    for (const SubnetView* subnet : subnets) {
        leaving_.push_back(leaving_filters(*subnet, all));
        entering_.push_back(entering_filters(*subnet, all));
    }
}

void SubnetFilters::add_bounds(AddressBounds& bounds) const {
    for (const auto* side : {&leaving_, &entering_})
        for (const auto& filters : *side)
            for (const Filter& filter : filters)
                for (const FilterRule& rule : filter.rules)
                    bounds.add(rule.peers);
}

SubnetRows SubnetFilters::rows(const SiteClasses& classes) const {
    SubnetRows rows{{leaving_.size(), classes.peers.size()},
                    {entering_.size(), classes.peers.size()}};
    for (std::size_t subnet = 0; subnet < leaving_.size(); ++subnet) {
        fill(rows.leaving, subnet, leaving_[subnet], traffic_, classes.peers);
        fill(rows.entering, subnet, entering_[subnet], traffic_, classes.peers);
    }
    for (std::size_t number = 0; number < classes.classes.size(); ++number)
        admit_neighbour(rows, classes.classes[number].subnet, number);
    return rows;
}

}  // namespace inland::prove
