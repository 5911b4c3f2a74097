// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "core/ipv6_prefix.h"
#include "topology/dhcp_options.h"
#include "topology/resource.h"

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::topology {

/// A VPC. Its main route table, default NACL and default security group are resources of their
/// own.
struct Vpc : Resource {
    static constexpr std::string_view type = "vpc";
    static constexpr std::string_view terraform_type = "aws_vpc";
    static constexpr std::string_view cloudformation_type = "AWS::EC2::VPC";

    Attribute<Ipv4Prefix> cidr_block;  ///< primary; the resolver is its base + 2
    Attribute<std::vector<Ipv4Prefix>> secondary_cidr_blocks;
    Attribute<std::vector<Ipv6Prefix>> ipv6_cidr_blocks;  ///< absent: no IPv6
    Attribute<bool> enable_dns_support;                   ///< default true
    Attribute<bool> enable_dns_hostnames;                 ///< default false
    Attribute<Reference<DhcpOptions>> dhcp_options;       ///< absent: AmazonProvidedDNS

    static constexpr auto fields() {
        return std::tuple(
            Field("cidr_block", &Vpc::cidr_block, OnChange::Replace, "cidr_block", "CidrBlock"),
            Field("secondary_cidr_blocks", &Vpc::secondary_cidr_blocks, OnChange::Update, "", ""),
            Field("ipv6_cidr_blocks", &Vpc::ipv6_cidr_blocks, OnChange::Ignore, "", ""),
            Field("enable_dns_support", &Vpc::enable_dns_support, OnChange::Update,
                  "enable_dns_support", "EnableDnsSupport"),
            Field("enable_dns_hostnames", &Vpc::enable_dns_hostnames, OnChange::Update,
                  "enable_dns_hostnames", "EnableDnsHostnames"),
            Field("dhcp_options", &Vpc::dhcp_options, OnChange::Update, "", ""));
    }
    bool operator==(const Vpc&) const = default;
};

}  // namespace inland::topology
