// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/autoscaling/activity.h"
#include "emulator/services/autoscaling/group.h"
#include "emulator/services/autoscaling/lookup.h"
#include "emulator/services/autoscaling/member_row.h"
#include "emulator/services/autoscaling/members.h"
#include "emulator/services/autoscaling/operations.h"
#include "emulator/services/eks/node_group_events.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::autoscaling {

namespace {

Result<json::object> describe_instances(const Call& call) {
    const auto ids = texts_of(call.input, "InstanceIds");
    json::array rows;
    for (const auto& [id, instance] : call.world.store().list(call.scope(), kind::instance)) {
        const auto name = text_of(*instance, "_autoscaling_group");
        const auto* group = call.world.store().find(scaling_group_key(call, name));
        if (group == nullptr || (!ids.empty() && std::ranges::find(ids, id) == ids.end()))
            continue;
        auto row = member_row(id, *instance);
        row["AutoScalingGroupName"] = name;
        rows.push_back(std::move(row));
    }
    return scaling_page(call, "AutoScalingInstances", std::move(rows));
}

Result<json::object> terminate(const Call& call) {
    const auto id = text_of(call.input, "InstanceId");
    const auto key = TRY(find_member(call, id));
    const auto group = group_of(key, *call.world.store().find(key));
    const auto desired = number_of(*call.world.store().find(group), "DesiredCapacity");
    const bool shrinks = flag_of(call.input, "ShouldDecrementDesiredCapacity");
    if (shrinks && desired <= number_of(*call.world.store().find(group), "MinSize"))
        return scaling_error(
            "Currently, desiredSize equals minSize. Terminating instance without replacement will "
            "violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag "
            "to false or lower group's min size.");
    if (shrinks) {
        call.world.store().update(
            group, [&](json::object& document) { document["DesiredCapacity"] = desired - 1; });
        capacity_changed(call.world, group);
    }
    const auto cause = at_now(
        call.world,
        fmt::format("instance {} was taken out of service in response to a user request, {}.", id,
                    shrinks
                        ? fmt::format("shrinking the capacity from {} to {}", desired, desired - 1)
                        : fmt::format("keeping the capacity at the current {}", desired)));
    remove_member(call.world, key, cause);
    auto activity = list_of(*call.world.store().find(group), "_activities").front().as_object();
    activity["StatusCode"] = "InProgress";
    activity["Progress"] = 0;
    return json::object{{"Activity", std::move(activity)}};
}

Result<json::object> protect(const Call& call) {
    (void)TRY(find_scaling_group(call));
    const bool is_protected = flag_of(call.input, "ProtectedFromScaleIn");
    const auto ids = texts_of(call.input, "InstanceIds");
    for (const auto& id : ids)
        (void)TRY(find_member(call, id));
    for (const auto& id : ids)
        call.world.store().update(TRY(find_member(call, id)), [&](json::object& document) {
            document["_protected"] = is_protected;
        });
    return json::object{};
}

Result<json::object> set_health(const Call& call) {
    const auto key = TRY(find_member(call, text_of(call.input, "InstanceId")));
    const auto status = text_of(call.input, "HealthStatus");
    if (status != "Healthy" && status != "Unhealthy")
        return scaling_error("Valid instance health states are: [Healthy, Unhealthy].");
    call.world.store().update(key, [&](json::object& document) {
        if (status == "Healthy")
            document.erase("_unhealthy");
        else
            document["_unhealthy"] = "a user health-check.";
    });
    look_at_group(call.world, group_of(key, *call.world.store().find(key)));
    return json::object{};
}

constexpr std::array operations{
    OperationRow{"DescribeAutoScalingInstances", describe_instances},
    OperationRow{"TerminateInstanceInAutoScalingGroup", terminate},
    OperationRow{"SetInstanceProtection", protect},
    OperationRow{"SetInstanceHealth", set_health},
};

}  // namespace

std::span<const OperationRow> member_operations() {
    return operations;
}

}  // namespace inland::emulator::autoscaling
