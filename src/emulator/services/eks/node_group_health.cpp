// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/eks/node_group_health.h"

#include "emulator/services/ec2/network.h"
#include "emulator/services/eks/lookup.h"
#include "emulator/services/eks/node_group_events.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::string_view launch_code = "AsgInstanceLaunchFailures";

}  // namespace

void add_health_issue(World& world, const RecordKey& node_group, json::object issue) {
    const auto now = timestamp(world);
    world.store().update(node_group, [&](json::object& document) {
        auto& issues = list_in(object_in(document, "health"), "issues");
        erase_where(issues, "code", text_of(issue, "code"));
        issues.emplace_back(issue);
        if (text_of(document, "status") == "ACTIVE")
            document["status"] = "DEGRADED";
        document["modifiedAt"] = now;
    });
}

void clear_health_issues(World& world, const RecordKey& node_group) {
    world.store().update(node_group, [](json::object& document) {
        list_in(object_in(document, "health"), "issues").clear();
        if (text_of(document, "status") == "DEGRADED")
            document["status"] = "ACTIVE";
    });
}

void launch_failed(World& world, const RecordKey& scaling_group, const Error& error) {
    const auto* group = world.store().find(scaling_group);
    const auto hidden = group == nullptr ? json::object() : object_of(*group, "_hidden");
    if (text_of(hidden, "_nodegroup").empty())
        return;
    const RecordKey node_group{
        scaling_group.scope, std::string(kind::node_group),
        cluster_child(text_of(hidden, "_cluster"), text_of(hidden, "_nodegroup"))};
    if (world.store().find(node_group) == nullptr)
        return;
    add_health_issue(
        world, node_group,
        {{"code", launch_code},
         {"message", fmt::format("Could not launch On-Demand Instances. {} - {} Launching EC2 "
                                 "instance failed.",
                                 error.code, error.message)},
         {"resourceIds", json::array{scaling_group.id}}});
}

}  // namespace inland::emulator
