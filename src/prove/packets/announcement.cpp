// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/announcement.h"

#include "prove/cause_kinds.h"
#include "prove/packets/gate.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::DirectConnectAssociation;

enum class Announced { No, Yes, Unknown };

bool holds(const std::vector<Ipv4Prefix>& prefixes, const AddressRange& range) {
    return std::ranges::any_of(prefixes, [&](const Ipv4Prefix& prefix) {
        return AddressRange::of(prefix).contains(range);
    });
}

/// The VPC's block that an address is announced with.
AddressRange block_of(const VpcView& vpc, const AddressRange& own) {
    const auto found = std::ranges::find_if(
        vpc.ranges, [&](const AddressRange& range) { return range.contains(own); });
    return found == vpc.ranges.end() ? own : *found;
}

Announced announced(const DirectConnectAssociation& association, const AddressRange& range) {
    const auto& prefixes = association.allowed_prefixes;
    if (!prefixes.is_known())
        return Announced::Unknown;
    return holds(prefixes.value(), range) ? Announced::Yes : Announced::No;
}

Filter gate_of(const DirectConnectAssociation& association, const AddressRange& range) {
    const std::string title = "Direct Connect " + resource_name(association);
    if (announced(association, range) == Announced::Unknown)
        return blind_gate(title, "the allowed prefixes of " + resource_name(association));
    return closed_gate(title,
                       {std::string(cause_kind::no_route),
                        resource_name(association),
                        fmt::format("its allowed prefixes do not hold {}, so the client's side is "
                                    "never told the way there",
                                    range.text()),
                        {}},
                       association.key);
}

/// The association alone by which a VPN gateway leads to the way's end; null when something else
/// does too.
const DirectConnectAssociation* only_carrier(const Way& way) {
    const DirectConnectAssociation* found = nullptr;
    for (const GatewayRoute& route : way.vpc->gateway_routes) {
        const auto block = AddressRange::of(route.block);
        if (route.direct_connect == nullptr && block.contains(way.range))
            return nullptr;
        if (route.direct_connect != nullptr && block.overlaps(way.range))
            found = route.direct_connect;
    }
    return found;
}

bool leaves_by_direct_connect(const Way& way) {
    return way.attachment->kind.value_or_default("") == "direct-connect-gateway";
}

/// Of the transit gateway by whose attachment the way leaves.
const DirectConnectAssociation* association_of(const Network& network, const Way& way) {
    if (!way.attachment->transit_gateway.is_known())
        return nullptr;
    const auto& gateway = way.attachment->transit_gateway.value();
    for (const auto& [key, association] : network.topology().all<DirectConnectAssociation>())
        if (association.transit_gateway.is_known() &&
            association.transit_gateway.value() == gateway)
            return &association;
    return nullptr;
}

}  // namespace

std::vector<Filter> announcement_gates(const Network& network, const Way& way,
                                       const AddressRange& own) {
    if (way.exit != Exit::ClientNetwork)
        return {};
    const bool by_transit = way.attachment != nullptr;
    if (by_transit && !leaves_by_direct_connect(way))
        return {};
    const auto* association = by_transit ? association_of(network, way) : only_carrier(way);
    // The association of a transit gateway that others own is theirs to see.
    if (by_transit && association == nullptr)
        return {blind_gate("Direct Connect by " + resource_name(*way.attachment),
                           "the allowed prefixes of its Direct Connect gateway's association")};
    if (association == nullptr)
        return {};
    const auto range = by_transit ? own : block_of(*way.vpc, own);
    if (announced(*association, range) == Announced::Yes)
        return {};
    return {gate_of(*association, range)};
}

}  // namespace inland::prove
