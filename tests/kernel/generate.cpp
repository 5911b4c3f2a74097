// SPDX-License-Identifier: Apache-2.0
#include "tests/kernel/generate.h"

#include "tests/oracle/choices.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::kernel {

namespace {

using namespace topology;
using oracle::below;
using oracle::once_in;
using oracle::one_of;

constexpr int group_count = 3;
constexpr std::uint32_t first_host = 10;
constexpr std::uint32_t hosts_apart = 37;  ///< so that halves and quarters of a subnet part them

constexpr Ipv4Prefix block_of(std::uint32_t second, std::uint32_t third, int length) {
    return {{10U << 24U | second << 16U | third << 8U}, length};
}

constexpr std::array vpc_blocks{block_of(0, 0, 16), block_of(1, 0, 16)};
constexpr std::array subnet_blocks{block_of(0, 1, 24), block_of(0, 2, 24), block_of(0, 130, 24),
                                   block_of(1, 1, 24)};

Ipv4Address host_address(std::uint32_t number, const Ipv4Prefix& subnet) {
    return subnet.at(first_host + hosts_apart * number);
}

/// Blocks that hold all, some or one of the hosts, or none.
Ipv4Prefix any_block() {
    const Ipv4Prefix subnet = one_of(subnet_blocks);
    const int length = one_of(std::array{0, 0, 8, 16, 16, 17, 24, 24, 25, 26, 32});
    return {host_address(static_cast<std::uint32_t>(below(6)), subnet), length};
}

PortRange any_ports() {
    return one_of(std::array{PortRange{}, PortRange{}, PortRange{443, 443}, PortRange{80, 443},
                             PortRange{0, 1023}, PortRange{1024, 65535}, PortRange{32768, 60999},
                             PortRange{32769, 61000}, PortRange{443, 50000}});
}

int any_protocol() {
    return one_of(std::array{-1, -1, 6, 6, 6, 17, 17, 1});
}

SecurityGroupRule any_rule() {
    SecurityGroupRule rule;
    rule.protocol = any_protocol();
    rule.ports = any_ports();
    if (once_in(3))
        rule.group = fmt::format("group-{}", below(group_count));
    else
        rule.block = any_block();
    return rule;
}

std::vector<SecurityGroupRule> any_rules() {
    std::vector<SecurityGroupRule> rules;
    for (int left = below(4); left > 0; --left)
        rules.push_back(any_rule());
    if (once_in(2)) {
        rules.emplace_back();
        rules.back().block = Ipv4Prefix();
    }
    return rules;
}

void add_entries(std::vector<NetworkAclEntry>& entries, TrafficDirection direction) {
    constexpr int last_number = 2000;
    for (int number = 1 + below(100), left = below(4); left > 0; --left, number += 1 + below(100))
        entries.push_back({.direction = direction,
                           .rule_number = number,
                           .action = once_in(3) ? RuleAction::Deny : RuleAction::Allow,
                           .protocol = any_protocol(),
                           .block = any_block(),
                           .ports = any_ports()});
    if (!once_in(4))
        entries.push_back({.direction = direction,
                           .rule_number = last_number,
                           .action = RuleAction::Allow,
                           .block = {}});
    std::ranges::reverse(entries);
}

NetworkAcl any_acl(std::string key) {
    NetworkAcl acl;
    acl.key = std::move(key);
    acl.vpc = Reference<Vpc>{"vpc"};
    std::vector<NetworkAclEntry> entries;
    add_entries(entries, TrafficDirection::Ingress);
    add_entries(entries, TrafficDirection::Egress);
    acl.entries = std::move(entries);
    acl.subnets = std::vector<Reference<Subnet>>{};
    return acl;
}

void add_route(std::vector<Route>& routes) {
    Route route;
    route.destination = any_block();
    const auto same = [&](const Route& other) { return other.destination == route.destination; };
    if (std::ranges::any_of(routes, same))
        return;
    route.target = RouteTarget::InternetGateway;
    route.target_key = "igw";
    if (once_in(2))
        route.state = RouteState::Blackhole;
    routes.push_back(route);
}

RouteTable any_table(std::string key) {
    RouteTable table;
    table.key = std::move(key);
    table.vpc = Reference<Vpc>{"vpc"};
    std::vector<Route> routes;
    for (int left = below(3); left > 0; --left)
        add_route(routes);
    table.routes = std::move(routes);
    table.subnets = std::vector<Reference<Subnet>>{};
    return table;
}

void add_vpc(Topology& world) {
    Vpc vpc;
    vpc.key = "vpc";
    vpc.cidr_block = vpc_blocks[0];
    vpc.secondary_cidr_blocks = std::vector{vpc_blocks[1]};
    world.add(std::move(vpc));
    InternetGateway gateway;
    gateway.key = "igw";
    gateway.vpc = Reference<Vpc>{"vpc"};
    world.add(std::move(gateway));
    RouteTable main = any_table("table-main");
    main.is_main = true;
    world.add(std::move(main));
    if (!once_in(3))
        world.add(any_acl("acl-default")).is_default = true;
}

void add_subnet(Topology& world, std::size_t number) {
    Subnet subnet;
    subnet.key = fmt::format("subnet-{}", number);
    subnet.vpc = Reference<Vpc>{"vpc"};
    subnet.cidr_block = subnet_blocks.at(number);
    const std::vector<Reference<Subnet>> itself{{subnet.key}};
    if (once_in(2))
        world.add(any_acl(fmt::format("acl-{}", number))).subnets = itself;
    if (once_in(2))
        world.add(any_table(fmt::format("table-{}", number))).subnets = itself;
    world.add(std::move(subnet));
}

void add_group(Topology& world, int number) {
    SecurityGroup group;
    group.key = fmt::format("group-{}", number);
    group.vpc = Reference<Vpc>{"vpc"};
    group.ingress = any_rules();
    group.egress = any_rules();
    world.add(std::move(group));
}

void add_interface(Topology& world, std::uint32_t number, int subnets) {
    NetworkInterface interface;
    interface.key = fmt::format("interface-{}", number);
    const int subnet = below(subnets);
    interface.subnet = Reference<Subnet>{fmt::format("subnet-{}", subnet)};
    interface.private_addresses =
        std::vector{host_address(number, subnet_blocks.at(static_cast<std::size_t>(subnet)))};
    std::vector<Reference<SecurityGroup>> groups{{fmt::format("group-{}", below(group_count))}};
    if (once_in(2))
        groups.push_back({fmt::format("group-{}", below(group_count))});
    interface.security_groups = std::move(groups);
    world.add(std::move(interface));
}

}  // namespace

Topology any_world() {
    Topology world;
    world.region = "eu-central-1";
    add_vpc(world);
    const int subnets = 1 + below(static_cast<int>(subnet_blocks.size()));
    for (int number = 0; number < subnets; ++number)
        add_subnet(world, static_cast<std::size_t>(number));
    for (int number = 0; number < group_count; ++number)
        add_group(world, number);
    const int interfaces = 2 + below(5);
    for (int number = 0; number < interfaces; ++number)
        add_interface(world, static_cast<std::uint32_t>(number), subnets);
    return world;
}

}  // namespace inland::kernel
