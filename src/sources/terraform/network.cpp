// SPDX-License-Identifier: Apache-2.0
// VPCs, their options, subnets and the gateways of a VPC.
#include "sources/terraform/readers.h"

namespace inland::sources::terraform {

namespace {

using namespace topology;

/// AWS makes these along with a VPC; Terraform may adopt them (aws_default_*).
void add_companions(Reading& reading, const Instance& instance) {
    const Reference<Vpc> vpc{instance.address};
    SecurityGroup group;
    group.key = companion_key(instance, "default_security_group_id");
    group.vpc = vpc;
    group.group_name = "default";
    SecurityGroupRule all;
    all.block = Ipv4Prefix();
    group.egress = std::vector{all};
    SecurityGroupRule self;
    self.group = group.key;
    group.ingress = std::vector{self};
    group.name = group.key;
    reading.topology.add(std::move(group));

    RouteTable table;
    table.key = companion_key(instance, "default_route_table_id");
    table.name = table.key;
    table.vpc = vpc;
    table.is_main = true;
    table.routes = std::vector<Route>{};
    reading.topology.add(std::move(table));

    NetworkAcl acl;
    acl.key = companion_key(instance, "default_network_acl_id");
    acl.name = acl.key;
    acl.vpc = vpc;
    acl.is_default = true;
    acl.entries = std::vector{
        NetworkAclEntry{.direction = TrafficDirection::Ingress, .action = RuleAction::Allow},
        NetworkAclEntry{.direction = TrafficDirection::Egress, .action = RuleAction::Allow}};
    reading.topology.add(std::move(acl));
}

void read_vpc(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto vpc = reader.resource<Vpc>();
    vpc.cidr_block = reader.prefix("cidr_block");
    vpc.enable_dns_support = reader.boolean("enable_dns_support");
    vpc.enable_dns_hostnames = reader.boolean("enable_dns_hostnames");
    reading.topology.add(std::move(vpc));
    if (string_or_empty(*instance.values, "id").empty())
        add_companions(reading, instance);
}

void read_secondary_block(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    const auto block = reader.prefix("cidr_block");
    auto* vpc = subject<Vpc>(reading, reader.key("vpc_id"));
    if (vpc == nullptr)
        return make_unknown(reading, &Vpc::secondary_cidr_blocks);
    if (!block.is_known())
        vpc->secondary_cidr_blocks = decltype(vpc->secondary_cidr_blocks)::unknown(reader.place());
    else
        append(vpc->secondary_cidr_blocks, block.value());
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
    auto* vpc = subject<Vpc>(reading, reader.key("vpc_id"));
    if (vpc == nullptr)
        return make_unknown(reading, &Vpc::dhcp_options);
    vpc->dhcp_options = reader.reference<DhcpOptions>("dhcp_options_id");
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

void read_nat_gateway(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto gateway = reader.resource<NatGateway>();
    gateway.subnet = reader.reference<Subnet>("subnet_id");
    gateway.connectivity = reader.text("connectivity_type");
    gateway.public_address = reader.text("public_ip");
    reading.topology.add(std::move(gateway));
}

constexpr std::array rows{
    ReaderRow{"aws_vpc", read_vpc},
    ReaderRow{"aws_vpc_ipv4_cidr_block_association", read_secondary_block},
    ReaderRow{"aws_vpc_dhcp_options", read_dhcp_options},
    ReaderRow{"aws_vpc_dhcp_options_association", read_dhcp_options_association},
    ReaderRow{"aws_subnet", read_subnet},
    ReaderRow{"aws_internet_gateway", read_internet_gateway},
    ReaderRow{"aws_internet_gateway_attachment", read_internet_gateway_attachment},
    ReaderRow{"aws_nat_gateway", read_nat_gateway},
};

}  // namespace

std::span<const ReaderRow> network_readers() {
    return rows;
}

}  // namespace inland::sources::terraform
