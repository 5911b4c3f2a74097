// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "core/json.h"
#include "emulator/world.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator {

struct NewVpc {
    Ipv4Prefix cidr;
    std::string tenancy = "default";
    json::array tags;
    bool is_default = false;
};

/// Makes a VPC as AWS does: with its default security group, network ACL, main route table and the
/// Region's default DHCP options. Its id.
std::string make_vpc(World& world, const Scope& scope, const NewVpc& spec);

/// The blocks that are associated with a VPC.
std::vector<Ipv4Prefix> blocks_of(const json::object& vpc);
/// Whether the VPC attribute ("enableDnsSupport", "enableDnsHostnames") is on.
bool vpc_attribute(const World& world, const Scope& scope, std::string_view vpc_id,
                   std::string_view attribute);

}  // namespace inland::emulator
