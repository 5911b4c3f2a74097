// SPDX-License-Identifier: Apache-2.0
#include "spec/read_zones.h"
#include "spec/readers.h"
#include "spec/values.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::spec {

namespace {

/// EC2, CreateCustomerGateway (BgpAsnExtended).
constexpr std::int64_t largest_asn = 4'294'967'294;
/// What AWS gives a customer gateway that names none.
constexpr std::uint32_t default_asn = 65000;

/// A customer gateway stands on the internet: no private, local or multicast address.
constexpr std::array<Ipv4Prefix, 7> not_public = {
    Ipv4Prefix({0x00000000}, 8),  Ipv4Prefix({0x0a000000}, 8),  Ipv4Prefix({0x7f000000}, 8),
    Ipv4Prefix({0xa9fe0000}, 16), Ipv4Prefix({0xac100000}, 12), Ipv4Prefix({0xc0a80000}, 16),
    Ipv4Prefix({0xe0000000}, 3),
};

bool read_peer(const Node& node, Context& context, Placed<Ipv4Address>& peer) {
    Placed<Ipv4Address> read;
    if (!read_address(node, context, read))
        return false;
    const auto holds = [&](const Ipv4Prefix& block) { return block.contains(read.value); };
    if (std::ranges::any_of(not_public, holds)) {
        context.error(node.position, "peer", "the peer must have a public address",
                      read.value.text() + " is not one",
                      "give the address by which the internet reaches your router");
        return false;
    }
    peer = std::move(read);
    return true;
}

bool read_asn(const Node& node, Context& context, Placed<std::uint32_t>& asn) {
    const auto number = read_number(node, context, 1, largest_asn);
    if (number)
        asn = {static_cast<std::uint32_t>(*number), context.place(node.position)};
    return number.has_value();
}

bool read_networks(const Node& node, Context& context, PlacedList<Ipv4Prefix>& networks) {
    read_list(node, context, networks, read_prefix);
    return refuse_empty(node, context, networks);
}

bool read_transit_gateway_id(const Node& node, Context& context, PlacedText& id) {
    return read_text(node, context, id) && expect_id(id, context, "tgw-");
}

/// Direct Connect gateways have UUIDs.
bool read_direct_connect_id(const Node& node, Context& context, PlacedText& id) {
    if (!read_text(node, context, id))
        return false;
    constexpr std::string_view shape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    const bool fits =
        id.value.size() == shape.size() &&
        std::equal(shape.begin(), shape.end(), id.value.begin(), [](char wanted, char found) {
            return wanted == '-' ? found == '-'
                                 : std::string_view("0123456789abcdef").contains(found);
        });
    if (!fits)
        context.error(node.position, "aws-id", "not an id of AWS",
                      quoted(id.value) + " must look like " + std::string(shape));
    return fits;
}

constexpr std::array<SpecField<Vpn>, 4> of_vpn = {{
    field<&Vpn::peer, read_peer>("peer", Presence::Required),
    field<&Vpn::asn, read_asn>("asn", Presence::Optional),
    field<&Vpn::routing, read_word<VpnRouting>>("routing", Presence::Required),
    field<&Vpn::networks, read_networks>("networks", Presence::Required),
}};

constexpr std::array<SpecField<DirectConnect>, 2> of_direct_connect = {{
    field<&DirectConnect::gateway_id, read_direct_connect_id>("gatewayId", Presence::Required),
    field<&DirectConnect::networks, read_networks>("networks", Presence::Required),
}};

constexpr std::array<SpecField<TransitGateway>, 2> of_transit_gateway = {{
    field<&TransitGateway::id, read_transit_gateway_id>("id", Presence::Required),
    field<&TransitGateway::networks, read_networks>("networks", Presence::Required),
}};

void read_vpn(const Node& node, Context& context, Connect& connect) {
    auto& vpn = connect.vpn.emplace();
    vpn.place = context.place(node.key_position);
    vpn.asn = {default_asn, vpn.place};
    read_fields(node, "vpn", std::span<const SpecField<Vpn>>(of_vpn), context, vpn);
    if (was_read(vpn.routing) && vpn.routing.value == VpnRouting::Bgp && !node.find("asn"))
        context.error(node.position, "missing-field", "a field is missing",
                      "\"asn\" must be given with routing: bgp");
}

void read_direct_connect(const Node& node, Context& context, Connect& connect) {
    auto& connection = connect.direct_connect.emplace();
    connection.place = context.place(node.key_position);
    read_fields(node, "directConnect", std::span<const SpecField<DirectConnect>>(of_direct_connect),
                context, connection);
}

void read_transit_gateway(const Node& node, Context& context, Connect& connect) {
    auto& connection = connect.transit_gateway.emplace();
    connection.place = context.place(node.key_position);
    read_fields(node, "transitGateway",
                std::span<const SpecField<TransitGateway>>(of_transit_gateway), context,
                connection);
}

constexpr std::array<SpecField<Connect>, 3> fields = {{
    {"vpn", Presence::Optional, read_vpn},
    {"directConnect", Presence::Optional, read_direct_connect},
    {"transitGateway", Presence::Optional, read_transit_gateway},
}};

}  // namespace

void read_connect(const Node& node, Context& context, Cluster& cluster) {
    read_fields(node, "connect", std::span<const SpecField<Connect>>(fields), context,
                cluster.connect);
}

FieldList connect_fields() {
    return list_fields("spec.connect", fields);
}
FieldList vpn_fields() {
    return list_fields("spec.connect.vpn", of_vpn);
}
FieldList direct_connect_fields() {
    return list_fields("spec.connect.directConnect", of_direct_connect);
}
FieldList transit_gateway_fields() {
    return list_fields("spec.connect.transitGateway", of_transit_gateway);
}

}  // namespace inland::spec
