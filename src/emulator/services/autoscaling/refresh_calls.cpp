// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/autoscaling/activity.h"
#include "emulator/services/autoscaling/launch.h"
#include "emulator/services/autoscaling/lookup.h"
#include "emulator/services/autoscaling/maintenance_policy.h"
#include "emulator/services/autoscaling/members.h"
#include "emulator/services/autoscaling/operations.h"
#include "emulator/services/autoscaling/refresh.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/identifier.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/transition.h"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::string_view refresh_event = "autoscaling:refresh";
/// How often a refresh looks at its group.
constexpr auto look_after = std::chrono::seconds(30);
constexpr std::int64_t whole = 100;

bool is_active(const json::object& refresh) {
    const auto status = text_of(refresh, "Status");
    return status == "Pending" || status == "InProgress" || status == "Cancelling";
}

/// The newest refresh of a group, when it is not over.
const json::object* active_refresh(const json::object& group) {
    const auto& refreshes = list_of(group, "_refreshes");
    if (refreshes.empty() || !is_active(refreshes.front().as_object()))
        return nullptr;
    return &refreshes.front().as_object();
}

template <typename Change>
void change_refresh(World& world, const RecordKey& group, Change change) {
    world.store().update(group, [&](json::object& document) {
        auto& refreshes = list_in(document, "_refreshes");
        if (!refreshes.empty())
            change(refreshes.front().as_object());
    });
}

void end_refresh(World& world, const RecordKey& group, std::string_view status,
                 std::string_view reason = "") {
    const auto now = timestamp(world);
    change_refresh(world, group, [&](json::object& refresh) {
        refresh["Status"] = status;
        refresh["EndTime"] = now;
        if (status == "Successful") {
            refresh["PercentageComplete"] = whole;
            refresh["InstancesToUpdate"] = 0;
        }
        if (!reason.empty())
            refresh["StatusReason"] = reason;
    });
}

/// Launched before the refresh began, and still there.
std::vector<std::string> old_members(const World& world, const RecordKey& group,
                                     const json::object& refresh) {
    std::vector<std::string> ids;
    for (const auto& [id, instance] : members_of(world, group))
        if (number_of(*instance, "_launched_at") < number_of(refresh, "_began") &&
            !is_leaving(*instance))
            ids.push_back(id);
    return ids;
}

std::int64_t in_service(const World& world, const RecordKey& group) {
    return std::ranges::count_if(members_of(world, group), [](const auto& member) {
        return lifecycle_of(*member.second) == "InService";
    });
}

/// How many may be out of service at once: at least one.
std::int64_t spare(const json::object& group, const json::object& refresh) {
    const auto desired = number_of(group, "DesiredCapacity");
    const auto healthy = number_of(object_of(refresh, "Preferences"), "MinHealthyPercentage",
                                   autoscaling::healthy_percentage(group));
    const auto must_stay = (desired * healthy + whole - 1) / whole;
    return std::max<std::int64_t>(1, desired - must_stay);
}

void note_progress(World& world, const RecordKey& group, std::int64_t left, std::int64_t total) {
    change_refresh(world, group, [&](json::object& refresh) {
        refresh["Status"] = "InProgress";
        refresh["InstancesToUpdate"] = left;
        refresh["PercentageComplete"] = total == 0 ? whole : (total - left) * whole / total;
    });
}

void replace_some(World& world, const RecordKey& key, const std::vector<std::string>& old,
                  std::int64_t count) {
    for (const auto& id : old) {
        if (count-- <= 0)
            return;
        remove_member(world, {key.scope, std::string(kind::instance), id},
                      at_now(world,
                             "an instance was taken out of service in response to an "
                             "instance refresh."));
    }
}

void go_on(World& world, const json::object& payload) {
    const auto key = key_from(payload);
    const auto* group = world.store().find(key);
    const auto* refresh = group == nullptr ? nullptr : active_refresh(*group);
    if (refresh == nullptr)
        return;
    if (text_of(*refresh, "Status") == "Cancelling")
        return end_refresh(world, key, "Cancelled", "Cancelled due to user request.");
    const auto old = old_members(world, key, *refresh);
    const auto desired = number_of(*group, "DesiredCapacity");
    const auto out = desired - std::min(desired, in_service(world, key));
    if (old.empty() && out == 0)
        return end_refresh(world, key, "Successful");
    const auto free = spare(*group, *refresh) - out;
    note_progress(world, key, static_cast<std::int64_t>(old.size()), number_of(*refresh, "_total"));
    replace_some(world, key, old, free);
    world.after(look_after, refresh_event, payload_of(key));
}

}  // namespace

