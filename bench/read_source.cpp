// SPDX-License-Identifier: Apache-2.0
/// How fast sources are read: a Terraform plan of many security groups, its JSON alone and as a
/// Topology.
#include "core/json_arena.h"
#include "sources/terraform_plan.h"

#include <string>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

namespace inland {
namespace {

std::string rule_text(int number) {
    return fmt::format(
        R"({{"cidr_blocks":["10.{}.{}.0/24"],"description":"service {} of the shop","from_port":{},)"
        R"("ipv6_cidr_blocks":[],"prefix_list_ids":[],"protocol":"tcp","security_groups":[],)"
        R"("self":false,"to_port":{}}})",
        number % 256, number / 256 % 256, number, 1024 + number % 1000, 1024 + number % 1000);
}

std::string group_text(int number, int rules) {
    std::string ingress;
    for (int rule = 0; rule < rules; ++rule)
        ingress += (rule == 0 ? "" : ",") + rule_text(number * rules + rule);
    return fmt::format(
        R"({{"address":"aws_security_group.group[{0}]","mode":"managed","type":"aws_security_group",)"
        R"("name":"group","index":{0},"provider_name":"registry.terraform.io/hashicorp/aws",)"
        R"("change":{{"actions":["create"],"before":null,"after":{{"description":"group {0}","name":"group-{0}",)"
        R"("vpc_id":"vpc-0123456789abcdef0","egress":[],"ingress":[{1}],)"
        R"("revoke_rules_on_delete":false,"tags":null,"timeouts":null}},"after_unknown":{{"id":true,"arn":true}},"after_sensitive":{{}}}}}})",
        number, ingress);
}

/// As `terraform show -json` writes it, without spaces.
std::string plan_text(int groups) {
    constexpr int rules = 60;
    std::string resources;
    for (int number = 0; number < groups; ++number)
        resources += (number == 0 ? "" : ",") + group_text(number, rules);
    return R"({"format_version":"1.2","terraform_version":"1.11.4","resource_changes":[)" +
           resources + R"(],"configuration":{"root_module":{}}})";
}

void count_bytes(benchmark::State& state, const std::string& text) {
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(text.size()));
    state.counters["MB"] = static_cast<double>(text.size()) / 1e6;
}

void parse_plan_json(benchmark::State& state) {
    const std::string text = plan_text(static_cast<int>(state.range(0)));
    for ([[maybe_unused]] const auto turn : state)
        benchmark::DoNotOptimize(parse_json(text).has_value());
    count_bytes(state, text);
}
BENCHMARK(parse_plan_json)->Arg(200)->Arg(2000)->Unit(benchmark::kMillisecond);

void parse_into_arena(benchmark::State& state) {
    const std::string text = plan_text(static_cast<int>(state.range(0)));
    for ([[maybe_unused]] const auto turn : state) {
        benchmark::DoNotOptimize(parse_json_into_arena(text).has_value());
    }
    count_bytes(state, text);
}
BENCHMARK(parse_into_arena)->Arg(200)->Arg(2000)->Unit(benchmark::kMillisecond);

void read_plan(benchmark::State& state) {
    const std::string text = plan_text(static_cast<int>(state.range(0)));
    for ([[maybe_unused]] const auto turn : state) {
        const auto topology = sources::read_terraform_plan(text, "plan.json");
        if (!topology || topology->all<topology::SecurityGroup>().empty())
            state.SkipWithError("the plan was not read");
    }
    count_bytes(state, text);
}
BENCHMARK(read_plan)->Arg(200)->Arg(2000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace inland
