// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "core/ipv6_prefix.h"
#include "tests/oracle/small_world.h"
#include "topology/topology.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// How the parts of a small world are called in its Topology.
namespace inland::oracle {

/// Address n is 10.0.0.n and 2001:db8::n.
Ipv4Address real_address(int address);
IpAddress real_ipv6_address(int address);
/// Of a block's length 0 nothing but "everything" is left.
Ipv4Prefix real_block(const Block& block);
Ipv6Prefix real_ipv6_block(const Block& block);
/// Into whichever of two members is of the block's family.
void set_block(const Block& block, std::optional<Ipv4Prefix>& four, std::optional<Ipv6Prefix>& six);

/// "subnet-3".
std::string key(std::string_view type, int number);
std::string list_name(int list);

template <typename R>
std::vector<topology::Reference<R>> references(std::string_view type,
                                               const std::vector<int>& numbers) {
    std::vector<topology::Reference<R>> made;
    for (const int number : numbers)
        made.push_back({key(type, number)});
    return made;
}

template <typename R>
R in_vpc(std::string name, int vpc = 0) {
    R resource;
    resource.key = std::move(name);
    resource.vpc = topology::Reference<topology::Vpc>{key("vpc", vpc)};
    return resource;
}

}  // namespace inland::oracle
