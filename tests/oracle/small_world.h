// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <vector>

/// A VPC small enough to try every packet: 8-bit addresses, 4-bit ports. These types, and oracle.h
/// beside them, share nothing with the rooms of src/ on purpose.
namespace inland::oracle {

/// Addresses 0..31 are the VPC, in four subnets of 8; 128..255 are clients' networks.
constexpr int subnet_count = 4;
constexpr int subnet_size = 8;
constexpr int vpc_length = 3;
constexpr int group_count = 3;
/// Ports 8..11 are what clients call from.
constexpr int first_ephemeral = 8, last_ephemeral = 11;
/// The one port that endpoints answer at.
constexpr int https = 3;

struct Block {
    int base = 0;
    int length = 0;  ///< bits, 0..8
    [[nodiscard]] bool holds(int address) const {
        return length == 0 || (address >> (8 - length)) == (base >> (8 - length));
    }
};

enum class Protocol { All, Tcp, Udp };

struct GroupRule {
    Protocol protocol = Protocol::All;
    int first_port = 0, last_port = 15;
    Block block;
    std::optional<int> group;  ///< instead of the block; may be the rule's own group
    bool doubtful = false;     ///< nobody knows whether it is there
};

struct Group {
    std::vector<GroupRule> ingress, egress;
};

struct AclEntry {
    bool egress = false;
    int number = 0;
    bool allow = false;
    Protocol protocol = Protocol::All;
    int first_port = 0, last_port = 15;
    Block block;
};

enum class Target { Gateway, Blackhole, Elsewhere };

struct StaticRoute {
    Block block;
    Target target = Target::Gateway;
};

struct Subnet {
    std::vector<AclEntry> acl;  ///< in any order
    bool has_acl = false;       ///< otherwise everything is allowed
    std::vector<StaticRoute> routes;
    bool propagates = false;
    bool own_table = true;  ///< otherwise it uses the table of subnet 0, which is the main one
};

struct World {
    std::array<Group, group_count> groups;
    std::array<Subnet, subnet_count> subnets;
    std::vector<Block> vpn_routes;  ///< what the VPN gateway has learned
    bool gateway_attached = true;
    bool dns_support = true, dns_hostnames = true;
    bool endpoint_there = true, endpoint_private_dns = true;
    std::vector<int> endpoint_subnets;
    std::vector<int> endpoint_groups;
};

/// Somebody with any of these addresses.
struct End {
    int first = 0, last = 0;
    int subnet = -1;  ///< -1: outside, behind the VPN gateway
    std::vector<int> groups;
};

}  // namespace inland::oracle
