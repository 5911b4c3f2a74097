// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform/unread.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace inland::sources::terraform {

namespace {

/// Beginnings of types that carry packets, name, allow or start something: what is new there is
/// noticed until somebody reads it. Reviewed against the AWS provider 5.100's list of resources.
/// What a chart brings, only its templates say: a CNI, or a controller that makes load balancers.
constexpr std::array matters{
    std::string_view("aws_cloudformation_stack"),
    std::string_view("aws_default_"),
    std::string_view("aws_dx_"),
    std::string_view("aws_ec2_carrier_gateway"),
    std::string_view("aws_ec2_client_vpn_"),
    std::string_view("aws_ec2_fleet"),
    std::string_view("aws_ec2_local_gateway_"),
    std::string_view("aws_ec2_managed_prefix_list"),
    std::string_view("aws_ec2_subnet_cidr_reservation"),
    std::string_view("aws_ec2_transit_gateway"),
    std::string_view("aws_egress_only_internet_gateway"),
    std::string_view("aws_eks_fargate_profile"),
    std::string_view("aws_eks_pod_identity_association"),
    std::string_view("aws_iam_policy_attachment"),
    std::string_view("aws_iam_role_policies_exclusive"),
    std::string_view("aws_iam_role_policy_attachments_exclusive"),
    std::string_view("aws_internet_gateway"),
    std::string_view("aws_launch_configuration"),
    std::string_view("aws_lb"),
    std::string_view("aws_main_route_table_association"),
    std::string_view("aws_nat_gateway"),
    std::string_view("aws_network_acl"),
    std::string_view("aws_network_interface_sg_attachment"),
    std::string_view("aws_networkfirewall_"),
    std::string_view("aws_networkmanager_"),
    std::string_view("aws_organizations_policy"),
    std::string_view("aws_route"),
    std::string_view("aws_security_group"),
    std::string_view("aws_spot_fleet_request"),
    std::string_view("aws_vpc"),
    std::string_view("aws_vpn_"),
    std::string_view("awscc_"),
    std::string_view("helm_release"),
};

/// Of these kinds, what neither filters nor carries what nodes and clients send.
constexpr std::array harmless{
    std::string_view("aws_default_vpc_dhcp_options"),
    std::string_view("aws_lb_listener"),
    std::string_view("aws_lb_target_group"),
    std::string_view("aws_network_acl_association"),
    std::string_view("aws_route53_health_check"),
    std::string_view("aws_route53_query_log"),
    std::string_view("aws_route53_resolver_query_log"),
    std::string_view("aws_route53_resolver_dnssec_config"),
    std::string_view("aws_route53domains_"),
    std::string_view("aws_vpc_endpoint_connection_"),
    std::string_view("aws_vpc_endpoint_service"),
    std::string_view("aws_vpc_ipam"),
    std::string_view("aws_vpc_network_performance_metric_subscription"),
    std::string_view("aws_vpc_peering_connection_options"),
    std::string_view("aws_vpclattice_"),
};

bool is_of(std::span<const std::string_view> beginnings, std::string_view type) {
    return std::ranges::any_of(
        beginnings, [&](std::string_view beginning) { return type.starts_with(beginning); });
}

}  // namespace

void note_unread(Reading& reading, const std::vector<std::string_view>& read) {
    std::ranges::copy(reading.instances.forgotten(), std::back_inserter(reading.topology.missing));
    for (const auto& type : reading.instances.types()) {
        const bool is_read = std::ranges::find(read, type) != read.end();
        if (is_read || !is_of(matters, type) || is_of(harmless, type))
            continue;
        for (const auto* instance : reading.instances.of_type(type))
            reading.topology.missing.push_back(instance->address);
    }
}

}  // namespace inland::sources::terraform
