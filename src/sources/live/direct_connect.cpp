// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/learned_routes.h"
#include "sources/live/readers.h"
#include "topology/direct_connect_tag.h"
#include "topology/ownership.h"

#include <algorithm>

namespace inland::sources::live {
namespace {

using topology::DirectConnectAssociation;
using topology::TransitGateway;
using topology::TransitGatewayAttachment;
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

bool is_within(const topology::Topology& topology, const TransitGatewayAttachment& attachment,
               const Ipv4Prefix& prefix) {
    const auto* vpc = attachment.vpc.is_known()
                          ? topology.find<topology::Vpc>(attachment.vpc.value().key)
                          : nullptr;
    if (vpc == nullptr)
        return false;
    auto blocks =
        vpc->secondary_cidr_blocks.value_or_default({}).value_or(std::vector<Ipv4Prefix>());
    if (vpc->cidr_block.is_known())
        blocks.push_back(vpc->cidr_block.value());
    return std::ranges::any_of(blocks, [&](const auto& block) { return block.contains(prefix); });
}

/// A transit gateway is the client's, and so is what it has with Direct Connect; except where our
/// attachment says that we made it, and it announces nothing but our VPC.
std::string owner_by_attachment(const topology::Topology& topology,
                                const DirectConnectAssociation& association) {
    const auto says_so = [&](const TransitGatewayAttachment& attachment) {
        const auto tag = topology::tag_value(attachment.tags, topology::direct_connect_tag);
        return !tag.empty() && association.gateway_id == tag &&
               attachment.transit_gateway == association.transit_gateway &&
               std::ranges::all_of(association.allowed_prefixes.value(), [&](const auto& prefix) {
                   return is_within(topology, attachment, prefix);
               });
    };
    for (const auto& [key, attachment] : topology.all<TransitGatewayAttachment>())
        if (says_so(attachment))
            return topology::tag_value(attachment.tags, topology::cluster_tag);
    return {};
}

/// Associations have no tags: one of a VPN gateway that Inland made is Inland's.
topology::Tags tags_of(const Reading& reading, const DirectConnectAssociation& association) {
    const auto* owner = association.vpn_gateway.is_known()
                            ? reading.topology.find<VpnGateway>(association.vpn_gateway.value().key)
                            : nullptr;
    const auto cluster = owner == nullptr ? owner_by_attachment(reading.topology, association)
                                          : topology::tag_value(owner->tags, topology::cluster_tag);
    if (cluster.empty())
        return {};
    return {{std::string(topology::cluster_tag), cluster},
            {std::string(topology::id_tag), std::string(logical_name)}};
}

void set_end(const Reading& reading, const json::value& document,
             DirectConnectAssociation& association) {
    const auto gateway = string_or_empty(document, "associatedGateway.id");
    if (string_or_empty(document, "associatedGateway.type") == "transitGateway") {
        association.transit_gateway = topology::Reference<TransitGateway>{gateway};
        return;
    }
    association.vpn_gateway = topology::Reference<VpnGateway>{gateway};
    association.advertised_routes = learned_by_bgp(reading, gateway);
}

DirectConnectAssociation association_of(const Reading& reading, const json::value& document) {
    auto association =
        resource_of<DirectConnectAssociation>(string_or_empty(document, "associationId"), {});
    association.gateway_id = text(document, "directConnectGatewayId");
    association.allowed_prefixes = allowed_prefixes(document);
    association.state = text(document, "associationState");
    set_end(reading, document, association);
    association.tags = tags_of(reading, association);
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

/// Transit gateways that something of Direct Connect is attached to, or will be.
std::vector<std::string> transit_gateways(const topology::Topology& topology) {
    std::vector<std::string> ids;
    for (const auto& [key, attachment] : topology.all<topology::TransitGatewayAttachment>())
        if ((attachment.kind.value_or_default("") == "direct-connect-gateway" ||
             attachment.tags.contains(std::string(topology::direct_connect_tag))) &&
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
