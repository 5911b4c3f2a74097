// SPDX-License-Identifier: Apache-2.0
#include "design/network_parts.h"

#include "design/ways_out.h"

#include <algorithm>
#include <map>

namespace inland::design {
namespace {

using topology::Reference;
using topology::RouteTable;
using topology::Subnet;
using topology::VpcEndpoint;

using Tables = std::vector<Reference<RouteTable>>;

int free_addresses(const Subnet& subnet) {
    return subnet.available_addresses.is_known() ? subnet.available_addresses.value() : 0;
}

bool uses(const RouteTable& table, const Reference<Subnet>& subnet) {
    return table.subnets.is_known() &&
           std::ranges::find(table.subnets.value(), subnet) != table.subnets.value().end();
}

bool is_main_of(const RouteTable& table, const topology::Reference<topology::Vpc>& vpc) {
    return table.is_main == topology::Attribute(true) && table.vpc == topology::Attribute(vpc);
}

/// A subnet without a table of its own uses the VPC's main one.
void add_table_of(const Drawing& drawing, const Reference<Subnet>& subnet, Tables& tables) {
    const RouteTable* used = nullptr;
    for (const auto& [key, table] : drawing.topology().all<RouteTable>()) {
        if (uses(table, subnet)) {
            used = &table;
            break;
        }
        if (is_main_of(table, vpc_of(drawing)))
            used = &table;
    }
    if (used != nullptr &&
        std::ranges::find(tables, used->key, &Reference<RouteTable>::key) == tables.end())
        tables.push_back({used->key});
}

/// Private names that nobody knows to be off are taken for on: AWS refuses a second endpoint then.
bool answers_by_name(const VpcEndpoint& endpoint) {
    return endpoint.endpoint_type == topology::Attribute<std::string>("Interface") &&
           endpoint.private_dns_enabled.value_or_default(false).value_or(true);
}

bool is_of(const VpcEndpoint& endpoint, const Drawing& drawing, const std::string& service_name) {
    return endpoint.vpc == topology::Attribute(vpc_of(drawing)) &&
           endpoint.service_name == topology::Attribute(service_name);
}

bool serves(const VpcEndpoint& endpoint, const Reference<RouteTable>& table) {
    return endpoint.route_tables.is_known() &&
           std::ranges::find(endpoint.route_tables.value(), table) !=
               endpoint.route_tables.value().end();
}

}  // namespace

Reference<topology::Vpc> vpc_of(const Drawing& drawing) {
    const auto* existing = drawing.spec.network.existing();
    return existing != nullptr ? Reference<topology::Vpc>{existing->vpc_id.value}
                               : refer<topology::Vpc>("main");
}

Reference<topology::VpnGateway> vpn_gateway_of(const Drawing& drawing) {
    for (const auto& [key, gateway] : drawing.topology().all<topology::VpnGateway>())
        if (gateway.vpc == topology::Attribute(vpc_of(drawing)))
            return {key};
    return refer<topology::VpnGateway>("main");
}

std::vector<Reference<Subnet>> subnet_of_each_zone(const Drawing& drawing) {
    std::map<std::string, const Subnet*> by_zone;
    for (const auto& reference : private_subnets(drawing)) {
        const auto* subnet = drawing.topology().find<Subnet>(reference.key);
        if (subnet == nullptr)
            continue;
        // Of subnets whose zone nobody knows, none stands for another.
        const auto& zone = subnet->availability_zone;
        auto& chosen = by_zone[zone.is_known() ? zone.value() : reference.key];
        if (chosen == nullptr || free_addresses(*chosen) < free_addresses(*subnet))
            chosen = subnet;
    }
    std::vector<Reference<Subnet>> subnets;
    for (const auto& [zone, subnet] : by_zone)
        subnets.push_back({subnet->key});
    std::ranges::sort(subnets);
    return subnets;
}

Tables route_tables_of(const Drawing& drawing) {
    if (drawing.spec.network.existing() == nullptr)
        return refer_to_all<RouteTable>(drawing);
    Tables tables;
    for (const auto& subnet : private_subnets(drawing))
        add_table_of(drawing, subnet, tables);
    std::ranges::sort(tables);
    return tables;
}

bool may_add_to_network(const Drawing& drawing) {
    return drawing.given == nullptr || drawing.given->owner == NetworkOwner::Caller;
}

Provided provided_by_network(const Drawing& drawing, const std::string& service_name) {
    Provided provided{.unserved = route_tables_of(drawing)};
    for (const auto& [key, endpoint] : drawing.topology().all<VpcEndpoint>()) {
        if (!is_of(endpoint, drawing, service_name))
            continue;
        provided.by_interface = provided.by_interface || answers_by_name(endpoint);
        std::erase_if(provided.unserved,
                      [&](const auto& table) { return serves(endpoint, table); });
    }
    return provided;
}

}  // namespace inland::design
