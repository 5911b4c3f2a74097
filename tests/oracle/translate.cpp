// SPDX-License-Identifier: Apache-2.0
#include "tests/oracle/translate.h"

#include "prove/packets/parties.h"
#include "tests/oracle/translate_gateways.h"
#include "tests/oracle/translate_words.h"

#include <algorithm>
#include <array>

namespace inland::oracle {

namespace {

using topology::Reference;
using topology::Topology;

/// Where the interval of each small port begins; 8..11 are exactly Linux's ephemeral ports.
constexpr std::array<int, 17> port_bounds{0,     53,    54,    443,   444,   1024,
                                          10250, 10251, 32768, 40000, 50000, 60998,
                                          61000, 61001, 62000, 65535, 65536};

int real_protocol(Protocol protocol) {
    return protocol == Protocol::All ? -1 : protocol == Protocol::Tcp ? 6 : 17;
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
        else if (rule.list)
            real.prefix_list = list_name(*rule.list);
        else
            set_block(rule.block, real.block, real.ipv6_block);
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
    auto real = in_vpc<topology::NetworkAcl>(key("acl", number), vpc_of(number));
    real.subnets = references<topology::Subnet>("subnet", {number});
    std::vector<topology::NetworkAclEntry> entries;
    for (const AclEntry& entry : subnet.acl) {
        entries.push_back(
            {.direction = entry.egress ? topology::TrafficDirection::Egress
                                       : topology::TrafficDirection::Ingress,
             .rule_number = entry.number,
             .action = entry.allow ? topology::RuleAction::Allow : topology::RuleAction::Deny,
             .protocol = real_protocol(entry.protocol),
             .block = entry.block.six ? Ipv4Prefix() : real_block(entry.block),
             .ports = real_ports(entry.first_port, entry.last_port)});
        if (entry.block.six)
            entries.back().ipv6_block = real_ipv6_block(entry.block);
    }
    real.entries = std::move(entries);
    topology.add(std::move(real));
}

/// Of which kind a target is, and its key; an empty one becomes "KEY-vpc".
struct RealTarget {
    Target target;
    topology::RouteTarget kind;
    std::string_view key;
    bool one_in_each_vpc;
};
constexpr std::array real_targets{
    RealTarget{Target::VpnGateway, topology::RouteTarget::VpnGateway, "vgw", false},
    RealTarget{Target::Blackhole, topology::RouteTarget::NetworkInterface, "eni", false},
    RealTarget{Target::Internet, topology::RouteTarget::InternetGateway, "igw", true},
    RealTarget{Target::EgressOnly, topology::RouteTarget::EgressOnlyInternetGateway, "eigw", true},
    RealTarget{Target::Nat, topology::RouteTarget::NatGateway, "nat", true},
    RealTarget{Target::Peering, topology::RouteTarget::VpcPeering, "pcx", false},
    RealTarget{Target::Transit, topology::RouteTarget::TransitGateway, "tgw", false},
    RealTarget{Target::Appliance, topology::RouteTarget::Other, "appliance", false},
};

topology::Route real_route(const StaticRoute& route, int vpc) {
    topology::Route real;
    if (route.list)
        real.prefix_list = list_name(*route.list);
    else
        set_block(route.block, real.destination, real.ipv6_destination);
    const auto& row = *std::ranges::find(real_targets, route.target, &RealTarget::target);
    real.target = row.kind;
    real.target_key = row.one_in_each_vpc ? key(row.key, vpc) : std::string(row.key);
    if (route.target == Target::Blackhole)
        real.state = topology::RouteState::Blackhole;
    return real;
}

void add_table(Topology& topology, const Subnet& subnet, int number) {
    if (!subnet.own_table)
        return;
    auto real = in_vpc<topology::RouteTable>(key("table", number), vpc_of(number));
    real.is_main = number == 0 || number == 4;
    std::vector<topology::Route> routes;
    for (const StaticRoute& route : subnet.routes)
        routes.push_back(real_route(route, vpc_of(number)));
    real.routes = std::move(routes);
    real.subnets = references<topology::Subnet>("subnet", {number});
    if (subnet.propagates)
        real.propagating_gateways = std::vector<Reference<topology::VpnGateway>>{{"vgw"}};
    topology.add(std::move(real));
}

void add_subnets(Topology& topology, const World& world) {
    for (int number = 0; number < subnet_count; ++number) {
        auto real = in_vpc<topology::Subnet>(key("subnet", number), vpc_of(number));
        real.cidr_block = Ipv4Prefix(real_address(first_address(number)), 29);
        real.ipv6_cidr_block = Ipv6Prefix(real_ipv6_address(first_address(number)), 125);
        real.availability_zone = zone_of(number) == 0 ? "eu-central-1a" : "eu-central-1b";
        topology.add(std::move(real));
        add_acl(topology, world.subnets[static_cast<std::size_t>(number)], number);
        add_table(topology, world.subnets[static_cast<std::size_t>(number)], number);
    }
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

void add_storage(Topology& topology, const World& world) {
    if (!world.storage_there)
        return;
    auto endpoint = in_vpc<topology::VpcEndpoint>("s3");
    endpoint.service_name = "com.amazonaws.eu-central-1.s3";
    endpoint.endpoint_type = "Gateway";
    endpoint.route_tables = references<topology::RouteTable>("table", world.storage_subnets);
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
    add_groups(topology, world);
    add_subnets(topology, world);
    add_gateways(topology, world);
    add_lists(topology, world);
    add_public_access(topology, world);
    add_transit(topology, world);
    add_endpoint(topology, world);
    add_storage(topology, world);
    return topology;
}

prove::Party translate(const prove::Network& network, const End& end) {
    if (end.place == Place::Storage)
        return prove::internet_service("com.amazonaws.eu-central-1.s3");
    prove::Party party;
    party.name = "somebody";
    if (end.place == Place::Subnet) {
        party = *prove::subnet_party(network, key("subnet", end.subnet), "a subnet");
        for (const int group : end.groups)
            party.groups.push_back(network.group(key("group", group)));
        party.public_address =
            end.public_address ? prove::PublicAddress::Has : prove::PublicAddress::None;
    } else {
        party.where =
            end.place == Place::Clients ? prove::Where::ClientNetwork : prove::Where::Internet;
    }
    if (end.six)
        party.addresses = {{real_ipv6_address(end.first), real_ipv6_address(end.last)}};
    else
        party.addresses = {{real_address(end.first), real_address(end.last)}};
    return party;
}

}  // namespace inland::oracle
