// SPDX-License-Identifier: Apache-2.0
/// How fast sources are read: each kind as a Topology, and the JSON of a Terraform plan alone.
#include "bench/worlds/source_texts.h"
#include "core/json_arena.h"
#include "sources/cloudformation.h"
#include "sources/snapshot.h"
#include "sources/terraform_plan.h"

#include <optional>
#include <string>

#include <benchmark/benchmark.h>

namespace inland {
namespace {

using topology::Topology;

void count_bytes(benchmark::State& state, const std::string& text) {
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(text.size()));
    state.counters["MB"] = static_cast<double>(text.size()) / 1e6;
}

std::optional<Topology> read_plan(const std::string& text) {
    auto read = sources::read_terraform_plan(text, "plan.json");
    return read ? std::optional(std::move(*read)) : std::nullopt;
}

std::optional<Topology> read_template(const std::string& text) {
    Diagnostics diagnostics;
    return sources::read_cloudformation(text, "template", {.region = "eu-central-1"}, diagnostics);
}

std::optional<Topology> read_answers(const std::string& text) {
    Diagnostics diagnostics;
    return sources::read_snapshot({{"security-groups.json", text}}, diagnostics);
}

template <std::string (*make)(int groups), std::optional<Topology> (*read)(const std::string& text)>
void source(benchmark::State& state) {
    const auto groups = static_cast<std::size_t>(state.range(0));
    const auto text = make(static_cast<int>(groups));
    for ([[maybe_unused]] const auto turn : state) {
        const auto topology = read(text);
        if (!topology || topology->all<topology::SecurityGroup>().size() < groups)
            state.SkipWithError("the source was not read");
    }
    count_bytes(state, text);
}

void plan_json_alone(benchmark::State& state) {
    const auto text = bench::terraform_plan_text(static_cast<int>(state.range(0)));
    for ([[maybe_unused]] const auto turn : state)
        benchmark::DoNotOptimize(parse_json_into_arena(text).has_value());
    count_bytes(state, text);
}

BENCHMARK(plan_json_alone)->Arg(200)->Arg(2000)->Unit(benchmark::kMillisecond);
BENCHMARK(source<bench::terraform_plan_text, read_plan>)
    ->Name("terraform_plan")
    ->Arg(200)
    ->Arg(2000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(source<bench::terraform_changes_text, read_plan>)
    ->Name("terraform_plan_of_changes_alone")
    ->Arg(200)
    ->Arg(2000)
    ->Unit(benchmark::kMillisecond);
// CloudFormation takes templates of up to a megabyte.
BENCHMARK(source<bench::cloudformation_json_text, read_template>)
    ->Name("cloudformation_json")
    ->Arg(20)
    ->Arg(120)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(source<bench::cloudformation_yaml_text, read_template>)
    ->Name("cloudformation_yaml")
    ->Arg(20)
    ->Arg(120)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(source<bench::security_groups_answer, read_answers>)
    ->Name("describe_answers")
    ->Arg(200)
    ->Arg(2000)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace inland
