// SPDX-License-Identifier: Apache-2.0
/// All pairs of many VPCs: how long, how it grows, how much memory, how fast a changed rule is
/// proven anew, and Z3 beside it. Time is the processor's, of one thread: these machines are
/// shared.
#include "bench/worlds/many_vpcs.h"
#include "bench/worlds/solver_baseline.h"
#include "knowledge/tables.h"
#include "prove/network.h"
#include "prove/reach/reach_table.h"

#include <ctime>
#include <functional>

#include <fmt/format.h>

namespace inland::bench {
namespace {

using prove::ReachTable;
using topology::Topology;

constexpr prove::Traffic https{prove::tcp_protocol, {443, 443}};

double seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

double seconds_of(const std::function<void()>& work) {
    const double before = seconds();
    work();
    return seconds() - before;
}

bool holds = true;

void report(std::string_view what, double measured, double bound, std::string_view unit) {
    const bool ok = measured < bound;
    holds = holds && ok;
    fmt::print("{:4}  {:56} {:10.3f} {} of {}\n", ok ? "ok" : "OVER", what, measured, unit, bound);
}

/// From a Topology in memory to every pair's verdict, and what it holds in memory.
struct Proof {
    double took = 0;
    std::size_t interfaces = 0, classes = 0, bytes = 0;
    prove::ReachCounts counts;
};

Proof prove_all(const Topology& world) {
    Proof proof;
    proof.took = seconds_of([&] {
        const prove::Network network({world, knowledge::built_in(), {}});
        const ReachTable table(network, prove::interface_sites(network).sites, https);
        proof.interfaces = table.sites().size();
        proof.classes = table.classes();
        proof.bytes = table.bytes();
        proof.counts = table.counts();
    });
    return proof;
}

double all_pairs(int vpcs, double bound) {
    const Proof proof = prove_all(many_vpcs({.vpcs = vpcs}));
    report(fmt::format("{} VPCs, {} interfaces, {} ordered pairs", vpcs, proof.interfaces,
                       proof.counts.all()),
           proof.took, bound, "s");
    fmt::print("      {} hold, {} fail, {} unknown; {} classes; {:.0f} bytes an interface\n",
               proof.counts.holds, proof.counts.fails, proof.counts.unknown, proof.classes,
               static_cast<double>(proof.bytes) / static_cast<double>(proof.interfaces));
    return proof.took / static_cast<double>(proof.counts.all());
}

/// Pairs a VPC as 200 flows, 15 interfaces each calling 14: 1,000 VPCs are 210,000 flows.
void flows_of_many_vpcs() {
    const Proof proof = prove_all(many_vpcs({.vpcs = 1000, .interfaces = 15}));
    report(fmt::format("1000 VPCs, {} flows", proof.counts.all()), proof.took, 1, "s");
}

void changed_rule() {
    Topology world = many_vpcs({.vpcs = 300});
    const prove::Network network({world, knowledge::built_in(), {}});
    ReachTable table(network, prove::interface_sites(network).sites, https);
    auto& groups = world.all<topology::SecurityGroup>();
    constexpr int changes = 1000;
    const double took = seconds_of([&] {
        auto next = groups.begin();
        for (int change = 0; change < changes; ++change, ++next) {
            auto& rule = next->second.ingress.mutable_value().front();
            rule.ports = {443, 443};
            rule.group.clear();
            rule.block = Ipv4Prefix();
            table.update(next->first);
        }
    });
    report("a changed rule, proven anew", took / changes * 1000, 1, "ms");
}

void against_solver(double seconds_per_pair) {
    const Topology world = many_vpcs({.vpcs = 1});
    const prove::Network network({world, knowledge::built_in(), {}});
    const auto found = prove::interface_sites(network);
    const ReachTable table(network, found.sites, https);
    constexpr std::size_t sample = 200;
    const auto answers = solve_pairs(world, found.interfaces, 443, sample);
    if (!answers) {
        fmt::print("skip  Z3: libz3-dev is not installed\n");
        return;
    }
    std::size_t differing = 0;
    for (const SolvedPair& pair : answers->pairs)
        differing +=
            pair.reaches == (table.outcome(pair.from, pair.to) == prove::Outcome::Holds) ? 0U : 1U;
    report("pairs on which Z3 says otherwise", static_cast<double>(differing), 0.5, "pairs");
    const double solver = answers->seconds / static_cast<double>(answers->pairs.size());
    fmt::print(
        "      Z3 takes {:.3f} ms a pair, the table {:.6f} ms: {:.0f} times as long\n"
        "      (a sample of {} pairs; all 10 million would take it {:.1f} hours)\n",
        solver * 1000, seconds_per_pair * 1000, solver / seconds_per_pair, answers->pairs.size(),
        solver * 1e7 / 3600);
}

int run() {
    const double tenth = all_pairs(305, 0.2), third = all_pairs(1017, 0.667);
    const double whole = all_pairs(3051, 2);
    report("time a pair: all of it to a tenth", whole / tenth, 2, "times");
    report("time a pair: a third to a tenth", third / tenth, 2, "times");
    flows_of_many_vpcs();
    changed_rule();
    against_solver(whole);
    return holds ? 0 : 1;
}

}  // namespace
}  // namespace inland::bench

int main() {
    return inland::bench::run();
}
