// SPDX-License-Identifier: Apache-2.0
#include "design/design.h"

#include "design/designers.h"

#include <fmt/format.h>

namespace inland::design {
namespace {

/// The networks at the other end of one connection, named after it.
template <typename Connection>
void add_networks(std::string_view name, const std::optional<Connection>& connection,
                  std::vector<ClientNetwork>& clients) {
    if (!connection)
        return;
    for (const auto& network : connection->networks)
        clients.push_back({fmt::format("{} {}", name, network.value.text()), network.value});
}

void add_clients(const spec::Connect& connect, std::vector<ClientNetwork>& clients) {
    add_networks("vpn", connect.vpn, clients);
    add_networks("directConnect", connect.direct_connect, clients);
    add_networks("transitGateway", connect.transit_gateway, clients);
}

}  // namespace

Design design(const spec::Cluster& cluster, const knowledge::Tables& tables,
              const GivenNetwork* given) {
    if (cluster.network.existing() != nullptr && given == nullptr) {
        const auto unread = unread_network(cluster);
        return design(cluster, tables, &unread);
    }
    Design result;
    result.topology.region = cluster.region.value;
    add_clients(cluster.connect, result.clients);
    Drawing drawing{cluster, tables, knowledge::placeholders_of(tables, cluster.region.value),
                    result, given};
    refuse_what_is_not_designed(drawing);
    if (result.diagnostics.has_errors())
        return result;
    for (const auto design_part : {tell_restrictions,
                                   note_mode,
                                   note_client_dns,
                                   design_given_network,
                                   check_service_block,
                                   design_network,
                                   design_public_network,
                                   design_vpn_gateway,
                                   design_vpn,
                                   design_direct_connect,
                                   design_transit_gateway,
                                   design_client_dns,
                                   design_client_registry,
                                   design_routes,
                                   design_security_groups,
                                   design_endpoints,
                                   design_roles,
                                   design_secrets_key,
                                   design_control_plane,
                                   design_access,
                                   design_service_accounts,
                                   design_addons,
                                   design_manifest_addons,
                                   design_node_groups,
                                   design_self_managed_groups,
                                   design_given_edits}) {
        design_part(drawing);
    }
    return result;
}

}  // namespace inland::design
