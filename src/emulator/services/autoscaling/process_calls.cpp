// SPDX-License-Identifier: Apache-2.0
#include "core/clock.h"
#include "emulator/services/autoscaling/group.h"
#include "emulator/services/autoscaling/lookup.h"
#include "emulator/services/autoscaling/operations.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::autoscaling {

namespace {

/// Auto Scaling User Guide, "Types of processes".
constexpr std::array processes{std::string_view("Launch"),
                               std::string_view("Terminate"),
                               std::string_view("AddToLoadBalancer"),
                               std::string_view("AlarmNotification"),
                               std::string_view("AZRebalance"),
                               std::string_view("HealthCheck"),
                               std::string_view("InstanceRefresh"),
                               std::string_view("ReplaceUnhealthy"),
                               std::string_view("ScheduledActions")};

Result<std::vector<std::string>> asked_processes(const Call& call) {
    auto asked = texts_of(call.input, "ScalingProcesses");
    for (const auto& name : asked)
        if (std::ranges::find(processes, name) == processes.end())
            return scaling_error(fmt::format("{} is not a valid process", name));
    if (asked.empty())
        asked.assign(processes.begin(), processes.end());
    return asked;
}

void forget(json::object& group, const std::vector<std::string>& names) {
    for (const auto& name : names)
        erase_where(list_in(group, "SuspendedProcesses"), "ProcessName", name);
}

Result<json::object> suspend(const Call& call) {
    const auto key = TRY(find_scaling_group(call));
    const auto names = TRY(asked_processes(call));
    const auto reason = "User suspended at " + iso8601(call.world.now());
    call.world.store().update(key, [&](json::object& group) {
        forget(group, names);
        for (const auto& name : names)
            list_in(group, "SuspendedProcesses")
                .push_back(json::object{{"ProcessName", name}, {"SuspensionReason", reason}});
    });
    return json::object{};
}

Result<json::object> resume(const Call& call) {
    const auto key = TRY(find_scaling_group(call));
    const auto names = TRY(asked_processes(call));
    call.world.store().update(key, [&](json::object& group) { forget(group, names); });
    look_at_group(call.world, key);
    return json::object{};
}

constexpr std::array operations{
    OperationRow{"SuspendProcesses", suspend},
    OperationRow{"ResumeProcesses", resume},
};

}  // namespace

std::span<const OperationRow> process_operations() {
    return operations;
}

}  // namespace inland::emulator::autoscaling
