// SPDX-License-Identifier: Apache-2.0
// VPCs, their options, subnets and the gateways of a VPC.
#include "sources/cloudformation/fields.h"
#include "sources/cloudformation/readers.h"
#include "sources/companions.h"

#include <array>

namespace inland::sources::cloudformation {

namespace {

using namespace topology;

/// AWS makes these along with a VPC; a template cannot change them.
void add_companions(Reading& reading, const Declared& declared) {
    add_vpc_companions(reading.topology, declared.key,
                       {.security_group = companion_key(declared, "DefaultSecurityGroup"),
                        .route_table = companion_key(declared, "MainRouteTable"),
                        .network_acl = companion_key(declared, "DefaultNetworkAcl")},
                       declared.place);
}

void read_vpc(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto vpc = with_fields<Vpc>(reader);
    if (vpc.cidr_block.is_absent())  // from an IPAM pool
        vpc.cidr_block = Attribute<Ipv4Prefix>::unknown(declared.place);
    reading.topology.add(std::move(vpc));
    add_companions(reading, declared);
}

void read_ipv6_subnet_block(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto block = reader.ipv6_prefix("Ipv6CidrBlock");
    if (block.is_absent())  // from a pool
        block = Attribute<Ipv6Prefix>::unknown(reader.place());
    set_attached(reading, reader.key("SubnetId"), &Subnet::ipv6_cidr_block, std::move(block));
}

/// Amazon's and pools' blocks are known only once they are given.
void read_secondary_block(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    const bool is_ipv4 =
        reader.find("CidrBlock") != nullptr || reader.find("Ipv4IpamPoolId") != nullptr;
    if (is_ipv4)
        add_attached(reading, reader.key("VpcId"), &Vpc::secondary_cidr_blocks,
                     reader.prefix("CidrBlock"));
    else
        add_attached(reading, reader.key("VpcId"), &Vpc::ipv6_cidr_blocks,
                     reader.ipv6_prefix("Ipv6CidrBlock"));
}

void read_dhcp_options(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto options = reader.resource<DhcpOptions>();
    options.domain_name = reader.text("DomainName");
    options.domain_name_servers = reader.texts("DomainNameServers");
    reading.topology.add(std::move(options));
}

void read_dhcp_options_association(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    set_attached(reading, reader.key("VpcId"), &Vpc::dhcp_options,
                 reader.reference<DhcpOptions>("DhcpOptionsId"));
}

/// Zones of Fn::GetAZs differ from each other, whichever they are; whether one of them is a zone
/// that another subnet names, nobody knows.
void read_subnet(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto subnet = with_fields<Subnet>(reader);
    subnet.availability_zone = reader.name("AvailabilityZone");
    if (subnet.cidr_block.is_absent())  // from a pool, or it has IPv6 only
        subnet.cidr_block = Attribute<Ipv4Prefix>::unknown(declared.place);
    if (subnet.ipv6_cidr_block.is_absent() && reader.find("Ipv6IpamPoolId") != nullptr)
        subnet.ipv6_cidr_block = Attribute<Ipv6Prefix>::unknown(declared.place);
    reading.topology.add(std::move(subnet));
}

void separate_zones(Reading& reading, const Declared&) {
    const auto is_symbol = [](const Attribute<std::string>& zone) {
        return zone.is_known() && zone.value().starts_with("zone ");
    };
    bool all_symbols = true;
    for (const auto& [key, subnet] : reading.topology.all<Subnet>())
        all_symbols = all_symbols && is_symbol(subnet.availability_zone);
    for (auto& [key, subnet] : reading.topology.all<Subnet>())
        if (!all_symbols && is_symbol(subnet.availability_zone))
            subnet.availability_zone =
                Attribute<std::string>::unknown(subnet.availability_zone.place());
}

void read_internet_gateway(Reading& reading, const Declared& declared) {
    reading.topology.add(Reader(reading, declared).resource<InternetGateway>());
}

template <typename Gateway>
void attach(Reading& reading, const Reader& reader, std::string_view member) {
    const auto key = reader.key(member);
    if (key.is_absent())
        return;
    if (auto* gateway = subject<Gateway>(reading, key))
        gateway->vpc = reader.reference<Vpc>("VpcId");
    else
        make_unknown(reading, &Gateway::vpc);
}

void read_gateway_attachment(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    attach<InternetGateway>(reading, reader, "InternetGatewayId");
    attach<VpnGateway>(reading, reader, "VpnGatewayId");
}

void read_vpn_gateway(Reading& reading, const Declared& declared) {
    reading.topology.add(with_fields<VpnGateway>(Reader(reading, declared)));
}

void read_egress_only_gateway(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto gateway = reader.resource<EgressOnlyInternetGateway>();
    gateway.vpc = reader.reference<Vpc>("VpcId");
    reading.topology.add(std::move(gateway));
}

/// A peering within one account and Region is accepted by CloudFormation itself.
void read_peering(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto peering = reader.resource<VpcPeeringConnection>();
    peering.requester = reader.reference<Vpc>("VpcId");
    peering.accepter = reader.reference<Vpc>("PeerVpcId");
    peering.accepter_region = reader.text("PeerRegion");
    const bool is_foreign = reader.find("PeerOwnerId") != nullptr;
    peering.state = is_foreign ? Attribute<std::string>::unknown(declared.place)
                               : Attribute<std::string>("active", declared.place);
    reading.topology.add(std::move(peering));
}

/// AWS chooses it.
void read_address(Reading& reading, const Declared& declared) {
    reading.topology.add(Reader(reading, declared).resource<Address>());
}

void read_nat_gateway(Reading& reading, const Declared& declared) {
    reading.topology.add(with_fields<NatGateway>(Reader(reading, declared)));
}

constexpr std::array rows{
    ReaderRow{"AWS::EC2::VPC", read_vpc, Vpc::type},
    ReaderRow{"AWS::EC2::VPCCidrBlock", read_secondary_block, Vpc::type},
    ReaderRow{"AWS::EC2::DHCPOptions", read_dhcp_options, DhcpOptions::type},
    ReaderRow{"AWS::EC2::VPCDHCPOptionsAssociation", read_dhcp_options_association,
              DhcpOptions::type},
    ReaderRow{"AWS::EC2::Subnet", read_subnet, Subnet::type},
    ReaderRow{"AWS::EC2::Subnet", separate_zones, Subnet::type},
    ReaderRow{"AWS::EC2::SubnetCidrBlock", read_ipv6_subnet_block, Subnet::type},
    ReaderRow{"AWS::EC2::EgressOnlyInternetGateway", read_egress_only_gateway,
              EgressOnlyInternetGateway::type},
    ReaderRow{"AWS::EC2::VPCPeeringConnection", read_peering, VpcPeeringConnection::type},
    ReaderRow{"AWS::EC2::InternetGateway", read_internet_gateway, InternetGateway::type},
    ReaderRow{"AWS::EC2::VPNGateway", read_vpn_gateway, VpnGateway::type},
    ReaderRow{"AWS::EC2::VPCGatewayAttachment", read_gateway_attachment, InternetGateway::type},
    ReaderRow{"AWS::EC2::EIP", read_address, Address::type},
    ReaderRow{"AWS::EC2::NatGateway", read_nat_gateway, NatGateway::type},
};

}  // namespace

std::span<const ReaderRow> network_readers() {
    return rows;
}

}  // namespace inland::sources::cloudformation