void register_refresh_events(Scheduler& scheduler) {
    scheduler.on(std::string(refresh_event), go_on);
}

namespace autoscaling {

namespace {

Result<void> check_preferences(const json::object& preferences) {
    const auto healthy = number_of(preferences, "MinHealthyPercentage");
    if (healthy < 0 || healthy > whole)
        return scaling_error("MinHealthyPercentage must be between 0 and 100");
    return {};
}

/// A desired configuration's template becomes the group's.
Result<void> adopt_configuration(const Call& call, const RecordKey& key) {
    const auto& wanted = object_of(object_of(call.input, "DesiredConfiguration"), "LaunchTemplate");
    if (wanted.empty())
        return {};
    call.world.store().update(key, [&](json::object& group) { group["LaunchTemplate"] = wanted; });
    return {};
}

/// Machines are replaced; replacing their root volumes alone is not emulated.
Result<void> check_strategy(const Call& call) {
    const auto strategy = text_of(call.input, "Strategy");
    if (strategy.empty() || strategy == "Rolling")
        return {};
    return scaling_error(fmt::format("The strategy {} is not emulated by Inland.", strategy));
}

Result<json::object> start(const Call& call) {
    TRY_VOID(check_strategy(call));
    const auto key = TRY(find_scaling_group(call));
    if (active_refresh(*call.world.store().find(key)) != nullptr)
        return refuse("InstanceRefreshInProgress",
                      "An Instance Refresh is already in progress and blocks the execution of this "
                      "Instance Refresh.");
    TRY_VOID(check_preferences(object_of(call.input, "Preferences")));
    TRY_VOID(adopt_configuration(call, key));
    const auto id = new_uuid();
    const auto total = static_cast<std::int64_t>(members_of(call.world, key).size());
    json::object refresh{
        {"InstanceRefreshId", id}, {"AutoScalingGroupName", key.id},
        {"Status", "Pending"},     {"StartTime", timestamp(call.world)},
        {"PercentageComplete", 0}, {"InstancesToUpdate", total},
        {"Strategy", "Rolling"},   {"_began", call.world.now().time_since_epoch().count()},
        {"_total", total}};
    copy_members(call.input, refresh, {"Preferences", "DesiredConfiguration"});
    call.world.store().update(key, [&](json::object& group) {
        auto& refreshes = list_in(group, "_refreshes");
        refreshes.insert(refreshes.begin(), json::value(refresh));
    });
    call.world.after(look_after, refresh_event, payload_of(key));
    return json::object{{"InstanceRefreshId", id}};
}

Result<json::object> cancel(const Call& call) {
    const auto key = TRY(find_scaling_group(call));
    const auto* refresh = active_refresh(*call.world.store().find(key));
    if (refresh == nullptr)
        return refuse(
            "ActiveInstanceRefreshNotFound",
            "No in progress or pending Instance Refresh found for Auto Scaling group " + key.id);
    const auto id = text_of(*refresh, "InstanceRefreshId");
    change_refresh(call.world, key, [](json::object& row) { row["Status"] = "Cancelling"; });
    return json::object{{"InstanceRefreshId", id}};
}

Result<json::object> describe(const Call& call) {
    const auto key = TRY(find_scaling_group(call));
    const auto ids = texts_of(call.input, "InstanceRefreshIds");
    json::array rows;
    for (const auto& refresh : list_of(*call.world.store().find(key), "_refreshes"))
        if (ids.empty() ||
            std::ranges::find(ids, text_of(refresh.as_object(), "InstanceRefreshId")) != ids.end())
            rows.push_back(refresh);
    return scaling_page(call, "InstanceRefreshes", std::move(rows));
}

constexpr std::array operations{OperationRow{"StartInstanceRefresh", start},
                                OperationRow{"CancelInstanceRefresh", cancel},
                                OperationRow{"DescribeInstanceRefreshes", describe}};

}  // namespace

std::span<const OperationRow> refresh_operations() {
    return operations;
}

}  // namespace autoscaling

}  // namespace inland::emulator
