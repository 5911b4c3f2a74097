// SPDX-License-Identifier: Apache-2.0
#include "design/design.h"
#include "prove/prove.h"
#include "spec/parse.h"

#include <chrono>
#include <fstream>
#include <iterator>

#include <benchmark/benchmark.h>

namespace inland {
namespace {

design::Design example() {
    std::ifstream file(INLAND_SOURCE_DIR "/examples/private.yaml");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const TimePoint today{std::chrono::sys_days{std::chrono::year{2026} / 11 / 1}};
    Diagnostics diagnostics;
    const auto cluster =
        spec::parse(text, "private.yaml", knowledge::built_in(), today, diagnostics);
    return cluster ? design::design(*cluster, knowledge::built_in()) : design::Design{};
}

/// The target is 5 ms.
void prove_example(benchmark::State& state) {
    const auto made = example();
    std::vector<prove::ClientNetwork> clients;
    for (const auto& client : made.clients)
        clients.push_back({client.name, client.block});
    const prove::Question question{made.topology, knowledge::built_in(), clients};
    for ([[maybe_unused]] const auto turn : state)
        benchmark::DoNotOptimize(prove::prove(question));
}
BENCHMARK(prove_example)->Unit(benchmark::kMillisecond);

/// The example without an endpoint: the failing rows and their re-proven repairs.
void prove_broken_example(benchmark::State& state) {
    auto made = example();
    made.topology.all<topology::VpcEndpoint>().erase("vpc-endpoint/ecr.api");
    const prove::Question question{made.topology, knowledge::built_in(), {}};
    for ([[maybe_unused]] const auto turn : state)
        benchmark::DoNotOptimize(prove::prove(question));
}
BENCHMARK(prove_broken_example)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace inland
