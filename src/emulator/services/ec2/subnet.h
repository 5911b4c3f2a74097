// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "core/json.h"
#include "emulator/services/ec2/network.h"

#include <optional>
#include <string>
#include <string_view>

namespace inland::emulator {

struct NewSubnet {
    std::string vpc_id;
    Ipv4Prefix cidr;
    Zone zone;
    json::array tags;
    bool is_default = false;
};

/// Makes a subnet, associated with its VPC's default network ACL. Its id.
std::string make_subnet(World& world, const Scope& scope, const NewSubnet& spec);

/// AWS keeps the first four addresses of a subnet and the last.
inline constexpr std::uint32_t reserved_first = 4;
inline constexpr std::uint32_t reserved_addresses = 5;

/// Whose a subnet is that `scope` sees.
Scope owner_of_subnet(const World& world, const Scope& scope, std::string_view subnet_id);
/// The lowest free address of a subnet; nothing when it is full.
std::optional<Ipv4Address> free_address(const World& world, const Scope& scope,
                                        std::string_view subnet_id);
/// How many addresses of a subnet nothing uses.
std::int64_t free_addresses(const World& world, const Scope& scope, std::string_view subnet_id);

/// Fills in AvailableIpAddressCount.
void show_subnet(const World& world, const Scope& scope, json::object& subnet);

}  // namespace inland::emulator
