// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/resource.h"
#include "topology/route_table.h"
#include "topology/security_group.h"

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::topology {

/// An interface or gateway endpoint.
struct VpcEndpoint : Resource {
    static constexpr std::string_view type = "vpc-endpoint";
    static constexpr std::string_view terraform_type = "aws_vpc_endpoint";
    static constexpr std::string_view cloudformation_type = "AWS::EC2::VPCEndpoint";

    Attribute<Reference<Vpc>> vpc;
    Attribute<std::string> service_name;   ///< "com.amazonaws.eu-central-1.ecr.api"
    Attribute<std::string> endpoint_type;  ///< "Interface" | "Gateway" | …; default Gateway
    Attribute<std::vector<Reference<Subnet>>> subnets;
    Attribute<std::vector<Reference<RouteTable>>> route_tables;
    Attribute<std::vector<Reference<SecurityGroup>>>
        security_groups;  ///< absent: the VPC's default group
    Attribute<bool> private_dns_enabled;
    Attribute<std::string> policy_document;  ///< JSON text; absent: full access
    Attribute<std::string> state;            ///< "available"; absent before it is made

    static constexpr auto fields() {
        return std::tuple(
            Field("vpc", &VpcEndpoint::vpc, OnChange::Replace, "vpc_id", "VpcId"),
            Field("service_name", &VpcEndpoint::service_name, OnChange::Replace, "service_name",
                  "ServiceName"),
            Field("endpoint_type", &VpcEndpoint::endpoint_type, OnChange::Replace,
                  "vpc_endpoint_type", "VpcEndpointType"),
            Field("subnets", &VpcEndpoint::subnets, OnChange::Update, "subnet_ids", "SubnetIds"),
            Field("route_tables", &VpcEndpoint::route_tables, OnChange::Update, "route_table_ids",
                  "RouteTableIds"),
            Field("security_groups", &VpcEndpoint::security_groups, OnChange::Update,
                  "security_group_ids", "SecurityGroupIds"),
            Field("private_dns_enabled", &VpcEndpoint::private_dns_enabled, OnChange::Update,
                  "private_dns_enabled", "PrivateDnsEnabled"),
            Field("policy_document", &VpcEndpoint::policy_document, OnChange::Update, "policy",
                  "PolicyDocument"),
            Field("state", &VpcEndpoint::state, OnChange::Ignore, "", ""));
    }
    bool operator==(const VpcEndpoint&) const = default;
};

}  // namespace inland::topology
