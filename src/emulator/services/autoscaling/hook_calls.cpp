// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/autoscaling/lifecycle.h"
#include "emulator/services/autoscaling/lookup.h"
#include "emulator/services/autoscaling/members.h"
#include "emulator/services/autoscaling/operations.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::autoscaling {

namespace {

Result<json::object> put_hook(const Call& call) {
    const auto key = TRY(find_scaling_group(call));
    const auto transition = text_of(call.input, "LifecycleTransition");
    if (!transition.empty() && transition != "autoscaling:EC2_INSTANCE_LAUNCHING" &&
        transition != "autoscaling:EC2_INSTANCE_TERMINATING")
        return scaling_error("Invalid lifecycle transition " + transition);
    json::object hook{{"HeartbeatTimeout", 3600}, {"DefaultResult", "ABANDON"}};
    copy_members(call.input, hook,
                 {"LifecycleHookName", "AutoScalingGroupName", "LifecycleTransition",
                  "NotificationTargetARN", "RoleARN", "NotificationMetadata", "HeartbeatTimeout",
                  "DefaultResult"});
    call.world.store().update(key, [&](json::object& group) {
        auto& hooks = list_in(group, "_hooks");
        erase_where(hooks, "LifecycleHookName", text_of(hook, "LifecycleHookName"));
        hooks.push_back(hook);
    });
    return json::object{};
}

Result<json::object> delete_hook(const Call& call) {
    call.world.store().update(TRY(find_scaling_group(call)), [&](json::object& group) {
        erase_where(list_in(group, "_hooks"), "LifecycleHookName",
                    text_of(call.input, "LifecycleHookName"));
    });
    return json::object{};
}

Result<json::object> describe_hooks(const Call& call) {
    const auto* group = call.world.store().find(TRY(find_scaling_group(call)));
    const auto names = texts_of(call.input, "LifecycleHookNames");
    json::array hooks;
    for (const auto& hook : list_of(*group, "_hooks"))
        if (names.empty() ||
            std::ranges::find(names, text_of(hook.as_object(), "LifecycleHookName")) != names.end())
            hooks.push_back(hook);
    return json::object{{"LifecycleHooks", std::move(hooks)}};
}

/// The instance that waits: by its id, or by the token of its action.
Result<RecordKey> find_waiting(const Call& call) {
    const auto group = TRY(find_scaling_group(call));
    const auto id = text_of(call.input, "InstanceId");
    const auto token = text_of(call.input, "LifecycleActionToken");
    for (const auto& [each, instance] : members_of(call.world, group)) {
        const bool asked =
            id.empty() ? text_of(*instance, "_lifecycle_token") == token : each == id;
        if (asked && has(*instance, "_lifecycle"))
            return RecordKey{call.scope(), std::string(kind::instance), each};
    }
    return scaling_error(fmt::format("No active Lifecycle Action found with instance ID {}",
                                     id.empty() ? "null" : id));
}

Result<json::object> complete_action(const Call& call) {
    const auto result = text_of(call.input, "LifecycleActionResult");
    if (result != "CONTINUE" && result != "ABANDON")
        return scaling_error("The lifecycle action result must be CONTINUE or ABANDON");
    complete_lifecycle(call.world, TRY(find_waiting(call)), result);
    return json::object{};
}

Result<json::object> record_heartbeat(const Call& call) {
    keep_waiting(call.world, TRY(find_waiting(call)));
    return json::object{};
}

constexpr std::array operations{
    OperationRow{"PutLifecycleHook", put_hook},
    OperationRow{"DeleteLifecycleHook", delete_hook},
    OperationRow{"DescribeLifecycleHooks", describe_hooks},
    OperationRow{"CompleteLifecycleAction", complete_action},
    OperationRow{"RecordLifecycleActionHeartbeat", record_heartbeat},
};

}  // namespace

std::span<const OperationRow> hook_operations() {
    return operations;
}

}  // namespace inland::emulator::autoscaling
