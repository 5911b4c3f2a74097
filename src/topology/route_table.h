// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "core/ipv6_prefix.h"
#include "topology/resource.h"
#include "topology/subnet.h"
#include "topology/vpn_gateway.h"

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::topology {

/// Where a route leads. Unmodelled kinds keep AWS's id and let the proof say unknown.
enum class RouteTarget {
    InternetGateway,
    NatGateway,
    VpnGateway,
    TransitGateway,
    VpcPeering,
    VpcEndpoint,
    NetworkInterface,
    EgressOnlyInternetGateway,
    Other,
};

enum class RouteState { Active, Blackhole };

/// One static route. The destination is one of the three.
struct Route {
    std::optional<Ipv4Prefix> destination;
    std::string prefix_list;  ///< "pl-…" or "com.amazonaws.REGION.s3"; "" for a block
    RouteTarget target = RouteTarget::Other;
    std::string target_key;  ///< key of the target in the Topology, else its AWS id
    RouteState state = RouteState::Active;
    std::optional<Ipv6Prefix> ipv6_destination = {};
    auto operator<=>(const Route&) const = default;
};

/// A route table with its routes, the subnets that use it and what propagates into it. The local
/// route is implied by the VPC's blocks.
struct RouteTable : Resource {
    static constexpr std::string_view type = "route-table";
    static constexpr std::string_view terraform_type = "aws_route_table";
    static constexpr std::string_view cloudformation_type = "AWS::EC2::RouteTable";

    Attribute<Reference<Vpc>> vpc;
    Attribute<bool> is_main;               ///< the VPC made it; used by subnets without one
    Attribute<std::vector<Route>> routes;  ///< without local and propagated ones
    Attribute<std::vector<Reference<Subnet>>> subnets;  ///< explicit associations
    Attribute<std::vector<Reference<VpnGateway>>> propagating_gateways;

    static constexpr auto fields() {
        return std::tuple(Field("vpc", &RouteTable::vpc, OnChange::Replace, "vpc_id", "VpcId"),
                          Field("is_main", &RouteTable::is_main, OnChange::Ignore, "", ""),
                          Field("routes", &RouteTable::routes, OnChange::Update, "route", ""),
                          Field("subnets", &RouteTable::subnets, OnChange::Update, "", ""),
                          Field("propagating_gateways", &RouteTable::propagating_gateways,
                                OnChange::Update, "propagating_vgws", ""));
    }
    bool operator==(const RouteTable&) const = default;
};

}  // namespace inland::topology
