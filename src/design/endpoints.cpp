// SPDX-License-Identifier: Apache-2.0
#include "design/designers.h"
#include "design/needs.h"
#include "design/network_parts.h"
#include "design/ways_out.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::design {
namespace {

using topology::VpcEndpoint;

bool region_lacks(const Drawing& drawing, const std::string& service) {
    const auto* region = drawing.tables.region(drawing.spec.region.value);
    return region != nullptr &&
           std::ranges::find(region->missing_endpoints, service) != region->missing_endpoints.end();
}

void refuse(const Drawing& drawing, const EndpointNeed& need) {
    drawing.result.diagnostics.add(
        {.severity = Severity::Error,
         .rule = "no-endpoint-service",
         .summary = "the Region lacks an endpoint that is needed",
         .detail = fmt::format("{} has no endpoint {}: {}", drawing.spec.region.value, need.service,
                               fmt::join(need.reasons, "; ")),
         .remedy = "choose another Region, or leave out what needs it",
         .place = need.place});
}

/// Gateway endpoints are routes of every table; interface endpoints stand in every zone, so that no
/// zone depends on another.
void set_type(const Drawing& drawing, const knowledge::EndpointService& service,
              VpcEndpoint& endpoint) {
    endpoint.endpoint_type = is_gateway(service) ? "Gateway" : "Interface";
    if (is_gateway(service)) {
        endpoint.route_tables =
            provided_by_network(drawing, endpoint.service_name.value()).unserved;
        return;
    }
    endpoint.subnets = subnet_of_each_zone(drawing);
    endpoint.security_groups = {{refer<topology::SecurityGroup>("endpoints")}};
    endpoint.private_dns_enabled = true;
}

void add_endpoint(Drawing& drawing, const EndpointNeed& need) {
    const auto* service = drawing.tables.endpoint(need.service);
    if (service == nullptr || region_lacks(drawing, need.service))
        return refuse(drawing, need);
    auto endpoint = make<VpcEndpoint>(
        drawing, need.service,
        {need.path, need.place, fmt::format("{}", fmt::join(need.reasons, "; "))});
    endpoint.vpc = vpc_of(drawing);
    endpoint.service_name =
        drawing.tables.endpoint_service_name(need.service, drawing.spec.region.value);
    set_type(drawing, *service, endpoint);
    drawing.topology().add(std::move(endpoint));
}

/// Of two endpoints for one service only one may own the name, and a route table leads to one.
bool is_provided(const Drawing& drawing, const EndpointNeed& need) {
    const auto* service = drawing.tables.endpoint(need.service);
    if (drawing.spec.network.existing() == nullptr || service == nullptr)
        return false;
    const auto provided = provided_by_network(
        drawing, drawing.tables.endpoint_service_name(need.service, drawing.spec.region.value));
    return is_gateway(*service) ? provided.unserved.empty() : provided.by_interface;
}

/// A group for endpoints of which there are none.
void drop_unused_group(Drawing& drawing) {
    const auto group = refer<topology::SecurityGroup>("endpoints");
    const auto& endpoints = drawing.topology().all<VpcEndpoint>();
    const bool is_used = std::ranges::any_of(endpoints, [&](const auto& entry) {
        return entry.second.security_groups == topology::Attribute(std::vector{group});
    });
    if (!is_used)
        drawing.topology().all<topology::SecurityGroup>().erase(group.key);
}

}  // namespace

void design_endpoints(Drawing& drawing) {
    for (const auto& [service, need] : endpoint_needs(drawing))
        if (may_add_to_network(drawing) && !is_provided(drawing, need))
            add_endpoint(drawing, need);
    drop_unused_group(drawing);
}

}  // namespace inland::design
