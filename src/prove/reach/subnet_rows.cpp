// SPDX-License-Identifier: Apache-2.0
#include "prove/reach/subnet_rows.h"

#include "prove/packets/network_acl_filter.h"
#include "prove/packets/route_filter.h"

#include <algorithm>

namespace inland::prove {

namespace {

using topology::TrafficDirection;

void append(std::vector<Filter>& filters, std::vector<Filter> more) {
    std::ranges::move(more, std::back_inserter(filters));
}

/// What the request meets on its source's side, and the reply there.
std::vector<Filter> leaving_filters(const SubnetView& subnet, int protocol, Purpose purpose,
                                    const AddressRange& everyone) {
    std::vector<Filter> filters{
        acl_filter(subnet, TrafficDirection::Egress, Leg::Request, protocol)};
    append(filters, route_filters(subnet, {everyone}, Side::Destination, Expected::Local));
    if (purpose == Purpose::Conversation)
        filters.push_back(acl_filter(subnet, TrafficDirection::Ingress, Leg::Reply, protocol));
    return filters;
}

std::vector<Filter> entering_filters(const SubnetView& subnet, int protocol, Purpose purpose,
                                     const AddressRange& everyone) {
    std::vector<Filter> filters{
        acl_filter(subnet, TrafficDirection::Ingress, Leg::Request, protocol)};
    if (purpose == Purpose::Escape)
        return filters;
    filters.push_back(acl_filter(subnet, TrafficDirection::Egress, Leg::Reply, protocol));
    append(filters, route_filters(subnet, {everyone}, Side::Source, Expected::Local));
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

SubnetFilters::SubnetFilters(const std::vector<const SubnetView*>& subnets, const Traffic& traffic,
                             Purpose purpose, const AddressRange& everyone)
    : traffic_(traffic) {
    for (const SubnetView* subnet : subnets) {
        leaving_.push_back(leaving_filters(*subnet, traffic.protocol, purpose, everyone));
        entering_.push_back(entering_filters(*subnet, traffic.protocol, purpose, everyone));
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
