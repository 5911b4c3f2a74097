// SPDX-License-Identifier: Apache-2.0
#include "tests/kernel/route_text.h"

#include <fmt/format.h>

namespace inland::kernel {

namespace {

using topology::RouteTable;
using topology::Topology;

constexpr int local_metric = 1;
constexpr int static_metric = 2;

const RouteTable* table_of(const Topology& world, std::string_view subnet) {
    const RouteTable* main = nullptr;
    for (const auto& [key, table] : world.all<RouteTable>()) {
        for (const auto& reference : table.subnets.value())
            if (reference.key == subnet)
                return &table;
        if (table.is_main.value_or_default(false) == true)
            main = &table;
    }
    return main;
}

std::string static_line(const topology::Route& route, int table_number) {
    const bool lost = route.state == topology::RouteState::Blackhole;
    return fmt::format("route add {}{}{} table {} metric {}\n", lost ? "blackhole " : "",
                       route.destination->text(), lost ? "" : " via 169.254.0.6 dev elsewhere",
                       table_number, static_metric);
}

}  // namespace

std::vector<Ipv4Prefix> local_blocks(const Topology& world) {
    const topology::Vpc& vpc = world.all<topology::Vpc>().begin()->second;
    std::vector<Ipv4Prefix> blocks{vpc.cidr_block.value()};
    if (vpc.secondary_cidr_blocks.is_known())
        for (const Ipv4Prefix& block : vpc.secondary_cidr_blocks.value())
            blocks.push_back(block);
    return blocks;
}

std::string route_lines(const Topology& world, std::string_view subnet, std::string_view device,
                        int table_number) {
    std::string lines = fmt::format(
        "rule add pref 100 iif {0} lookup {1}\n"
        "rule add pref 200 iif {0} blackhole\n",
        device, table_number);
    for (const Ipv4Prefix& block : local_blocks(world))
        lines += fmt::format("route add {} via 169.254.0.2 dev vpc table {} metric {}\n",
                             block.text(), table_number, local_metric);
    if (const RouteTable* table = table_of(world, subnet))
        for (const topology::Route& route : table->routes.value())
            lines += static_line(route, table_number);
    return lines;
}

}  // namespace inland::kernel
