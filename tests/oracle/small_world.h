// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <vector>

/// Two VPCs small enough to try every packet: 8-bit addresses of either family, 4-bit ports. These
/// types, and oracle.h beside them, share nothing with the rooms of src/ on purpose.
namespace inland::oracle {

/// Addresses 0..31 are VPC 0, in four subnets of 8; 32..63 VPC 1, in two; 64..127 the internet;
/// 128..255 clients' networks. -1 is any other address of the internet.
constexpr int vpc_count = 2, subnet_count = 6, subnet_size = 8, vpc_size = 32, vpc_length = 3;
constexpr int group_count = 3, list_count = 2, transit_table_count = 2;
constexpr int elsewhere = -1;
/// AWS's own list of the storage service's addresses.
constexpr int storage_list = 2;
/// Ports 8..11 are what clients call from; a NAT gateway uses 5..15.
constexpr int first_ephemeral = 8, last_ephemeral = 11, first_nat_port = 5;
/// The one port that endpoints answer at.
constexpr int https = 3;

constexpr int vpc_of(int subnet) {
    return subnet < 4 ? 0 : 1;
}
constexpr int first_address(int subnet) {
    return subnet * subnet_size;
}
constexpr int zone_of(int subnet) {
    return subnet % 2;
}

struct Address {
    int number = 0;
    bool six = false;  ///< of IPv6
};

struct Block {
    int base = 0;
    int length = 0;  ///< bits, 0..8
    bool six = false;
    [[nodiscard]] bool holds(Address address) const {
        return six == address.six &&
               (length == 0 || (address.number >> (8 - length)) == (base >> (8 - length)));
    }
};

enum class Protocol { All, Tcp, Udp };

struct GroupRule {
    Protocol protocol = Protocol::All;
    int first_port = 0, last_port = 15;
    Block block = {};
    std::optional<int> group = {};  ///< instead of the block; may be the rule's own group
    std::optional<int> list = {};   ///< instead of the block: a prefix list
    bool doubtful = false;          ///< nobody knows whether it is there
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
    Block block = {};
};

enum class Target {
    VpnGateway,
    Blackhole,
    Internet,
    EgressOnly,
    Nat,
    Peering,
    Transit,
    Appliance  ///< nobody knows what it does
};

struct StaticRoute {
    Block block = {};
    Target target = Target::VpnGateway;
    std::optional<int> list = {};  ///< instead of the block
};

struct Subnet {
    std::vector<AclEntry> acl;  ///< in any order
    bool has_acl = false;       ///< otherwise everything is allowed
    std::vector<StaticRoute> routes;
    bool propagates = false;
    bool own_table = true;  ///< otherwise it uses the table of its VPC's first, the main one
};

struct Nat {
    int subnet = 0;
    bool is_public = true, available = true;
};

struct Vpc {
    bool internet_gateway = true, egress_only_gateway = true;
    Nat nat;
};

/// Of a VPC to the transit gateway; the third one is of the clients.
struct Attachment {
    bool there = true, available = true;
    bool references = true, carries_six = true;
    std::vector<int> subnets;
    int table = 0;  ///< -1: associated with none
};
constexpr int client_attachment = 2;

struct TransitRoute {
    Block block = {};
    int attachment = -1;  ///< -1: a black hole
};

struct TransitTable {
    std::array<bool, 3> propagates{};
    std::vector<TransitRoute> routes;
};

enum class PublicAccess { Open, BlockIngress, BlockBoth };

struct Exclusion {
    int vpc = -1;     ///< a whole VPC,
    int subnet = -1;  ///< or one subnet
    bool both_ways = true;
};

struct World {
    std::array<Group, group_count> groups;
    std::array<Subnet, subnet_count> subnets;
    std::array<Vpc, vpc_count> vpcs;
    std::array<std::vector<Block>, list_count> lists;
    std::vector<Block> vpn_routes;  ///< what the VPN gateway of VPC 0 has learned
    bool gateway_attached = true;
    PublicAccess public_access = PublicAccess::Open;
    std::vector<Exclusion> exclusions;
    bool peering_active = true, peering_in_region = true;
    bool transit_references = true;
    std::array<Attachment, 3> attachments;
    std::array<TransitTable, transit_table_count> transit_tables;
    std::vector<Block> transit_learned;  ///< what the clients' attachment propagates
    bool storage_there = true;           ///< a gateway endpoint in VPC 0,
    std::vector<int> storage_subnets;    ///< in the tables of these
    bool dns_support = true, dns_hostnames = true;
    bool endpoint_there = true, endpoint_private_dns = true;
    std::vector<int> endpoint_subnets;
    std::vector<int> endpoint_groups;
};

enum class Place { Subnet, Clients, Internet, Storage };

/// Somebody with any of these addresses.
struct End {
    Place place = Place::Subnet;
    int first = 0, last = 0;
    bool six = false;
    int subnet = -1;
    std::vector<int> groups;
    bool public_address = false;
};

}  // namespace inland::oracle
