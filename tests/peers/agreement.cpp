// SPDX-License-Identifier: Apache-2.0
#include "tests/peers/agreement.h"

#include "knowledge/tables.h"

#include <algorithm>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {

namespace {

bool keeps_from_joining(std::string_view flow) {
    if (flow == launching_flow)
        return true;
    return std::ranges::any_of(
        knowledge::built_in().joins, [&](const knowledge::JoinSequence& join) {
            return std::ranges::find(join.steps, flow, &knowledge::JoinStep::flow) !=
                   join.steps.end();
        });
}

/// The "general" of "vpc-cni on nodegroup/general in subnet/private-a"; "" of other places.
std::string group_in(std::string_view place) {
    constexpr std::string_view prefix = "nodegroup/";
    const auto start = place.find(prefix);
    if (start == place.npos)
        return {};
    const auto name = place.substr(start + prefix.size());
    return std::string(name.substr(0, name.find(' ')));
}

/// Calls `see` with every flow of every cluster.
template <typename See>
void for_each_flow(const json::value& verdicts, See see) {
    for (const auto& cluster : find_array(verdicts, "clusters"))
        for (const auto& flow : find_array(cluster, "flows"))
            see(flow);
}

/// A row of `status`, about a group of either kind.
bool is_of_group(const json::value& row, std::string_view group) {
    const auto resource = string_or_empty(row, "resource");
    return resource == fmt::format("node-group/{}", group) ||
           resource == fmt::format("auto-scaling-group/{}", group);
}

}  // namespace

std::set<std::string> node_groups_of(const json::value& verdicts) {
    std::set<std::string> groups;
    for_each_flow(verdicts, [&](const json::value& flow) {
        if (auto group = group_in(string_or_empty(flow, "from")); !group.empty())
            groups.insert(std::move(group));
    });
    return groups;
}

BrokenFlows broken_for(const json::value& verdicts, std::string_view group) {
    BrokenFlows broken;
    for_each_flow(verdicts, [&](const json::value& flow) {
        const auto id = string_or_empty(flow, "flow");
        if (string_or_empty(flow, "verdict") != "fails" || !keeps_from_joining(id) ||
            group_in(string_or_empty(flow, "from")) != group)
            return;
        for (const auto& cause : find_array(flow, "causes"))
            broken[id].insert(string_or_empty(cause, "kind"));
    });
    return broken;
}

std::vector<BootedMachine> machines_of(const json::value& status, std::string_view group) {
    std::vector<BootedMachine> machines;
    for (const auto& node : find_array(status, "nodes")) {
        if (string_or_empty(node, "nodeGroup") != group)
            continue;
        BootedMachine machine{.id = string_or_empty(node, "id"),
                              .state = string_or_empty(node, "state"),
                              .done = {},
                              .last_flow = {},
                              .last_detail = {}};
        for (const auto& step : find_array(node, "boot")) {
            machine.last_flow = string_or_empty(step, "flow");
            machine.last_detail = string_or_empty(step, "detail");
            if (string_or_empty(step, "state") == "done")
                machine.done.push_back(machine.last_flow);
        }
        machines.push_back(std::move(machine));
    }
    return machines;
}

void expect_as_proven(const BootedMachine& machine, const BrokenFlows& broken) {
    SCOPED_TRACE(machine.id + " " + machine.last_flow + ": " + machine.last_detail);
    if (broken.empty()) {
        EXPECT_EQ(machine.state, "joined");
        return;
    }
    EXPECT_NE(machine.state, "joined");
    for (const auto& flow : machine.done)
        EXPECT_FALSE(broken.contains(flow)) << "it got past " << flow;
    const auto stop = broken.find(machine.last_flow);
    ASSERT_NE(stop, broken.end());
    for (const auto& cause : stop->second)
        EXPECT_THAT(machine.last_detail, ::testing::HasSubstr(cause));
}

std::string state_of_group(const json::value& status, std::string_view group) {
    for (const auto& each : find_array(status, "nodeGroups"))
        if (is_of_group(each, group))
            return string_or_empty(each, "state");
    return {};
}

std::string problems_of_group(const json::value& status, std::string_view group) {
    std::string problems;
    for (const auto& each : find_array(status, "problems"))
        if (is_of_group(each, group))
            problems += string_or_empty(each, "what") + "\n";
    return problems;
}

}  // namespace inland::testing
