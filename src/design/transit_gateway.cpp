// SPDX-License-Identifier: Apache-2.0
#include "design/connections.h"
#include "design/designers.h"
#include "design/network_parts.h"
#include "topology/client_networks.h"
#include "topology/direct_connect_tag.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::design {
namespace {

using topology::TransitGateway;
using topology::TransitGatewayAttachment;
using topology::TransitGatewayRouteTable;

/// A resource of the client's that the proof counts on; without Inland's tags, so that nobody makes
/// it.
template <typename R>
R expected(std::string key, const spec::TransitGateway& gateway, std::string why) {
    R resource;
    resource.key = std::move(key);
    resource.name = resource.key;
    resource.place = gateway.place;
    resource.why = std::move(why);
    return resource;
}

/// What stands for a client's side at the transit gateway, and what is behind it.
struct Side {
    std::string key;
    std::string_view kind;
    std::vector<Ipv4Prefix> blocks;
};

std::vector<Side> sides_of(const spec::Connect& connect) {
    const auto& gateway = *connect.transit_gateway;
    // What is behind the client's own attachments is the client's: a VPN stands for all of them.
    std::vector<Side> sides{
        {gateway.id.value + "'s attachment to your networks", "vpn", blocks_of(gateway.networks)}};
    if (connect.direct_connect)
        sides.push_back({gateway.id.value + "'s attachment to Direct Connect gateway " +
                             connect.direct_connect->gateway_id.value,
                         "direct-connect-gateway", blocks_of(connect.direct_connect->networks)});
    return sides;
}

/// A transit gateway takes packets from a zone in which the attachment has a subnet, and one
/// subnet of a zone is all that EC2 lets it have (Transit Gateways Guide, VPC attachments).
void add_attachment(Drawing& drawing, const spec::TransitGateway& gateway) {
    auto attachment = make<TransitGatewayAttachment>(
        drawing, "main",
        {"spec.connect.transitGateway", gateway.place,
         fmt::format("client.api-server: people at {} reach the cluster through your transit "
                     "gateway {}, which has a way into every zone",
                     names_of(gateway.networks), gateway.id.value)});
    attachment.transit_gateway = topology::Reference<TransitGateway>{gateway.id.value};
    attachment.kind = "vpc";
    attachment.vpc = vpc_of(drawing);
    const auto& connect = drawing.spec.connect;
    attachment.tags[std::string(topology::networks_tag)] =
        topology::networks_text(blocks_behind_transit_gateway(connect));
    if (connect.direct_connect)
        attachment.tags[std::string(topology::direct_connect_tag)] =
            connect.direct_connect->gateway_id.value;
    attachment.subnets = subnet_of_each_zone(drawing);
    drawing.topology().add(std::move(attachment));
}

/// Its owner lets the client's attachment and ours find each other, as the default route table of a
/// new transit gateway does by itself.
void add_expectations(Drawing& drawing, const spec::TransitGateway& gateway) {
    const auto& id = gateway.id.value;
    const auto& connect = drawing.spec.connect;
    const auto why = fmt::format(
        "transit gateway {} routes {} to your side and the VPC's block back to its attachment "
        "(your route tables there: association, propagation or static routes)",
        id, topology::networks_text(blocks_behind_transit_gateway(connect)));
    auto hub = expected<TransitGateway>(id, gateway, why);
    hub.id = id;
    drawing.topology().add(std::move(hub));

    const auto ours = refer<TransitGatewayAttachment>("main");
    TransitGatewayRouteTable::Attachments associations{ours};
    std::vector<topology::TransitGatewayRoute> routes;
    for (const auto& [key, kind, blocks] : sides_of(connect)) {
        auto side = expected<TransitGatewayAttachment>(key, gateway, why);
        side.transit_gateway = topology::Reference<TransitGateway>{id};
        side.kind = std::string(kind);
        drawing.topology().add(std::move(side));
        associations.push_back({key});
        for (const auto& block : blocks)
            routes.push_back({.destination = block, .attachment = key});
    }
    auto table = expected<TransitGatewayRouteTable>(id + "'s route table", gateway, why);
    table.transit_gateway = topology::Reference<TransitGateway>{id};
    table.associations = std::move(associations);
    table.propagations = TransitGatewayRouteTable::Attachments{ours};
    table.routes = std::move(routes);
    drawing.topology().add(std::move(table));
}

/// A VPC is attached to a transit gateway once: where a given network is, that attachment serves.
bool is_attached(const Drawing& drawing, const spec::TransitGateway& gateway) {
    const topology::Attribute hub(topology::Reference<TransitGateway>{gateway.id.value});
    const topology::Attribute vpc(vpc_of(drawing));
    return std::ranges::any_of(
        drawing.topology().all<TransitGatewayAttachment>(), [&](const auto& row) {
            return row.second.transit_gateway == hub && row.second.vpc == vpc;
        });
}

}  // namespace

void design_transit_gateway(Drawing& drawing) {
    const auto& gateway = drawing.spec.connect.transit_gateway;
    if (!gateway || !may_add_to_network(drawing) || is_attached(drawing, *gateway))
        return;
    add_attachment(drawing, *gateway);
    add_expectations(drawing, *gateway);
}

}  // namespace inland::design
