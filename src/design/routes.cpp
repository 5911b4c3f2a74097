// SPDX-License-Identifier: Apache-2.0
#include "design/connections.h"
#include "design/designers.h"

namespace inland::design {

using topology::RouteTable;
using topology::VpnGateway;

/// One table for all zones: without NAT gateways there is nothing in which zones could differ, and
/// one table is one place in which the way out would show.
void design_routes(Drawing& drawing) {
    auto table = make<RouteTable>(
        drawing, "private",
        {"spec.network", drawing.spec.network.place,
         "where packets of all private subnets may go: inside the VPC, to the gateway endpoints "
         "and back to the connected networks; nowhere else"});
    table.vpc = refer<topology::Vpc>("main");
    table.routes = routes_to_transit_gateway(drawing);
    table.subnets = refer_to_all<topology::Subnet>(drawing);
    table.propagating_gateways = refer_to_all<VpnGateway>(drawing);
    drawing.topology().add(std::move(table));
}

}  // namespace inland::design
