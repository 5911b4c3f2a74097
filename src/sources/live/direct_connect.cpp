// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/learned_routes.h"
#include "sources/live/readers.h"
#include "topology/ownership.h"

#include <algorithm>

namespace inland::sources::live {
namespace {

using topology::DirectConnectAssociation;
using topology::TransitGateway;
using topology::VpnGateway;

constexpr std::string_view logical_name = "direct-connect-association/main";

std::vector<Ipv4Prefix> allowed_prefixes(const json::value& document) {
    std::vector<Ipv4Prefix> prefixes;
    for (const auto& allowed : find_array(document, "allowedPrefixesToDirectConnectGateway"))
        if (const auto block = prefix(allowed, "cidr"); block.is_known())
            prefixes.push_back(block.value());
    std::ranges::sort(prefixes);
    return prefixes;
}

/// Associations have no tags: one of a VPN gateway that Inland made is Inland's.
topology::Tags tags_of(const Reading& reading, const std::string& gateway) {
    const auto* owner = reading.topology.find<VpnGateway>(gateway);
    const auto cluster =
        owner == nullptr ? std::string() : topology::tag_value(owner->tags, topology::cluster_tag);
    if (cluster.empty())
        return {};
    return {{std::string(topology::cluster_tag), cluster},
            {std::string(topology::id_tag), std::string(logical_name)}};
}

DirectConnectAssociation association_of(const Reading& reading, const json::value& document) {
    const auto gateway = string_or_empty(document, "associatedGateway.id");
    auto association = resource_of<DirectConnectAssociation>(
        string_or_empty(document, "associationId"), tags_of(reading, gateway));
    association.gateway_id = text(document, "directConnectGatewayId");
    association.allowed_prefixes = allowed_prefixes(document);
    association.state = text(document, "associationState");
    if (string_or_empty(document, "associatedGateway.type") == "transitGateway") {
        association.transit_gateway = topology::Reference<TransitGateway>{gateway};
        return association;
    }
    association.vpn_gateway = topology::Reference<VpnGateway>{gateway};
    association.advertised_routes = learned_by_bgp(reading, gateway);
    return association;
}

/// AWS lists those of one gateway at a time.
Result<void> read_associations(Reading& reading, const std::string& gateway) {
    const auto documents =
        TRY(reading.list("directconnect", "DescribeDirectConnectGatewayAssociations",
                         "directConnectGatewayAssociations", {{"associatedGatewayId", gateway}}));
    for (const auto& document : documents) {
        const auto state = string_or_empty(document, "associationState");
        if (state != "disassociating" && state != "disassociated")
            reading.topology.add(association_of(reading, document));
    }
    return {};
}

/// Transit gateways that something of Direct Connect is attached to.
std::vector<std::string> transit_gateways(const topology::Topology& topology) {
    std::vector<std::string> ids;
    for (const auto& [key, attachment] : topology.all<topology::TransitGatewayAttachment>())
        if (attachment.kind.value_or_default("") == "direct-connect-gateway" &&
            attachment.transit_gateway.is_known())
            ids.push_back(attachment.transit_gateway.value().key);
    std::ranges::sort(ids);
    ids.erase(std::ranges::unique(ids).begin(), ids.end());
    return ids;
}

}  // namespace

topology::Attribute<std::vector<Ipv4Prefix>> learned_by_bgp(const Reading& reading,
                                                            const std::string& gateway) {
    const auto propagated = reading.propagated.find(gateway);
    if (propagated == reading.propagated.end())
        return topology::Attribute<std::vector<Ipv4Prefix>>::unknown();
    auto learned = propagated->second;
    for (const auto& [key, connection] : reading.topology.all<topology::VpnConnection>())
        if (connection.vpn_gateway.is_known() && connection.vpn_gateway.value().key == gateway &&
            connection.static_routes.is_known())
            for (const auto& block : connection.static_routes.value())
                learned.erase(block);
    return std::vector<Ipv4Prefix>(learned.begin(), learned.end());
}

Result<void> read_direct_connect_associations(Reading& reading) {
    auto gateways = transit_gateways(reading.topology);
    for (const auto& [id, gateway] : reading.topology.all<VpnGateway>())
        gateways.push_back(id);
    for (const auto& gateway : gateways)
        TRY_VOID(read_associations(reading, gateway));
    return {};
}

}  // namespace inland::sources::live
