// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/service.h"

#include <string>
#include <string_view>
#include <vector>

/// The network interfaces of a load balancer: one in each of its subnets, managed by Elastic Load
/// Balancing. They keep subnets, security groups and VPCs from being deleted.
namespace inland::emulator::balancing {

/// A subnet as Subnets or SubnetMappings of a call name it.
struct SubnetChoice {
    std::string subnet_id;
    std::string allocation_id;    ///< "" unless the mapping names an elastic address
    std::string private_address;  ///< "" takes a free one
};

/// The subnets that the call names, checked against `load_balancer` (Type, Scheme, VpcId where it
/// has one): they exist, in one VPC, one a zone, with room; enough of them for the type.
Result<std::vector<SubnetChoice>> subnets_of(const Call& call, const json::object& load_balancer);

/// Makes the interfaces in those subnets that have none yet, drops those in others, and notes the
/// zones in the document. Fails (an address in use) before anything is changed.
Result<void> place_interfaces(const Call& call, json::object& load_balancer,
                              const std::vector<SubnetChoice>& subnets);
/// Puts the document's SecurityGroups on every interface.
void regroup_interfaces(World& world, const Scope& scope, const json::object& load_balancer);
/// The interfaces, and the addresses that they were lent, go away.
void drop_interfaces(World& world, const Scope& scope, std::string_view load_balancer_arn);

}  // namespace inland::emulator::balancing
