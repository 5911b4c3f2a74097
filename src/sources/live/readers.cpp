// SPDX-License-Identifier: Apache-2.0
#include "sources/live/readers.h"

#include <array>

namespace inland::sources::live {

std::span<const ReaderRow> readers() {
    static constexpr auto rows = std::to_array<ReaderRow>({
        {topology::Cluster::type, read_clusters},
        {topology::AccessEntry::type, read_access_entries},
        {topology::Addon::type, read_addons},
        {topology::NodeGroup::type, read_node_groups},
        {topology::AutoScalingGroup::type, read_auto_scaling_groups},
        {topology::LaunchTemplate::type, read_launch_templates},
        {topology::InstanceProfile::type, read_instance_profiles},
        {topology::Vpc::type, read_vpcs},
        {topology::DhcpOptions::type, read_dhcp_options},
        {topology::Subnet::type, read_subnets},
        {topology::InternetGateway::type, read_internet_gateways},
        {topology::Address::type, read_addresses},
        {topology::NatGateway::type, read_nat_gateways},
        {topology::VpnGateway::type, read_vpn_gateways},
        {topology::CustomerGateway::type, read_customer_gateways},
        {topology::RouteTable::type, read_route_tables},
        {topology::VpnConnection::type, read_vpn_connections},
        {topology::SecurityGroup::type, read_security_groups},
        {topology::NetworkAcl::type, read_network_acls},
        {topology::BlockPublicAccess::type, read_block_public_access},
        {topology::BlockPublicAccessExclusion::type, read_block_public_access_exclusions},
        {topology::EgressOnlyInternetGateway::type, read_egress_only_internet_gateways},
        {topology::VpcPeeringConnection::type, read_vpc_peering_connections},
        {topology::TransitGateway::type, read_transit_gateways},
        {topology::TransitGatewayAttachment::type, read_transit_gateway_attachments},
        {topology::TransitGatewayRouteTable::type, read_transit_gateway_route_tables},
        {topology::DirectConnectAssociation::type, read_direct_connect_associations},
        {topology::PrefixList::type, read_prefix_lists},
        {topology::VpcEndpoint::type, read_vpc_endpoints},
        {topology::NetworkInterface::type, read_network_interfaces},
        {topology::HostedZone::type, read_hosted_zones},
        {topology::ResolverEndpoint::type, read_resolver_endpoints},
        {topology::ResolverRule::type, read_resolver_rules},
        {topology::Key::type, read_keys},
        {topology::LogGroup::type, read_log_groups},
        {topology::Repository::type, read_repositories},
        {topology::LoadBalancer::type, read_load_balancers},
        {topology::PodIdentityAssociation::type, read_pod_identity_associations},
        {topology::OpenIdConnectProvider::type, read_open_id_connect_providers},
        {topology::Role::type, read_roles},
    });
    return rows;
}

}  // namespace inland::sources::live
