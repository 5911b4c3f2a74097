// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/live/reading.h"

#include <span>

namespace inland::sources::live {

using Reader = Result<void> (*)(Reading& reading);

/// Which calls tell about which resource type.
struct ReaderRow {
    std::string_view type;  ///< ends up in Topology::missing when the endpoint lacks the call
    Reader read;
};

// One file per family. Clusters come first (they say which network is asked about), then what
// stands in networks, roles last (those that the rest names).
Result<void> read_clusters(Reading& reading);
Result<void> read_access_entries(Reading& reading);
Result<void> read_addons(Reading& reading);
Result<void> read_node_groups(Reading& reading);
Result<void> read_auto_scaling_groups(Reading& reading);
Result<void> read_launch_templates(Reading& reading);
Result<void> read_instance_profiles(Reading& reading);
Result<void> read_vpcs(Reading& reading);
Result<void> read_dhcp_options(Reading& reading);
Result<void> read_subnets(Reading& reading);
Result<void> read_internet_gateways(Reading& reading);
Result<void> read_addresses(Reading& reading);
Result<void> read_nat_gateways(Reading& reading);
Result<void> read_vpn_gateways(Reading& reading);
Result<void> read_vpn_connections(Reading& reading);
Result<void> read_customer_gateways(Reading& reading);
Result<void> read_route_tables(Reading& reading);
Result<void> read_security_groups(Reading& reading);
Result<void> read_network_acls(Reading& reading);
Result<void> read_block_public_access(Reading& reading);
Result<void> read_block_public_access_exclusions(Reading& reading);
Result<void> read_egress_only_internet_gateways(Reading& reading);
Result<void> read_vpc_peering_connections(Reading& reading);
Result<void> read_transit_gateways(Reading& reading);
Result<void> read_transit_gateway_attachments(Reading& reading);
Result<void> read_transit_gateway_route_tables(Reading& reading);
Result<void> read_direct_connect_associations(Reading& reading);
Result<void> read_prefix_lists(Reading& reading);
Result<void> read_vpc_endpoints(Reading& reading);
Result<void> read_network_interfaces(Reading& reading);
Result<void> read_hosted_zones(Reading& reading);
Result<void> read_resolver_endpoints(Reading& reading);
Result<void> read_resolver_rules(Reading& reading);
Result<void> read_keys(Reading& reading);
Result<void> read_log_groups(Reading& reading);
Result<void> read_repositories(Reading& reading);
Result<void> read_pod_identity_associations(Reading& reading);
Result<void> read_open_id_connect_providers(Reading& reading);
Result<void> read_load_balancers(Reading& reading);
Result<void> read_roles(Reading& reading);

/// All of them, in the order in which they are called.
std::span<const ReaderRow> readers();

}  // namespace inland::sources::live
