// SPDX-License-Identifier: Apache-2.0
#include "design/design.h"

#include "design/designers.h"

namespace inland::design {
namespace {

void add_clients(const spec::Cluster& cluster, std::vector<ClientNetwork>& clients) {
    if (!cluster.connect.vpn)
        return;
    for (const auto& network : cluster.connect.vpn->networks)
        clients.push_back({"vpn " + network.value.text(), network.value});
}

}  // namespace

Design design(const spec::Cluster& cluster, const knowledge::Tables& tables) {
    Design result;
    result.topology.region = cluster.region.value;
    add_clients(cluster, result.clients);
    Drawing drawing{cluster, tables, knowledge::placeholders_of(tables, cluster.region.value),
                    result};
    refuse_what_is_not_designed(drawing);
    if (result.diagnostics.has_errors())
        return result;
    for (const auto design_part :
         {design_network, design_vpn, design_routes, design_security_groups, design_endpoints,
          design_roles, design_secrets_key, design_control_plane, design_access, design_addons,
          design_node_groups, design_self_managed_groups}) {
        design_part(drawing);
    }
    return result;
}

}  // namespace inland::design
