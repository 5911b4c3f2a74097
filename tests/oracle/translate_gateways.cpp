// SPDX-License-Identifier: Apache-2.0
#include "tests/oracle/translate_gateways.h"

#include "tests/oracle/translate_words.h"

#include <array>

namespace inland::oracle {

namespace {

using topology::Reference;
using topology::Topology;

void add_vpc(Topology& topology, const World& world, int number) {
    topology::Vpc real;
    real.key = key("vpc", number);
    const Block block{number * vpc_size, vpc_length};
    real.cidr_block = real_block(block);
    real.ipv6_cidr_blocks = std::vector{real_ipv6_block(block)};
    real.enable_dns_support = world.dns_support;
    real.enable_dns_hostnames = world.dns_hostnames;
    topology.add(std::move(real));
}

/// A gateway of its VPC, or of none.
template <typename Gateway>
void add_gateway(Topology& topology, std::string name, int vpc, bool attached) {
    auto gateway = in_vpc<Gateway>(std::move(name), vpc);
    if (!attached)
        gateway.vpc = {};
    topology.add(std::move(gateway));
}

void add_nat(Topology& topology, const Nat& nat, int vpc) {
    topology::NatGateway real;
    real.key = key("nat", vpc);
    real.subnet = Reference<topology::Subnet>{key("subnet", nat.subnet)};
    real.connectivity = nat.is_public ? "public" : "private";
    real.state = nat.available ? "available" : "failed";
    topology.add(std::move(real));
}

void add_vpn(Topology& topology, const World& world) {
    add_gateway<topology::VpnGateway>(topology, "vgw", 0, world.gateway_attached);
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

void add_peering(Topology& topology, const World& world) {
    topology::VpcPeeringConnection real;
    real.key = "pcx";
    real.requester = Reference<topology::Vpc>{key("vpc", 0)};
    real.accepter = Reference<topology::Vpc>{key("vpc", 1)};
    real.accepter_region = world.peering_in_region ? "eu-central-1" : "eu-west-1";
    real.state = world.peering_active ? "active" : "deleted";
    topology.add(std::move(real));
}

}  // namespace

void add_gateways(Topology& topology, const World& world) {
    for (int number = 0; number < vpc_count; ++number) {
        const Vpc& vpc = world.vpcs[static_cast<std::size_t>(number)];
        add_vpc(topology, world, number);
        add_gateway<topology::InternetGateway>(topology, key("igw", number), number,
                                               vpc.internet_gateway);
        add_gateway<topology::EgressOnlyInternetGateway>(topology, key("eigw", number), number,
                                                         vpc.egress_only_gateway);
        add_nat(topology, vpc.nat, number);
    }
    add_vpn(topology, world);
    add_peering(topology, world);
}

void add_lists(Topology& topology, const World& world) {
    for (int number = 0; number < list_count; ++number) {
        topology::PrefixList real;
        real.key = key("pl", number);
        std::vector<Ipv4Prefix> blocks;
        std::vector<Ipv6Prefix> ipv6_blocks;
        for (const Block& block : world.lists[static_cast<std::size_t>(number)])
            if (block.six)
                ipv6_blocks.push_back(real_ipv6_block(block));
            else
                blocks.push_back(real_block(block));
        real.blocks = std::move(blocks);
        real.ipv6_blocks = std::move(ipv6_blocks);
        topology.add(std::move(real));
    }
}

void add_public_access(Topology& topology, const World& world) {
    constexpr std::array modes{"off", "block-ingress", "block-bidirectional"};
    topology::BlockPublicAccess settings;
    settings.key = "settings";
    settings.mode = modes.at(static_cast<std::size_t>(world.public_access));
    topology.add(std::move(settings));
    int number = 0;
    for (const Exclusion& exclusion : world.exclusions) {
        topology::BlockPublicAccessExclusion real;
        real.key = key("exclusion", number++);
        if (exclusion.vpc >= 0)
            real.vpc = Reference<topology::Vpc>{key("vpc", exclusion.vpc)};
        else
            real.subnet = Reference<topology::Subnet>{key("subnet", exclusion.subnet)};
        real.mode = exclusion.both_ways ? "allow-bidirectional" : "allow-egress";
        topology.add(std::move(real));
    }
}

}  // namespace inland::oracle
