// SPDX-License-Identifier: Apache-2.0
/// How fast sources are read: each kind as a Topology, and, to compare with on the same machine in
/// the same run, the JSON of the same bytes alone as Boost.JSON parses it.
#include "bench/worlds/source_texts.h"
#include "core/json.h"
#include "sources/cloudformation.h"
#include "sources/snapshot.h"
#include "sources/terraform_plan.h"

#include <algorithm>
#include <ctime>
#include <limits>
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

template <std::string (*make)(int groups)>
void json_alone(benchmark::State& state) {
    const auto text = make(static_cast<int>(state.range(0)));
    for ([[maybe_unused]] const auto turn : state)
        benchmark::DoNotOptimize(json::parse(text).is_object());
    count_bytes(state, text);
}

/// The largest template that CloudFormation takes, in processor time: nobody waits for it.
template <std::string (*make)(int groups)>
void largest_template(benchmark::State& state) {
    constexpr double bound_seconds = 0.5;
    const auto text = make(static_cast<int>(state.range(0)));
    double fastest = std::numeric_limits<double>::max();
    for ([[maybe_unused]] const auto turn : state) {
        const auto begin = std::clock();
        const bool is_read = read_template(text).has_value();
        if (!is_read)
            return state.SkipWithError("the template is refused");
        fastest = std::min(fastest, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
    }
    if (fastest > bound_seconds)
        state.SkipWithError("a template of a megabyte takes longer than half a second");
    count_bytes(state, text);
}

BENCHMARK(json_alone<bench::terraform_plan_text>)
    ->Name("json_alone_of_terraform_plan")
    ->Arg(200)
    ->Arg(2000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(json_alone<bench::terraform_changes_text>)
    ->Name("json_alone_of_changes_alone")
    ->Arg(200)
    ->Arg(2000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(json_alone<bench::cloudformation_json_text>)
    ->Name("json_alone_of_cloudformation")
    ->Arg(120)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(json_alone<bench::security_groups_answer>)
    ->Name("json_alone_of_describe_answers")
    ->Arg(200)
    ->Arg(2000)
    ->Unit(benchmark::kMillisecond);
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
BENCHMARK(largest_template<bench::cloudformation_json_text>)
    ->Name("cloudformation_json_largest")
    ->Arg(139)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(largest_template<bench::cloudformation_yaml_text>)
    ->Name("cloudformation_yaml_largest")
    ->Arg(135)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(source<bench::security_groups_answer, read_answers>)
    ->Name("describe_answers")
    ->Arg(200)
    ->Arg(2000)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace inland
