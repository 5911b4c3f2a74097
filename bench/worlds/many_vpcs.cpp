// SPDX-License-Identifier: Apache-2.0
#include "bench/worlds/many_vpcs.h"

#include <array>
#include <random>

#include <fmt/format.h>

namespace inland::bench {

namespace {

using namespace topology;

constexpr int subnets_per_vpc = 6;

/// The VPC being made, whose members have AWS's kind of ids.
class Maker {
  public:
    Maker(Topology& world, const ManyVpcs& wanted, int number)
        : world_(world), wanted_(wanted), number_(number), random_(static_cast<unsigned>(number)) {}

    void make() {
        Vpc vpc;
        vpc.key = id("vpc", 0);
        vpc.cidr_block = Ipv4Prefix({10U << 24U}, 16);
        world_.add(std::move(vpc));
        for (int number = 0; number < subnets_per_vpc; ++number)
            add_subnet(number);
        add_table();
        add_acl();
        for (int number = 0; number < wanted_.groups; ++number)
            add_group(number);
        for (int number = 0; number < wanted_.interfaces; ++number)
            add_interface(number);
    }

  private:
    std::string id(std::string_view type, int number) const {
        return fmt::format("{}-0{:08x}{:08x}", type, number_, number);
    }
    int below(int count) { return std::uniform_int_distribution(0, count - 1)(random_); }
    bool once_in(int count) { return below(count) == 0; }

    static Ipv4Prefix subnet_block(int number) {
        return {{10U << 24U | static_cast<std::uint32_t>(number) << 12U}, 20};
    }

    void add_subnet(int number) {
        Subnet subnet;
        subnet.key = id("subnet", number);
        subnet.vpc = Reference<Vpc>{id("vpc", 0)};
        subnet.cidr_block = subnet_block(number);
        world_.add(std::move(subnet));
    }

    void add_table() {
        RouteTable table;
        table.key = id("rtb", 0);
        table.vpc = Reference<Vpc>{id("vpc", 0)};
        table.is_main = true;
        table.routes = std::vector<Route>{};
        table.subnets = std::vector<Reference<Subnet>>{};
        world_.add(std::move(table));
    }

    /// Two subnets do not talk to each other, and nobody may come in by SSH from outside.
    void add_acl() {
        NetworkAcl acl;
        acl.key = id("acl", 0);
        acl.vpc = Reference<Vpc>{id("vpc", 0)};
        std::vector<NetworkAclEntry> entries;
        for (const auto direction : {TrafficDirection::Ingress, TrafficDirection::Egress}) {
            entries.push_back({direction, 90, RuleAction::Allow, -1, subnet_block(0), {}});
            entries.push_back({direction, 100, RuleAction::Deny, 6, subnet_block(1), {22, 443}});
            entries.push_back({direction, 200, RuleAction::Allow, -1, Ipv4Prefix(), {}});
        }
        acl.entries = std::move(entries);
        std::vector<Reference<Subnet>> subnets;
        for (int number = 0; number < 2; ++number)
            subnets.push_back({id("subnet", number)});
        acl.subnets = std::move(subnets);
        world_.add(std::move(acl));
    }

    PortRange any_ports() {
        constexpr std::array<std::uint16_t, 9> services{22,   53,   80,   443,  3306,
                                                        5432, 6379, 8443, 10250};
        if (once_in(12))
            return {1024, 65535};
        const auto port = services.at(static_cast<std::size_t>(below(services.size())));
        return {port, port};
    }

    Ipv4Prefix any_block() {
        constexpr std::array lengths{16, 20, 20, 24, 28, 32};
        const auto host = static_cast<std::uint32_t>(below(subnets_per_vpc * 4096));
        return {{10U << 24U | host}, lengths.at(static_cast<std::size_t>(below(lengths.size())))};
    }

    std::vector<SecurityGroupRule> any_rules() {
        std::vector<SecurityGroupRule> rules(static_cast<std::size_t>(wanted_.rules / 2));
        for (SecurityGroupRule& rule : rules) {
            rule.protocol = once_in(10) ? 17 : 6;
            rule.ports = any_ports();
            if (once_in(3))
                rule.group = id("sg", below(wanted_.groups));
            else
                rule.block = any_block();
        }
        return rules;
    }

    void add_group(int number) {
        SecurityGroup group;
        group.key = id("sg", number);
        group.vpc = Reference<Vpc>{id("vpc", 0)};
        group.ingress = any_rules();
        group.egress = any_rules();
        world_.add(std::move(group));
    }

    void add_interface(int number) {
        NetworkInterface interface;
        interface.key = id("eni", number);
        const int subnet = number % subnets_per_vpc;
        interface.subnet = Reference<Subnet>{id("subnet", subnet)};
        interface.private_addresses = std::vector{
            subnet_block(subnet).at(static_cast<std::uint32_t>(4 + number / subnets_per_vpc * 7))};
        std::vector<Reference<SecurityGroup>> groups;
        for (int left = 1 + below(3); left > 0; --left)
            groups.push_back({id("sg", below(wanted_.groups))});
        interface.security_groups = std::move(groups);
        world_.add(std::move(interface));
    }

    Topology& world_;
    const ManyVpcs& wanted_;
    int number_;
    std::mt19937 random_;
};

}  // namespace

Topology many_vpcs(const ManyVpcs& wanted) {
    Topology world;
    world.region = "eu-central-1";
    for (int number = 0; number < wanted.vpcs; ++number)
        Maker(world, wanted, number).make();
    return world;
}

}  // namespace inland::bench
