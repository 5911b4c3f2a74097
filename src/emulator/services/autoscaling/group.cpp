// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/autoscaling/group.h"

#include "emulator/services/arn.h"
#include "emulator/services/autoscaling/activity.h"
#include "emulator/services/autoscaling/launch.h"
#include "emulator/services/autoscaling/lifecycle.h"
#include "emulator/services/autoscaling/members.h"
#include "emulator/services/autoscaling/refresh.h"
#include "emulator/services/ec2/instance.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/events.h"
#include "emulator/services/identifier.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::emulator {

namespace {

constexpr std::string_view reconcile_event = "autoscaling:reconcile";
/// Failing launches are tried again, slower.
constexpr auto retry_after = std::chrono::minutes(2);

void schedule_reconcile(World& world, const RecordKey& group, Duration delay) {
    world.after(delay, reconcile_event, payload_of(group));
}

bool is_suspended(const json::object& group, std::string_view process) {
    return std::ranges::any_of(list_of(group, "SuspendedProcesses"), [&](const json::value& row) {
        return text_of(row.as_object(), "ProcessName") == process;
    });
}

bool counts(const json::object& instance) {
    return is_alive(instance) && !is_leaving(instance);
}

std::string launch_cause(const World& world, std::int64_t from, std::int64_t to) {
    return at_now(world, fmt::format("an instance was started in response to a difference between "
                                     "desired and actual capacity, increasing the capacity from {} "
                                     "to {}.",
                                     from, to));
}

void launch_missing(World& world, const RecordKey& key, std::int64_t from, std::int64_t to) {
    for (auto count = from; count < to; ++count) {
        if (launch_one(world, key, launch_cause(world, from, to)))
            continue;
        world.after(retry_after, reconcile_event, payload_of(key), Jump::No);
        return;
    }
}

std::int64_t version_of(const json::object& instance) {
    const auto version = text_of(object_of(instance, "_template"), "Version");
    return std::strtoll(version.c_str(), nullptr, 10);
}

/// The default termination policy: of the oldest launch template first, then the oldest; what is
/// protected from scale-in stays.
std::vector<std::string> by_age(const World& world, const RecordKey& key) {
    std::vector<std::string> ids;
    auto members = members_of(world, key);
    std::ranges::stable_sort(members, {},
                             [](const auto& member) { return version_of(*member.second); });
    for (const auto& [id, instance] : members)
        if (counts(*instance) && !flag_of(*instance, "_protected"))
            ids.push_back(id);
    return ids;
}

void terminate_surplus(World& world, const RecordKey& key, std::int64_t from, std::int64_t to) {
    auto surplus = from - to;
    for (const auto& id : by_age(world, key)) {
        if (surplus-- <= 0)
            return;
        remove_member(
            world, {key.scope, std::string(kind::instance), id},
            at_now(world,
                   fmt::format("an instance was taken out of service in response to a difference "
                               "between desired and actual capacity, shrinking the capacity from "
                               "{} to {}.  At {} instance {} was selected for termination.",
                               from, to, iso8601(world.now()), id)));
    }
}

/// Why an instance is not healthy; "" when it is.
std::string illness_of(const json::object& instance) {
    if (is_leaving(instance) && !text_of(instance, "_lifecycle").empty())
        return {};
    const auto state = text_of(object_of(instance, "State"), "Name");
    if (state == "stopping" || state == "stopped")
        return "an EC2 health check indicating it has been terminated or stopped.";
    return is_alive(instance) ? text_of(instance, "_unhealthy") : "";
}

void replace_unhealthy(World& world, const RecordKey& key) {
    for (const auto& [id, instance] : members_of(world, key))
        if (const auto illness = illness_of(*instance); !illness.empty())
            remove_member(
                world, {key.scope, std::string(kind::instance), id},
                at_now(world, "an instance was taken out of service in response to " + illness));
}

/// Somebody else terminated it: the group only notes that it is gone.
void note_loss(World& world, const RecordKey& instance, const json::object& document) {
    const auto group = group_of(instance, document);
    const auto* record = world.store().find(group);
    if (record == nullptr || has(*record, "Status") ||
        text_of(object_of(document, "State"), "Name") != "shutting-down" ||
        !text_of(document, "_removal").empty())
        return;
    note_activity(world, group,
                  {"Terminating EC2 instance: " + instance.id,
                   at_now(world,
                          "an instance was taken out of service in response to an EC2 health "
                          "check indicating it has been terminated or stopped.")});
}

std::int64_t wanted(const json::object& group) {
    return has(group, "Status") ? 0 : number_of(group, "DesiredCapacity");
}

void reconcile(World& world, const RecordKey& key) {
    const auto* group = world.store().find(key);
    if (group == nullptr)
        return;
    if (!is_suspended(*group, "ReplaceUnhealthy"))
        replace_unhealthy(world, key);
    group = world.store().find(key);
    const bool deleting = has(*group, "Status");
    const auto desired = wanted(*group);
    const auto count = static_cast<std::int64_t>(alive_instances(world, key).size());
    if (count < desired && !is_suspended(*group, "Launch"))
        launch_missing(world, key, count, desired);
    else if (count > desired && !is_suspended(*group, "Terminate"))
        terminate_surplus(world, key, count, desired);
    if (deleting && members_of(world, key).empty())
        world.store().erase(key);
}

}  // namespace

