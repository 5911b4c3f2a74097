// SPDX-License-Identifier: Apache-2.0
// VPCs, their options, subnets and the gateways of a VPC.
#include "sources/companions.h"
#include "sources/terraform/readers.h"

namespace inland::sources::terraform {

namespace {

using namespace topology;

/// AWS makes these along with a VPC; Terraform may adopt them (aws_default_*).
void add_companions(Reading& reading, const Instance& instance) {
    add_vpc_companions(reading.topology, instance.address,
                       {.security_group = companion_key(instance, "default_security_group_id"),
                        .route_table = companion_key(instance, "default_route_table_id"),
                        .network_acl = companion_key(instance, "default_network_acl_id")},
                       {.file = reading.file});
}

/// Amazon's own block is known once the VPC is made.
void read_ipv6_blocks(const Reader& reader, Vpc& vpc) {
    const auto block = reader.ipv6_prefix("ipv6_cidr_block");
    const bool is_asked =
        reader.boolean("assign_generated_ipv6_cidr_block").value_or_default(false).value_or(true) ||
        reader.is_configured("ipv6_cidr_block");
    if (block.is_known())
        append(vpc.ipv6_cidr_blocks, block.value());
    else if (is_asked)
        vpc.ipv6_cidr_blocks = decltype(vpc.ipv6_cidr_blocks)::unknown(reader.place());
}

void read_vpc(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto vpc = reader.resource<Vpc>();
    vpc.cidr_block = reader.prefix("cidr_block");
    vpc.enable_dns_support = reader.boolean("enable_dns_support");
    vpc.enable_dns_hostnames = reader.boolean("enable_dns_hostnames");
    read_ipv6_blocks(reader, vpc);
    reading.topology.add(std::move(vpc));
    if (string_or_empty(*instance.values, "id").empty())
        add_companions(reading, instance);
}

/// It is there already, with a way to the internet that no plan shows.
void read_default_vpc(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto vpc = reader.resource<Vpc>();
    vpc.cidr_block = reader.prefix("cidr_block");
    vpc.enable_dns_support = reader.boolean("enable_dns_support");
    vpc.enable_dns_hostnames = reader.boolean("enable_dns_hostnames");
    reading.topology.add(std::move(vpc));
    for (const auto type : {RouteTable::type, NetworkAcl::type, SecurityGroup::type})
        reading.topology.missing.emplace_back(type);
}

void read_secondary_block(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    add_attached(reading, reader.key("vpc_id"), &Vpc::secondary_cidr_blocks,
                 reader.prefix("cidr_block"));
}

void read_dhcp_options(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto options = reader.resource<DhcpOptions>();
    options.domain_name = reader.text("domain_name");
    options.domain_name_servers = reader.texts("domain_name_servers");
    reading.topology.add(std::move(options));
}

void read_dhcp_options_association(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    set_attached(reading, reader.key("vpc_id"), &Vpc::dhcp_options,
                 reader.reference<DhcpOptions>("dhcp_options_id"));
}

/// Computed, and not in the configuration: AWS gives none.
bool left_out(const Reader& reader, std::string_view path) {
    return reader.is_unknown(path) && !reader.is_configured(path);
}

void read_subnet(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto subnet = reader.resource<Subnet>();
    subnet.vpc = reader.reference<Vpc>("vpc_id");
    subnet.cidr_block = reader.prefix("cidr_block");
    subnet.availability_zone = reader.text("availability_zone");
    subnet.availability_zone_id = reader.text("availability_zone_id");
    if (subnet.availability_zone_id.is_unknown())
        subnet.availability_zone_id = {};
    subnet.map_public_ip_on_launch = reader.boolean("map_public_ip_on_launch");
    subnet.ipv6_cidr_block = left_out(reader, "ipv6_cidr_block")
                                 ? Attribute<Ipv6Prefix>()
                                 : reader.ipv6_prefix("ipv6_cidr_block");
    subnet.assign_ipv6_on_creation = reader.boolean("assign_ipv6_address_on_creation");
    reading.topology.add(std::move(subnet));
}

void read_internet_gateway(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto gateway = reader.resource<InternetGateway>();
    gateway.vpc = reader.reference<Vpc>("vpc_id");
    reading.topology.add(std::move(gateway));
}

void read_internet_gateway_attachment(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    if (auto* gateway = subject<InternetGateway>(reading, reader.key("internet_gateway_id")))
        gateway->vpc = reader.reference<Vpc>("vpc_id");
    else
        make_unknown(reading, &InternetGateway::vpc);
}

/// That of its Elastic IP address; absent where AWS is yet to choose one.
Attribute<std::string> public_address_of(const Reader& reader) {
    const auto own = reader.text("public_ip");
    const auto origin = reader.origin("allocation_id");
    if (!own.is_unknown() || !origin || origin->instance->type != "aws_eip")
        return own;
    const auto& address = *origin->instance->values;
    if (const auto chosen = find_string(address, "public_ip"))
        return *chosen;
    const bool is_new = string_or_empty(address, "id").empty();
    return is_new && !find_string(address, "public_ipv4_pool") ? Attribute<std::string>() : own;
}

void read_address(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto address = reader.resource<Address>();
    // AWS is yet to choose that of a new one.
    address.public_ip =
        left_out(reader, "public_ip") ? Attribute<std::string>() : reader.text("public_ip");
    reading.topology.add(std::move(address));
}

void read_nat_gateway(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto gateway = reader.resource<NatGateway>();
    gateway.subnet = reader.reference<Subnet>("subnet_id");
    gateway.connectivity = reader.text("connectivity_type");
    gateway.address = reader.reference<Address>("allocation_id");
    gateway.public_address = public_address_of(reader);
    reading.topology.add(std::move(gateway));
}

void read_egress_only_gateway(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto gateway = reader.resource<EgressOnlyInternetGateway>();
    gateway.vpc = reader.reference<Vpc>("vpc_id");
    reading.topology.add(std::move(gateway));
}

void read_block_public_access(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto access = reader.resource<BlockPublicAccess>();
    access.mode = reader.text("internet_gateway_block_mode");
    reading.topology.add(std::move(access));
}

void read_exclusion(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto exclusion = reader.resource<BlockPublicAccessExclusion>();
    exclusion.vpc = reader.reference<Vpc>("vpc_id");
    exclusion.subnet = reader.reference<Subnet>("subnet_id");
    exclusion.mode = reader.text("internet_gateway_exclusion_mode");
    reading.topology.add(std::move(exclusion));
}

constexpr std::array rows{
    ReaderRow{"aws_vpc", read_vpc},
    ReaderRow{"aws_vpc_ipv4_cidr_block_association", read_secondary_block},
    ReaderRow{"aws_default_vpc", read_default_vpc},
    ReaderRow{"aws_vpc_dhcp_options", read_dhcp_options},
    ReaderRow{"aws_default_vpc_dhcp_options", read_dhcp_options},
    ReaderRow{"aws_vpc_dhcp_options_association", read_dhcp_options_association},
    ReaderRow{"aws_subnet", read_subnet},
    ReaderRow{"aws_default_subnet", read_subnet},
    ReaderRow{"aws_internet_gateway", read_internet_gateway},
    ReaderRow{"aws_internet_gateway_attachment", read_internet_gateway_attachment},
    ReaderRow{"aws_eip", read_address},
    ReaderRow{"aws_nat_gateway", read_nat_gateway},
    ReaderRow{"aws_egress_only_internet_gateway", read_egress_only_gateway},
    ReaderRow{"aws_vpc_block_public_access_options", read_block_public_access},
    ReaderRow{"aws_vpc_block_public_access_exclusion", read_exclusion},
};

}  // namespace

std::span<const ReaderRow> network_readers() {
    return rows;
}

}  // namespace inland::sources::terraform
