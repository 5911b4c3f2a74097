// SPDX-License-Identifier: Apache-2.0
#include "tests/oracle/translate.h"

#include "prove/packets/parties.h"

#include <array>

namespace inland::oracle {

namespace {

using topology::Reference;
using topology::Topology;

/// Where the interval of each small port begins; 8..11 are exactly Linux's ephemeral ports.
constexpr std::array<int, 17> port_bounds{0,     53,    54,    443,   444,   1024,
                                          10250, 10251, 32768, 40000, 50000, 60998,
                                          61000, 61001, 62000, 65535, 65536};

constexpr std::uint32_t base_address = 10U << 24U;

Ipv4Address real_address(int address) {
    return {base_address + static_cast<std::uint32_t>(address)};
}

Ipv4Prefix real_block(const Block& block) {
    if (block.length == 0)
        return {};
    return {real_address(block.base), 24 + block.length};
}

int real_protocol(Protocol protocol) {
    return protocol == Protocol::All ? -1 : protocol == Protocol::Tcp ? 6 : 17;
}

std::string key(std::string_view type, int number) {
    return std::string(type) + "-" + std::to_string(number);
}

template <typename R>
std::vector<Reference<R>> references(std::string_view type, const std::vector<int>& numbers) {
    std::vector<Reference<R>> made;
    for (const int number : numbers)
        made.push_back({key(type, number)});
    return made;
}

template <typename R>
R in_vpc(std::string name) {
    R resource;
    resource.key = std::move(name);
    resource.vpc = Reference<topology::Vpc>{"vpc"};
    return resource;
}

std::vector<topology::SecurityGroupRule> real_rules(const std::vector<GroupRule>& rules) {
    std::vector<topology::SecurityGroupRule> made;
    for (const GroupRule& rule : rules) {
        topology::SecurityGroupRule real;
        real.protocol = real_protocol(rule.protocol);
        real.ports = real_ports(rule.first_port, rule.last_port);
        real.unknown_peer = rule.doubtful;
        if (rule.group)
            real.group = key("group", *rule.group);
        else
            real.block = real_block(rule.block);
        made.push_back(std::move(real));
    }
    return made;
}

void add_groups(Topology& topology, const World& world) {
    for (int number = 0; number < group_count; ++number) {
        const Group& group = world.groups[static_cast<std::size_t>(number)];
        auto real = in_vpc<topology::SecurityGroup>(key("group", number));
        real.ingress = real_rules(group.ingress);
        real.egress = real_rules(group.egress);
        topology.add(std::move(real));
    }
}

void add_acl(Topology& topology, const Subnet& subnet, int number) {
    if (!subnet.has_acl)
        return;
    auto real = in_vpc<topology::NetworkAcl>(key("acl", number));
    real.subnets = references<topology::Subnet>("subnet", {number});
    std::vector<topology::NetworkAclEntry> entries;
    for (const AclEntry& entry : subnet.acl)
        entries.push_back(
            {.direction = entry.egress ? topology::TrafficDirection::Egress
                                       : topology::TrafficDirection::Ingress,
             .rule_number = entry.number,
             .action = entry.allow ? topology::RuleAction::Allow : topology::RuleAction::Deny,
             .protocol = real_protocol(entry.protocol),
             .block = real_block(entry.block),
             .ports = real_ports(entry.first_port, entry.last_port)});
    real.entries = std::move(entries);
    topology.add(std::move(real));
}

topology::Route real_route(const StaticRoute& route) {
    topology::Route real;
    real.destination = real_block(route.block);
    real.target = route.target == Target::Elsewhere ? topology::RouteTarget::InternetGateway
                                                    : topology::RouteTarget::VpnGateway;
    real.target_key = route.target == Target::Elsewhere ? "igw" : "vgw";
    if (route.target == Target::Blackhole)
        real.state = topology::RouteState::Blackhole;
    return real;
}

void add_table(Topology& topology, const Subnet& subnet, int number) {
    if (!subnet.own_table)
        return;
    auto real = in_vpc<topology::RouteTable>(key("table", number));
    real.is_main = number == 0;
    std::vector<topology::Route> routes;
    for (const StaticRoute& route : subnet.routes)
        routes.push_back(real_route(route));
    real.routes = std::move(routes);
    real.subnets = references<topology::Subnet>("subnet", {number});
    if (subnet.propagates)
        real.propagating_gateways = std::vector<Reference<topology::VpnGateway>>{{"vgw"}};
    topology.add(std::move(real));
}

void add_subnets(Topology& topology, const World& world) {
    for (int number = 0; number < subnet_count; ++number) {
        auto real = in_vpc<topology::Subnet>(key("subnet", number));
        real.cidr_block = Ipv4Prefix(real_address(number * subnet_size), 29);
        topology.add(std::move(real));
        add_acl(topology, world.subnets[static_cast<std::size_t>(number)], number);
        add_table(topology, world.subnets[static_cast<std::size_t>(number)], number);
    }
}

void add_gateways(Topology& topology, const World& world) {
    topology.add(in_vpc<topology::InternetGateway>("igw"));
    topology::VpnGateway gateway;
    gateway.key = "vgw";
    if (world.gateway_attached)
        gateway.vpc = Reference<topology::Vpc>{"vpc"};
    topology.add(std::move(gateway));
    topology::VpnConnection connection;
    connection.key = "vpn";
    connection.vpn_gateway = Reference<topology::VpnGateway>{"vgw"};
    connection.static_routes_only = true;
    std::vector<Ipv4Prefix> learned;
    for (const Block& block : world.vpn_routes)
        learned.push_back(real_block(block));
    connection.static_routes = std::move(learned);
    topology.add(std::move(connection));
}

void add_endpoint(Topology& topology, const World& world) {
    if (!world.endpoint_there)
        return;
    auto endpoint = in_vpc<topology::VpcEndpoint>("ec2");
    endpoint.service_name = "com.amazonaws.eu-central-1.ec2";
    endpoint.endpoint_type = "Interface";
    endpoint.subnets = references<topology::Subnet>("subnet", world.endpoint_subnets);
    endpoint.security_groups = references<topology::SecurityGroup>("group", world.endpoint_groups);
    endpoint.private_dns_enabled = world.endpoint_private_dns;
    topology.add(std::move(endpoint));
}

}  // namespace

PortRange real_ports(int first, int last) {
    return {static_cast<std::uint16_t>(port_bounds[static_cast<std::size_t>(first)]),
            static_cast<std::uint16_t>(port_bounds[static_cast<std::size_t>(last) + 1] - 1)};
}

PortRange real_ports(int port) {
    return real_ports(port, port);
}

Topology translate(const World& world) {
    Topology topology;
    topology.region = "eu-central-1";
    topology::Vpc vpc;
    vpc.key = "vpc";
    vpc.cidr_block = Ipv4Prefix(real_address(0), 24 + vpc_length);
    vpc.enable_dns_support = world.dns_support;
    vpc.enable_dns_hostnames = world.dns_hostnames;
    topology.add(std::move(vpc));
    add_groups(topology, world);
    add_subnets(topology, world);
    add_gateways(topology, world);
    add_endpoint(topology, world);
    return topology;
}

prove::Party translate(const prove::Network& network, const End& end) {
    const prove::AddressRange addresses{real_address(end.first), real_address(end.last)};
    prove::Party party;
    if (end.subnet < 0) {
        party = prove::client_party({"clients", Ipv4Prefix(real_address(end.first), 29)});
    } else {
        party = *prove::subnet_party(network, key("subnet", end.subnet), "a subnet");
        for (const int group : end.groups)
            party.groups.push_back(network.group(key("group", group)));
    }
    party.addresses = {addresses};
    return party;
}

}  // namespace inland::oracle
