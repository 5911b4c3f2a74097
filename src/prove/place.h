// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"

#include <optional>
#include <string>
#include <vector>

namespace inland::prove {

enum class PlaceKind {
    Machine,   ///< an interface in a subnet
    Client,    ///< an address on a network that is connected to the VPC
    Internet,  ///< outside everything: a laptop without any connection
};

/// Whether security groups filter what an interface sends and takes: all but those of a Network
/// Load Balancer that was made without groups (Elastic Load Balancing, "Update the security groups
/// for your Network Load Balancer").
enum class GroupRule { Applies, None };

/// Somewhere that asks for names and opens connections. Plain data.
struct Place {
    PlaceKind kind = PlaceKind::Internet;
    std::string name;                          ///< for texts: "i-0abc", "192.168.0.10", "laptop"
    std::string subnet;                        ///< of a Machine: key of its Subnet
    std::optional<Ipv4Address> address;        ///< nothing: any address of the subnet
    std::vector<std::string> security_groups;  ///< of a Machine: keys
    GroupRule group_rule = GroupRule::Applies;

    static Place machine(std::string name, std::string subnet, Ipv4Address address,
                         std::vector<std::string> security_groups);
    static Place client(Ipv4Address address);
    static Place laptop();
};

}  // namespace inland::prove
