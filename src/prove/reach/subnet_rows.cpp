// SPDX-License-Identifier: Apache-2.0
#include "prove/reach/subnet_rows.h"

#include "prove/packets/gate.h"
#include "prove/packets/network_acl_filter.h"
#include "prove/packets/way.h"

#include <algorithm>
#include <optional>

namespace inland::prove {

namespace {

using topology::TrafficDirection;

/// Who is asked about: everybody of the VPC, as one range.
struct Neighbourhood {
    const Network& network;
    const AddressRange& everyone;
    int protocol;
};

/// Stops what a way does not bring to its own VPC, and nothing else. Where AWS picks one of several
/// ways nobody knows whether it is this one.
std::optional<Filter> gate_of(const Way& way, const SubnetView& from, Side side, bool is_only) {
    if (way.exit == Exit::Vpc && way.vpc == from.vpc)
        return std::nullopt;
    const bool is_closed = way.exit == Exit::Nowhere || way.exit == Exit::Unknown;
    Filter gate = is_closed ? way.gates.back() : leads_elsewhere(way);
    return way.exit == Exit::Unknown || !is_only
               ? unknown_gate_for(way.range, side, std::move(gate))
               : closed_gate_for(way.range, side, std::move(gate));
}

void add_routes(std::vector<Filter>& filters, const Neighbourhood& all, const SubnetView& from,
                const Heading& heading) {
    const auto found = ways(all.network, from, all.everyone, heading);
    for (const Way& way : found) {
        const bool is_only = std::ranges::count(found, way.range, &Way::range) == 1;
        if (auto gate = gate_of(way, from, heading.side, is_only))
            filters.push_back(std::move(*gate));
    }
}

/// What the request meets on its source's side, and the reply there.
std::vector<Filter> leaving_filters(const SubnetView& subnet, Purpose purpose,
                                    const Neighbourhood& all) {
    std::vector<Filter> filters{
        acl_filter(subnet, TrafficDirection::Egress, Leg::Request, all.protocol)};
    add_routes(filters, all, subnet, request(all.protocol));
    if (purpose == Purpose::Conversation)
        filters.push_back(acl_filter(subnet, TrafficDirection::Ingress, Leg::Reply, all.protocol));
    return filters;
}

std::vector<Filter> entering_filters(const SubnetView& subnet, Purpose purpose,
                                     const Neighbourhood& all) {
    std::vector<Filter> filters{
        acl_filter(subnet, TrafficDirection::Ingress, Leg::Request, all.protocol)};
    if (purpose == Purpose::Escape)
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
    const Neighbourhood all{network, everyone, traffic.protocol};
    for (const SubnetView* subnet : subnets) {
        leaving_.push_back(leaving_filters(*subnet, purpose, all));
        entering_.push_back(entering_filters(*subnet, purpose, all));
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
