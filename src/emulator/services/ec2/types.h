// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/services/ec2/resource.h"

/// The rows of every EC2 resource type that the emulator has (types.cpp).
namespace inland::emulator {

extern const ResourceType vpc_type;
extern const ResourceType dhcp_options_type;
extern const ResourceType subnet_type;
extern const ResourceType route_table_type;
extern const ResourceType security_group_type;
extern const ResourceType security_group_rule_type;
extern const ResourceType network_acl_type;
extern const ResourceType internet_gateway_type;
extern const ResourceType nat_gateway_type;
extern const ResourceType address_type;
extern const ResourceType vpc_endpoint_type;
extern const ResourceType vpn_gateway_type;
extern const ResourceType customer_gateway_type;
extern const ResourceType vpn_connection_type;
extern const ResourceType network_interface_type;
extern const ResourceType instance_type;
extern const ResourceType launch_template_type;
// Each in the file of its own.
extern const ResourceType flow_log_type;
extern const ResourceType egress_only_gateway_type;
extern const ResourceType prefix_list_type;
extern const ResourceType vpc_peering_type;
extern const ResourceType key_pair_type;
extern const ResourceType block_public_access_exclusion_type;
extern const ResourceType transit_gateway_type;
extern const ResourceType transit_gateway_attachment_type;
extern const ResourceType transit_gateway_route_table_type;

}  // namespace inland::emulator
