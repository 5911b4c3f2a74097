// SPDX-License-Identifier: Apache-2.0
#include "design/connections.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::design {

std::vector<Ipv4Prefix> blocks_of(const spec::PlacedList<Ipv4Prefix>& networks) {
    std::vector<Ipv4Prefix> blocks;
    for (const auto& network : networks)
        blocks.push_back(network.value);
    std::ranges::sort(blocks);
    return blocks;
}

std::string names_of(const spec::PlacedList<Ipv4Prefix>& networks) {
    std::vector<std::string> names;
    for (const auto& block : blocks_of(networks))
        names.push_back(block.text());
    return fmt::format("{}", fmt::join(names, ", "));
}

const Place& place_of_connections(const spec::Cluster& spec) {
    const auto& connect = spec.connect;
    if (connect.vpn)
        return connect.vpn->place;
    if (connect.direct_connect)
        return connect.direct_connect->place;
    return connect.transit_gateway ? connect.transit_gateway->place : spec.place;
}

bool ends_at_transit_gateway(const spec::Connect& connect) {
    return connect.direct_connect && connect.transit_gateway;
}

bool needs_vpn_gateway(const spec::Connect& connect) {
    return connect.vpn || (connect.direct_connect && !connect.transit_gateway);
}

std::vector<Ipv4Prefix> blocks_behind_transit_gateway(const spec::Connect& connect) {
    if (!connect.transit_gateway)
        return {};
    auto blocks = blocks_of(connect.transit_gateway->networks);
    if (connect.direct_connect)
        std::ranges::copy(blocks_of(connect.direct_connect->networks), std::back_inserter(blocks));
    std::ranges::sort(blocks);
    blocks.erase(std::ranges::unique(blocks).begin(), blocks.end());
    return blocks;
}

std::vector<topology::Route> routes_to_transit_gateway(const Drawing& drawing) {
    std::vector<topology::Route> routes;
    const auto& gateway = drawing.spec.connect.transit_gateway;
    if (!gateway)
        return routes;
    for (const auto& block : blocks_behind_transit_gateway(drawing.spec.connect))
        routes.push_back({.destination = block,
                          .prefix_list = {},
                          .target = topology::RouteTarget::TransitGateway,
                          .target_key = gateway->id.value});
    return routes;
}

}  // namespace inland::design
