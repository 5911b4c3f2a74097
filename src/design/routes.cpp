// SPDX-License-Identifier: Apache-2.0
#include "design/connections.h"
#include "design/designers.h"
#include "design/ways_out.h"

#include <fmt/format.h>

namespace inland::design {
namespace {

using topology::Route;
using topology::RouteTable;
using topology::RouteTarget;
using topology::VpnGateway;

Route default_route(RouteTarget target, std::string key) {
    return {.destination = Ipv4Prefix(),
            .prefix_list = {},
            .target = target,
            .target_key = std::move(key)};
}

RouteTable table(const Drawing& drawing, const std::string& name, std::string why) {
    auto made = make<RouteTable>(drawing, name,
                                 {"spec.network", drawing.spec.network.place, std::move(why)});
    made.vpc = refer<topology::Vpc>("main");
    made.routes = routes_to_transit_gateway(drawing);
    made.propagating_gateways = refer_to_all<VpnGateway>(drawing);
    return made;
}

std::string why_private(const std::string& zone, bool has_nat) {
    constexpr std::string_view inside =
        "inside the VPC, to the gateway endpoints and back to the connected networks";
    return fmt::format("where packets of the private subnet in {} may go: {}; {}", zone, inside,
                       has_nat ? "elsewhere only through the zone's NAT gateway" : "nowhere else");
}

/// One for each zone in every mode, though zones differ only where each has a NAT gateway: a change
/// of mode then changes routes and moves no subnet from one table to another.
void add_private_table(Drawing& drawing, const topology::Subnet& subnet) {
    const auto letter = zone_letter(drawing, subnet.availability_zone.value());
    const auto gateway = refer<topology::NatGateway>(letter).key;
    const bool has_nat = drawing.topology().find<topology::NatGateway>(gateway) != nullptr;
    auto made =
        table(drawing, "private-" + letter, why_private(subnet.availability_zone.value(), has_nat));
    if (has_nat)
        made.routes.mutable_value().push_back(default_route(RouteTarget::NatGateway, gateway));
    made.subnets = SubnetReferences{{subnet.key}};
    drawing.topology().add(std::move(made));
}

void add_public_table(Drawing& drawing) {
    const auto subnets = public_subnets(drawing);
    if (subnets.empty())
        return;
    auto made =
        table(drawing, "public",
              "where packets of all public subnets may go: everywhere, through the internet "
              "gateway, which is one for all zones");
    made.routes.mutable_value().push_back(
        default_route(RouteTarget::InternetGateway, refer<topology::InternetGateway>("main").key));
    made.subnets = subnets;
    drawing.topology().add(std::move(made));
}

}  // namespace

void design_routes(Drawing& drawing) {
    if (drawing.spec.network.existing() != nullptr)
        return;  // the network has its own
    for (const auto& reference : private_subnets(drawing))
        add_private_table(drawing, *drawing.topology().find<topology::Subnet>(reference.key));
    add_public_table(drawing);
}

}  // namespace inland::design
