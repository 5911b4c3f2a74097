// SPDX-License-Identifier: Apache-2.0
// All that is changed in a network that is not ours: what load balancer controllers and the
// connected networks need there. Nothing that says something already is overwritten.
#include "design/connections.h"
#include "design/designers.h"
#include "design/given_network.h"
#include "design/network_parts.h"
#include "design/ways_out.h"

#include <algorithm>

namespace inland::design {
namespace {

using topology::RouteTable;
using topology::Subnet;

/// The tag by which load balancer controllers find subnets; where it says something already, that
/// stands.
void tag_subnets(Drawing& drawing) {
    const std::string key = "kubernetes.io/role/internal-elb";
    for (const auto& reference : private_subnets(drawing)) {
        const auto* subnet = drawing.topology().find<Subnet>(reference.key);
        if (subnet != nullptr && !subnet->tags.contains(key))
            drawing.result.edits.emplace_back(topology::SubnetTag{reference.key, key, "1"});
    }
}

bool propagates(const RouteTable& table, const topology::Reference<topology::VpnGateway>& gateway) {
    return table.propagating_gateways.is_unknown() ||
           (table.propagating_gateways.is_known() &&
            std::ranges::find(table.propagating_gateways.value(), gateway) !=
                table.propagating_gateways.value().end());
}

/// The way back to the networks behind the VPN gateway.
void propagate(Drawing& drawing) {
    if (!needs_vpn_gateway(drawing.spec.connect))
        return;
    const auto gateway = vpn_gateway_of(drawing);
    for (const auto& table : route_tables_of(drawing))
        if (!propagates(*drawing.topology().find<RouteTable>(table.key), gateway))
            drawing.result.edits.emplace_back(topology::Propagation{table.key, gateway.key});
}

/// Whether packets to all of the block already go to the target.
bool leads(const RouteTable& table, const Ipv4Prefix& block, const std::string& target) {
    return table.routes.is_unknown() ||
           (table.routes.is_known() &&
            std::ranges::any_of(table.routes.value(), [&](const topology::Route& route) {
                return route.target_key == target && route.destination &&
                       route.destination->contains(block);
            }));
}

/// The way back to the networks behind the transit gateway that the spec names.
void route_to_transit_gateway(Drawing& drawing) {
    const auto& gateway = drawing.spec.connect.transit_gateway;
    if (!gateway)
        return;
    for (const auto& table : route_tables_of(drawing))
        for (const auto& block : blocks_behind_transit_gateway(drawing.spec.connect))
            if (!leads(*drawing.topology().find<RouteTable>(table.key), block, gateway->id.value))
                drawing.result.edits.emplace_back(
                    topology::AddedRoute{table.key,
                                         {.destination = block,
                                          .prefix_list = {},
                                          .target = topology::RouteTarget::TransitGateway,
                                          .target_key = gateway->id.value}});
}

}  // namespace

void design_given_edits(Drawing& drawing) {
    if (drawing.spec.network.existing() == nullptr || !may_add_to_network(drawing))
        return;
    tag_subnets(drawing);
    propagate(drawing);
    route_to_transit_gateway(drawing);
    topology::make_edits(drawing.topology(), drawing.result.edits);
}

}  // namespace inland::design
