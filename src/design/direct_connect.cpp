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

/// A VPN gateway is associated with a Direct Connect gateway once: where that of a given network
/// is, the association serves.
bool is_associated(const Drawing& drawing, const std::string& gateway_id) {
    const topology::Attribute gateway(vpn_gateway_of(drawing));
    return std::ranges::any_of(
        drawing.topology().all<DirectConnectAssociation>(), [&](const auto& row) {
            return row.second.gateway_id == gateway_id && row.second.vpn_gateway == gateway;
        });
}

}  // namespace

void design_direct_connect(Drawing& drawing) {
    const auto& connection = drawing.spec.connect.direct_connect;
    if (!connection || !may_add_to_network(drawing) ||
        is_associated(drawing, connection->gateway_id.value))
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
    association.vpn_gateway = vpn_gateway_of(drawing);
    association.allowed_prefixes = blocks_of_vpc(drawing);
    association.advertised_routes = blocks_of(connection->networks);
    drawing.topology().add(std::move(association));
}

}  // namespace inland::design
