// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/repairs/wording.h"
#include "topology/topology.h"

#include <string>
#include <string_view>

/// Changes in the words of Terraform's AWS provider, of CloudFormation and of the AWS CLI.
namespace inland::prove::snippets {

Wording group_rule(const topology::SecurityGroup& group, topology::TrafficDirection direction,
                   const topology::SecurityGroupRule& rule);
Wording acl_entry(const topology::NetworkAcl& acl, const topology::NetworkAclEntry& entry);
Wording private_dns(const topology::VpcEndpoint& endpoint);
Wording endpoint_route(const topology::VpcEndpoint& endpoint, const topology::RouteTable& table);
/// enable_dns_support or enable_dns_hostnames.
Wording vpc_switch(const topology::Vpc& vpc, std::string_view terraform_attribute);
Wording propagation(const topology::RouteTable& table, const topology::VpnGateway& gateway);
Wording metadata_service(const topology::LaunchTemplate& made);
/// The private or the public access to a cluster's API.
Wording api_access(const topology::Cluster& cluster, std::string_view access, bool on);
/// A new endpoint in the subnets and with the groups that it holds; `vpc` is where it goes.
Wording endpoint(const topology::Topology& topology, const topology::Vpc& vpc,
                 const topology::VpcEndpoint& made);

}  // namespace inland::prove::snippets
