// SPDX-License-Identifier: Apache-2.0
#include "bench/worlds/many_vpcs.h"
#include "knowledge/tables.h"
#include "prove/network.h"
#include "prove/reach/reach_table.h"

#include <chrono>

#include <fmt/format.h>

namespace inland::bench {
namespace {

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

int run() {
    for (const int vpcs : {305, 1017, 3051}) {
        const auto world = many_vpcs({.vpcs = vpcs});
        const double start = now();
        const prove::Network network({world, knowledge::built_in(), {}});
        const double a = now();
        auto sites = prove::interface_sites(network).sites;
        const double b = now();
        const prove::ReachTable table(network, std::move(sites), {6, {443, 443}});
        const double c = now();
        fmt::print(
            "{} vpcs: network {:.3f} sites {:.3f} table {:.3f} pairs {} holds {} classes {} bytes "
            "{}\n",
            vpcs, a - start, b - a, c - b, table.counts().all(), table.counts().holds,
            table.classes(), table.bytes());
    }
    return 0;
}

}  // namespace
}  // namespace inland::bench

int main() {
    return inland::bench::run();
}
