// SPDX-License-Identifier: Apache-2.0
#include "prove/reach/subnet_rows.h"

#include "prove/packets/network_acl_filter.h"

#include <algorithm>

namespace inland::prove {

namespace {

using topology::TrafficDirection;

std::vector<Filter> acls(const SubnetView& subnet, int protocol, Purpose purpose,
                         TrafficDirection of_request, TrafficDirection of_reply) {
    std::vector<Filter> filters{acl_filter(subnet, of_request, Leg::Request, protocol)};
    if (purpose == Purpose::Conversation)
        filters.push_back(acl_filter(subnet, of_reply, Leg::Reply, protocol));
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

/// What a subnet's routes leave of its row: nothing for sure where they lead elsewhere, and nothing
/// at all where they lead nowhere.
void apply_routes(const std::vector<LocalPiece>& routes, std::span<const Address> peers,
                  BoundRows& rows, BitRows& odd, std::size_t row) {
    BitRows fates(2, peers.size());
    const BitRow delivered = fates[0], possible = fates[1];
    for (const LocalPiece& piece : routes) {
        const auto [first, last] = points_in(peers, piece.destination);
        if (piece.fate == LocalFate::Delivered)
            set_bits(delivered, first, last);
        if (piece.fate == LocalFate::Elsewhere)
            set_bits(odd[row], first, last);
    }
    unite(possible, delivered);
    unite(possible, odd[row]);
    intersect(rows.surely[row], delivered);
    intersect(rows.possibly[row], possible);
}

/// Neighbours in one subnet: neither routes nor network ACLs see their packets.
void admit_neighbour(SubnetRows& rows, std::size_t subnet, std::size_t neighbour) {
    for (BoundRows* side : {&rows.leaving, &rows.entering}) {
        set_bit(side->surely[subnet], neighbour);
        set_bit(side->possibly[subnet], neighbour);
    }
    clear_bit(rows.odd_requests[subnet], neighbour);
    clear_bit(rows.odd_replies[subnet], neighbour);
}

}  // namespace

SubnetFilters::SubnetFilters(const std::vector<const SubnetView*>& subnets, const Traffic& traffic,
                             Purpose purpose, const AddressRange& everyone)
    : traffic_(traffic), purpose_(purpose) {
    constexpr auto out = TrafficDirection::Egress, in = TrafficDirection::Ingress;
    for (const SubnetView* subnet : subnets)
        subnets_.push_back({acls(*subnet, traffic.protocol, purpose, out, in),
                            acls(*subnet, traffic.protocol, purpose, in, out),
                            local_pieces(*subnet->routes, everyone)});
}

void SubnetFilters::add_bounds(AddressBounds& bounds) const {
    for (const Sides& sides : subnets_) {
        for (const auto* filters : {&sides.leaving, &sides.entering})
            for (const Filter& filter : *filters)
                for (const FilterRule& rule : filter.rules)
                    bounds.add(rule.peers);
        for (const LocalPiece& piece : sides.routes)
            bounds.add(piece.destination);
    }
}

SubnetRows SubnetFilters::rows(const SiteClasses& classes) const {
    const std::span<const Address> peers = classes.peers;
    SubnetRows rows(subnets_.size(), peers.size());
    for (std::size_t subnet = 0; subnet < subnets_.size(); ++subnet) {
        const Sides& sides = subnets_[subnet];
        fill(rows.leaving, subnet, sides.leaving, traffic_, peers);
        fill(rows.entering, subnet, sides.entering, traffic_, peers);
        apply_routes(sides.routes, peers, rows.leaving, rows.odd_requests, subnet);
        if (purpose_ == Purpose::Conversation)
            apply_routes(sides.routes, peers, rows.entering, rows.odd_replies, subnet);
    }
    for (std::size_t number = 0; number < classes.classes.size(); ++number)
        admit_neighbour(rows, classes.classes[number].subnet, number);
    for (std::size_t subnet = 0; subnet < subnets_.size(); ++subnet)
        rows.has_odd |= has_any(rows.odd_requests[subnet]) || has_any(rows.odd_replies[subnet]);
    return rows;
}

}  // namespace inland::prove
