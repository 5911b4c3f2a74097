// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/service.h"

#include <span>

/// The operations of each file in services/, which registry.cpp puts together.
namespace inland::emulator {

std::span<const OperationRow> vpc_operations();
std::span<const OperationRow> dhcp_options_operations();
std::span<const OperationRow> subnet_operations();
std::span<const OperationRow> route_operations();
std::span<const OperationRow> route_table_operations();
std::span<const OperationRow> security_group_operations();
std::span<const OperationRow> security_group_rule_operations();
std::span<const OperationRow> network_acl_operations();
std::span<const OperationRow> internet_gateway_operations();
std::span<const OperationRow> nat_gateway_operations();
std::span<const OperationRow> address_operations();
std::span<const OperationRow> vpc_endpoint_operations();
std::span<const OperationRow> endpoint_service_operations();
std::span<const OperationRow> vpn_gateway_operations();
std::span<const OperationRow> customer_gateway_operations();
std::span<const OperationRow> vpn_connection_operations();
std::span<const OperationRow> network_interface_operations();
std::span<const OperationRow> instance_operations();
std::span<const OperationRow> launch_template_operations();
std::span<const OperationRow> ec2_tag_operations();
std::span<const OperationRow> region_operations();
std::span<const OperationRow> image_operations();
std::span<const OperationRow> flow_log_operations();
std::span<const OperationRow> egress_only_gateway_operations();
std::span<const OperationRow> managed_prefix_list_operations();
std::span<const OperationRow> vpc_peering_operations();
std::span<const OperationRow> network_interface_attachment_operations();
std::span<const OperationRow> private_address_operations();
std::span<const OperationRow> key_pair_operations();
std::span<const OperationRow> block_public_access_operations();
std::span<const OperationRow> transit_gateway_operations();
std::span<const OperationRow> transit_gateway_attachment_operations();
std::span<const OperationRow> transit_gateway_route_table_operations();
std::span<const OperationRow> transit_gateway_route_operations();
std::span<const OperationRow> security_group_vpc_operations();

std::span<const OperationRow> role_operations();
std::span<const OperationRow> role_policy_operations();
std::span<const OperationRow> policy_operations();
std::span<const OperationRow> instance_profile_operations();
std::span<const OperationRow> oidc_provider_operations();
std::span<const OperationRow> user_operations();
std::span<const OperationRow> user_policy_operations();
std::span<const OperationRow> access_key_operations();
std::span<const OperationRow> group_operations();
std::span<const OperationRow> group_policy_operations();
std::span<const OperationRow> permissions_boundary_operations();
std::span<const OperationRow> service_linked_role_operations();
std::span<const OperationRow> policy_version_operations();
std::span<const OperationRow> policy_entities_operations();
std::span<const OperationRow> simulation_operations();
std::span<const OperationRow> iam_account_operations();

std::span<const OperationRow> cluster_operations();
std::span<const OperationRow> cluster_update_operations();
std::span<const OperationRow> node_group_operations();
std::span<const OperationRow> node_group_update_operations();
std::span<const OperationRow> addon_operations();
std::span<const OperationRow> access_entry_operations();
std::span<const OperationRow> pod_identity_operations();
std::span<const OperationRow> eks_version_operations();
std::span<const OperationRow> eks_tag_operations();

std::span<const OperationRow> sts_call_operations();
std::span<const OperationRow> assume_role_operations();
std::span<const OperationRow> web_identity_operations();
std::span<const OperationRow> eks_auth_operations();
std::span<const OperationRow> kms_operations();
std::span<const OperationRow> kms_alias_operations();
std::span<const OperationRow> kms_grant_operations();
std::span<const OperationRow> kms_cipher_operations();
std::span<const OperationRow> logs_operations();
std::span<const OperationRow> log_stream_operations();
std::span<const OperationRow> ssm_operations();
std::span<const OperationRow> parameter_version_operations();
std::span<const OperationRow> autoscaling_operations();
std::span<const OperationRow> ecr_operations();

std::span<const OperationRow> load_balancer_operations();
std::span<const OperationRow> load_balancer_change_operations();
std::span<const OperationRow> listener_operations();
std::span<const OperationRow> listener_certificate_operations();
std::span<const OperationRow> listener_rule_operations();
std::span<const OperationRow> target_group_operations();
std::span<const OperationRow> target_operations();
std::span<const OperationRow> target_health_operations();
std::span<const OperationRow> load_balancing_tag_operations();
std::span<const OperationRow> load_balancing_limit_operations();
std::span<const OperationRow> hosted_zone_operations();
std::span<const OperationRow> hosted_zone_list_operations();
std::span<const OperationRow> vpc_association_operations();
std::span<const OperationRow> record_set_operations();
std::span<const OperationRow> record_change_operations();
std::span<const OperationRow> dns_change_operations();
std::span<const OperationRow> dns_tag_operations();
std::span<const OperationRow> resolver_endpoint_operations();
std::span<const OperationRow> resolver_address_operations();
std::span<const OperationRow> resolver_rule_operations();
std::span<const OperationRow> resolver_association_operations();
std::span<const OperationRow> resolver_tag_operations();

}  // namespace inland::emulator
