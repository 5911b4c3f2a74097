// SPDX-License-Identifier: Apache-2.0
// Direct Connect gateways joined with gateways of the Region. What the client's router tells AWS
// is in no plan.
#include "sources/terraform/readers.h"

#include <array>

namespace inland::sources::terraform {

namespace {

using namespace topology;

using Blocks = Attribute<std::vector<Ipv4Prefix>>;

/// AWS allows a VPN gateway's own VPC where nobody says what; a transit gateway must be told
/// (Direct Connect User Guide, allowed prefixes).
Blocks blocks_of_vpc(const Reading& reading, const DirectConnectAssociation& association) {
    const auto* gateway =
        association.vpn_gateway.is_known()
            ? reading.topology.find<VpnGateway>(association.vpn_gateway.value().key)
            : nullptr;
    const auto* vpc = gateway != nullptr && gateway->vpc.is_known()
                          ? reading.topology.find<Vpc>(gateway->vpc.value().key)
                          : nullptr;
    if (vpc == nullptr || !vpc->cidr_block.is_known() || vpc->secondary_cidr_blocks.is_unknown())
        return Blocks::unknown(association.place);
    auto blocks =
        vpc->secondary_cidr_blocks.value_or_default({}).value_or(std::vector<Ipv4Prefix>());
    blocks.push_back(vpc->cidr_block.value());
    return {std::move(blocks), association.place};
}

Blocks prefixes_of(const Reader& reader) {
    std::vector<Ipv4Prefix> blocks;
    bool all_read = true;
    const bool all_known = reader.each_text("allowed_prefixes", [&](std::string_view text) {
        const auto block = Ipv4Prefix::parse_canonicalizing(text);
        all_read = all_read && block.has_value();
        if (block)
            blocks.push_back(*block);
    });
    if (!all_known || !all_read)
        return Blocks::unknown(reader.place());
    return {std::move(blocks), reader.place()};
}

/// A key is enough to tell one gateway from another.
void set_end(const Reading& reading, const Reader& reader, DirectConnectAssociation& association) {
    const auto key = reader.key("associated_gateway_id");
    const bool is_transit =
        key.is_known() && (reading.topology.find<TransitGateway>(key.value()) != nullptr ||
                           key.value().starts_with("tgw-"));
    if (!is_transit)
        association.vpn_gateway = reader.reference<VpnGateway>("associated_gateway_id");
    if (is_transit || !key.is_known())
        association.transit_gateway = reader.reference<TransitGateway>("associated_gateway_id");
}

void read_association(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto association = reader.resource<DirectConnectAssociation>();
    association.gateway_id = reader.key("dx_gateway_id");
    set_end(reading, reader, association);
    association.allowed_prefixes =
        reader.is_configured("allowed_prefixes") || !reader.is_unknown("allowed_prefixes")
            ? prefixes_of(reader)
            : blocks_of_vpc(reading, association);
    association.advertised_routes = Blocks::unknown(reader.place());
    reading.topology.add(std::move(association));
}

/// A gateway alone joins nothing.
void read_gateway(Reading& /*reading*/, const Instance& /*instance*/) {}

constexpr std::array rows{
    ReaderRow{"aws_dx_gateway", read_gateway},
    ReaderRow{"aws_dx_gateway_association", read_association},
};

}  // namespace

std::span<const ReaderRow> direct_connect_readers() {
    return rows;
}

}  // namespace inland::sources::terraform
