// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "topology/resource.h"
#include "topology/security_group.h"
#include "topology/subnet.h"
#include "topology/vpc.h"

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::topology {

/// Where a VPC's resolver is asked from outside (inbound), or asks outside (outbound).
struct ResolverEndpoint : Resource {
    static constexpr std::string_view type = "resolver-endpoint";
    static constexpr std::string_view terraform_type = "aws_route53_resolver_endpoint";
    static constexpr std::string_view cloudformation_type =
        "AWS::Route53Resolver::ResolverEndpoint";

    Attribute<std::string> direction;  ///< "INBOUND" | "OUTBOUND"
    Attribute<Reference<Vpc>> vpc;
    Attribute<std::vector<Reference<Subnet>>> subnets;
    Attribute<std::vector<Ipv4Address>> addresses;  ///< as its interfaces have them
    Attribute<std::vector<Reference<SecurityGroup>>> security_groups;
    Attribute<std::string> state;  ///< "OPERATIONAL"; absent before it is made

    static constexpr auto fields() {
        return std::tuple(
            Field("direction", &ResolverEndpoint::direction, OnChange::Replace, "direction",
                  "Direction"),
            Field("vpc", &ResolverEndpoint::vpc, OnChange::Replace, "", ""),
            Field("subnets", &ResolverEndpoint::subnets, OnChange::Update, "ip_address",
                  "IpAddresses"),
            Field("addresses", &ResolverEndpoint::addresses, OnChange::Ignore, "", ""),
            Field("security_groups", &ResolverEndpoint::security_groups, OnChange::Replace,
                  "security_group_ids", "SecurityGroupIds"),
            Field("state", &ResolverEndpoint::state, OnChange::Ignore, "", ""));
    }
    bool operator==(const ResolverEndpoint&) const = default;
};

}  // namespace inland::topology
