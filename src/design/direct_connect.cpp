// SPDX-License-Identifier: Apache-2.0
#include "design/connections.h"
#include "design/designers.h"
#include "design/network_parts.h"
#include "topology/ownership.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::design {
namespace {

using topology::DirectConnectAssociation;

/// All of the VPC is announced: its blocks are what a client's router needs to know.
std::vector<Ipv4Prefix> blocks_of_vpc(const Drawing& drawing) {
    std::vector<Ipv4Prefix> blocks;
    const auto* vpc = drawing.topology().find<topology::Vpc>(vpc_of(drawing).key);
    if (vpc != nullptr && vpc->cidr_block.is_known())
        blocks.push_back(vpc->cidr_block.value());
    if (vpc != nullptr && vpc->secondary_cidr_blocks.is_known())
        std::ranges::copy(vpc->secondary_cidr_blocks.value(), std::back_inserter(blocks));
    std::ranges::sort(blocks);
    return blocks;
}

/// Where the client's connection ends in AWS: the VPN gateway, or the transit gateway that the spec
/// names.
struct End {
    topology::Attribute<topology::Reference<topology::VpnGateway>> vpn_gateway;
    topology::Attribute<topology::Reference<topology::TransitGateway>> transit_gateway;
};

End end_of(const Drawing& drawing) {
    End end;
    const auto& connect = drawing.spec.connect;
    if (ends_at_transit_gateway(connect))
        end.transit_gateway =
            topology::Reference<topology::TransitGateway>{connect.transit_gateway->id.value};
    else
        end.vpn_gateway = vpn_gateway_of(drawing);
    return end;
}

/// Two gateways are associated once: where those of a given network are, the association serves.
bool is_associated(const Drawing& drawing, const End& end, const std::string& gateway_id) {
    return std::ranges::any_of(drawing.topology().all<DirectConnectAssociation>(),
                               [&](const auto& row) {
                                   return row.second.gateway_id == gateway_id &&
                                          row.second.vpn_gateway == end.vpn_gateway &&
                                          row.second.transit_gateway == end.transit_gateway;
                               });
}

}  // namespace

void design_direct_connect(Drawing& drawing) {
    const auto& connection = drawing.spec.connect.direct_connect;
    if (!connection || !may_add_to_network(drawing))
        return;
    const auto end = end_of(drawing);
    if (is_associated(drawing, end, connection->gateway_id.value))
        return;
    auto association = make<DirectConnectAssociation>(
        drawing, "main",
        {"spec.connect.directConnect", connection->place,
         fmt::format("client.api-server: people at {} reach the cluster through your Direct "
                     "Connect gateway {}, which is told of the VPC's block",
                     names_of(connection->networks), connection->gateway_id.value)});
    // AWS lets nobody tag it: these two only say whose it is.
    std::erase_if(association.tags, [](const auto& tag) {
        return tag.first != topology::cluster_tag && tag.first != topology::id_tag;
    });
    association.gateway_id = {connection->gateway_id.value, connection->gateway_id.place};
    association.vpn_gateway = end.vpn_gateway;
    association.transit_gateway = end.transit_gateway;
    association.allowed_prefixes = blocks_of_vpc(drawing);
    association.advertised_routes = blocks_of(connection->networks);
    drawing.topology().add(std::move(association));
}

}  // namespace inland::design
