// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "core/ipv6_prefix.h"
#include "topology/resource.h"
#include "topology/vpc.h"

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::topology {

/// A subnet in one zone. Without an explicit route table it uses the VPC's main one.
struct Subnet : Resource {
    static constexpr std::string_view type = "subnet";
    static constexpr std::string_view terraform_type = "aws_subnet";
    static constexpr std::string_view cloudformation_type = "AWS::EC2::Subnet";

    Attribute<Reference<Vpc>> vpc;
    Attribute<Ipv4Prefix> cidr_block;
    Attribute<Ipv6Prefix> ipv6_cidr_block;        ///< absent: no IPv6
    Attribute<bool> assign_ipv6_on_creation;      ///< default false
    Attribute<std::string> availability_zone;     ///< a name: "eu-central-1a"
    Attribute<std::string> availability_zone_id;  ///< "euc1-az2"; differs per account
    Attribute<bool> map_public_ip_on_launch;      ///< default false
    Attribute<int> available_addresses;           ///< as AWS counts; absent before it is made

    static constexpr auto fields() {
        return std::tuple(
            Field("vpc", &Subnet::vpc, OnChange::Replace, "vpc_id", "VpcId"),
            Field("cidr_block", &Subnet::cidr_block, OnChange::Replace, "cidr_block", "CidrBlock"),
            Field("ipv6_cidr_block", &Subnet::ipv6_cidr_block, OnChange::Ignore, "ipv6_cidr_block",
                  "Ipv6CidrBlock"),
            Field("assign_ipv6_on_creation", &Subnet::assign_ipv6_on_creation, OnChange::Ignore,
                  "assign_ipv6_address_on_creation", "AssignIpv6AddressOnCreation"),
            Field("availability_zone", &Subnet::availability_zone, OnChange::Replace,
                  "availability_zone", "AvailabilityZone"),
            Field("availability_zone_id", &Subnet::availability_zone_id, OnChange::Ignore,
                  "availability_zone_id", "AvailabilityZoneId"),
            Field("map_public_ip_on_launch", &Subnet::map_public_ip_on_launch, OnChange::Update,
                  "map_public_ip_on_launch", "MapPublicIpOnLaunch"),
            Field("available_addresses", &Subnet::available_addresses, OnChange::Ignore, "", ""));
    }
    bool operator==(const Subnet&) const = default;
};

}  // namespace inland::topology
