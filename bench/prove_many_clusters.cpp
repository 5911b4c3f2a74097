// SPDX-License-Identifier: Apache-2.0
/// How the whole proof grows: a Terraform plan of many clusters, each in a VPC of its own, from a
/// Topology in memory to all verdicts. The flows that it counts are single questions: one source
/// subnet to one interface or address, on the way there and back.
#include "core/json.h"
#include "prove/difference/reachability.h"
#include "prove/prove.h"
#include "sources/terraform_plan.h"

#include <fstream>
#include <iterator>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

namespace inland {
namespace {

json::value story() {
    std::ifstream file(INLAND_SOURCE_DIR "/tests/stories/two-groups-together/plan.json");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return parse_json(text).value();
}

/// An account has one role and one cluster of a name.
void rename(json::object& after, const std::string& suffix) {
    for (const std::string_view member : {"name", "role", "cluster_name"})
        if (auto* name = after.if_contains(member); name != nullptr && name->is_string())
            *name = name->as_string().c_str() + suffix;
}

/// A planned resource as it is within a module.
json::object within(const std::string& module, json::object resource) {
    rename(resource["change"].as_object()["after"].as_object(), "-" + module);
    const auto inner = resource.if_contains("module_address");
    resource["module_address"] =
        inner == nullptr ? module : fmt::format("{}.{}", module, inner->as_string().c_str());
    resource["address"] = fmt::format("{}.{}", module, resource["address"].as_string().c_str());
    return resource;
}

/// The story's plan so many times, each in a module of its own.
std::string plan_text(int clusters) {
    const json::value one = story();
    json::array changes;
    json::object calls;
    for (int number = 0; number < clusters; ++number) {
        const auto name = fmt::format("c{}", number);
        for (const auto& change : one.at("resource_changes").as_array())
            changes.push_back(within("module." + name, change.as_object()));
        calls[name] = {{"module", one.at("configuration").at("root_module")}};
    }
    json::object configuration{{"root_module", {{"module_calls", std::move(calls)}}}};
    configuration["provider_config"] = one.at("configuration").at("provider_config");
    return json::serialize(json::object{{"format_version", "1.2"},
                                        {"terraform_version", "1.11.4"},
                                        {"resource_changes", std::move(changes)},
                                        {"configuration", std::move(configuration)}});
}

topology::Topology world_of(int clusters) {
    return sources::read_terraform_plan(plan_text(clusters), "plan.json").value();
}

void prove_again_and_again(benchmark::State& state, const topology::Topology& world) {
    prove::Verdicts verdicts;
    for ([[maybe_unused]] const auto turn : state)
        verdicts = prove::prove({world, knowledge::built_in(), {}});
    std::size_t flows = 0, failing = 0;
    for (const auto& cluster : verdicts.clusters) {
        flows += cluster.flows.size();
        for (const auto& verdict : cluster.flows)
            failing += verdict.outcome == prove::Outcome::Fails ? 1U : 0U;
    }
    state.counters["flows"] = static_cast<double>(flows);
    state.counters["failing"] = static_cast<double>(failing);
    state.SetComplexityN(state.range(0));
}

void prove_many_clusters(benchmark::State& state) {
    prove_again_and_again(state, world_of(static_cast<int>(state.range(0))));
}
BENCHMARK(prove_many_clusters)
    ->Arg(10)
    ->Arg(100)
    ->Arg(1000)
    ->Unit(benchmark::kMillisecond)
    ->Complexity();

/// One side of `prove --diff`: who talks to whom, between all groups.
void reachability_of_many_clusters(benchmark::State& state) {
    const auto world = world_of(static_cast<int>(state.range(0)));
    std::size_t talks = 0;
    for ([[maybe_unused]] const auto turn : state)
        talks = prove::reachability_of({world, knowledge::built_in(), {}}).size();
    state.counters["talks"] = static_cast<double>(talks);
    state.SetComplexityN(state.range(0));
}
BENCHMARK(reachability_of_many_clusters)
    ->Arg(10)
    ->Arg(100)
    ->Arg(1000)
    ->Unit(benchmark::kMillisecond)
    ->Complexity();

/// None has an endpoint for the registry: with the repairs, each tried before it is offered.
void prove_many_broken_clusters(benchmark::State& state) {
    auto world = world_of(static_cast<int>(state.range(0)));
    std::erase_if(world.all<topology::VpcEndpoint>(), [](const auto& row) {
        return row.second.service_name.value_or_default("").value_or("").ends_with("ecr.api");
    });
    prove_again_and_again(state, world);
}
BENCHMARK(prove_many_broken_clusters)
    ->Arg(10)
    ->Arg(100)
    ->Unit(benchmark::kMillisecond)
    ->Complexity();

}  // namespace
}  // namespace inland