json::array zones_of(const World& world, const Scope& scope,
                     const std::vector<std::string>& subnet_ids) {
    json::array zones;
    for (const auto& id : subnet_ids)
        if (const auto* subnet = world.store().find({scope, std::string(kind::subnet), id});
            subnet != nullptr && !contains(zones, text_of(*subnet, "AvailabilityZone")))
            zones.emplace_back(text_of(*subnet, "AvailabilityZone"));
    return zones;
}

void make_group(World& world, const Scope& scope, const NewGroup& spec) {
    json::array tags;
    for (const auto& tag : spec.tags) {
        auto row = tag.as_object();
        row["ResourceId"] = spec.name;
        row["ResourceType"] = "auto-scaling-group";
        tags.push_back(std::move(row));
    }
    const RecordKey key{scope, std::string(kind::autoscaling_group), spec.name};
    const auto resource =
        fmt::format("autoScalingGroup:{}:autoScalingGroupName/{}", new_uuid(), spec.name);
    world.store().put(
        key,
        {{"AutoScalingGroupName", spec.name},
         {"AutoScalingGroupARN", arn(world, scope, "autoscaling", resource)},
         {"LaunchTemplate", spec.launch_template},
         {"MinSize", spec.minimum},
         {"MaxSize", spec.maximum},
         {"DesiredCapacity", spec.desired},
         {"DefaultCooldown", 300},
         {"AvailabilityZones", zones_of(world, scope, spec.subnet_ids)},
         {"AvailabilityZoneDistribution",
          {{"CapacityDistributionStrategy", "balanced-best-effort"}}},
         {"LoadBalancerNames", json::array()},
         {"TargetGroupARNs", json::array()},
         {"HealthCheckType", "EC2"},
         {"HealthCheckGracePeriod", 15},
         {"CreatedTime", timestamp(world)},
         {"SuspendedProcesses", json::array()},
         {"VPCZoneIdentifier", fmt::format("{}", fmt::join(spec.subnet_ids, ","))},
         {"EnabledMetrics", json::array()},
         {"Tags", std::move(tags)},
         {"TerminationPolicies", json::array{"Default"}},
         {"NewInstancesProtectedFromScaleIn", false},
         {"ServiceLinkedRoleARN", fmt::format("arn:{}:iam::{}:role/aws-service-role/autoscaling."
                                              "amazonaws.com/AWSServiceRoleForAutoScaling",
                                              partition_of(world, scope.region), scope.account)},
         {"_subnets", array_of(spec.subnet_ids)},
         {"_hidden", spec.hidden},
         {"_activities", json::array()}});
    schedule_reconcile(world, key, world.tables().typical("autoscaling.Launch"));
}

void resize_group(World& world, const RecordKey& group, std::int64_t minimum, std::int64_t desired,
                  std::int64_t maximum) {
    world.store().update(group, [&](json::object& document) {
        document["MinSize"] = minimum;
        document["DesiredCapacity"] = desired;
        document["MaxSize"] = maximum;
    });
    schedule_reconcile(world, group, world.tables().typical("autoscaling.Launch"));
}

void delete_group(World& world, const RecordKey& group) {
    world.store().update(group,
                         [](json::object& document) { document["Status"] = "Delete in progress"; });
    schedule_reconcile(world, group, Duration::zero());
}

std::vector<std::string> alive_instances(const World& world, const RecordKey& group) {
    std::vector<std::string> alive;
    for (const auto& [id, instance] : members_of(world, group))
        if (counts(*instance))
            alive.push_back(id);
    return alive;
}

void instance_changed(World& world, const RecordKey& instance) {
    const auto* document = world.store().find(instance);
    if (document == nullptr || !has(*document, "_autoscaling_group"))
        return;
    const auto group = group_of(instance, *document);
    note_loss(world, instance, json::object(*document));
    schedule_reconcile(world, group, world.tables().typical("autoscaling.Launch"));
}

void look_at_group(World& world, const RecordKey& group) {
    schedule_reconcile(world, group, Duration::zero());
}

void register_autoscaling_events(Scheduler& scheduler) {
    scheduler.on(std::string(reconcile_event), [](World& world, const json::object& payload) {
        reconcile(world, key_from(payload));
    });
    register_lifecycle_events(scheduler);
    register_refresh_events(scheduler);
}

}  // namespace inland::emulator
