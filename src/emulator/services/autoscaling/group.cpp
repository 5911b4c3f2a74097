// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/autoscaling/group.h"

#include "emulator/services/arn.h"
#include "emulator/services/ec2/instance.h"
#include "emulator/services/ec2/launch_template.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/events.h"
#include "emulator/services/identifier.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/tags.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <chrono>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::emulator {

namespace {

constexpr std::string_view reconcile_event = "autoscaling:reconcile";
constexpr std::size_t most_activities = 100;

using Instances = std::vector<std::pair<std::string, const json::object*>>;

/// Every instance of the group that has not been terminated, by launch time.
Instances instances_of(const World& world, const RecordKey& group) {
    auto instances =
        records_where(world, group.scope, kind::instance, "_autoscaling_group", group.id);
    std::erase_if(instances, [](const auto& instance) {
        return text_of(object_of(*instance.second, "State"), "Name") == "terminated";
    });
    std::ranges::stable_sort(instances, {}, [](const auto& instance) {
        return number_of(*instance.second, "_launched_at");
    });
    return instances;
}

void note_activity(World& world, const RecordKey& group, std::string_view description,
                   std::string_view status, std::string_view message) {
    json::object activity{{"ActivityId", new_uuid()},
                          {"AutoScalingGroupName", group.id},
                          {"Description", description},
                          {"Cause", fmt::format("At {} a difference between desired and actual "
                                                "capacity changed the group.",
                                                iso8601(world.now()))},
                          {"StartTime", timestamp(world)},
                          {"EndTime", timestamp(world)},
                          {"StatusCode", status},
                          {"Progress", 100}};
    if (!message.empty())
        activity["StatusMessage"] = message;
    world.store().update(group, [&](json::object& document) {
        auto& activities = list_in(document, "_activities");
        activities.insert(activities.begin(), json::value(activity));
        if (activities.size() > most_activities)
            activities.resize(most_activities);
    });
}

/// The subnet that holds the fewest of the group's instances.
std::string emptiest_subnet(const json::object& group, const Instances& instances) {
    std::string best;
    std::size_t fewest = instances.size() + 1;
    for (const auto& subnet : texts_of(group, "_subnets")) {
        const auto count =
            static_cast<std::size_t>(std::ranges::count_if(instances, [&](const auto& instance) {
                return text_of(*instance.second, "SubnetId") == subnet;
            }));
        if (count < fewest) {
            fewest = count;
            best = subnet;
        }
    }
    return best;
}

json::array instance_tags(const json::object& group) {
    json::array tags;
    for (const auto& tag : list_of(group, "Tags"))
        if (flag_of(tag.as_object(), "PropagateAtLaunch"))
            tags.push_back(tag);
    json::array merged;
    merge_tags(merged, tags);
    merged.push_back(json::object{{"Key", "aws:autoscaling:groupName"},
                                  {"Value", text_of(group, "AutoScalingGroupName")}});
    return merged;
}

Result<std::string> launch_one(World& world, const RecordKey& key) {
    const auto& group = *world.store().find(key);
    const auto data =
        TRY(launch_template_data(world, key.scope, object_of(group, "LaunchTemplate")));
    auto spec = new_instance_from(world, key.scope, data);
    spec.subnet_id = emptiest_subnet(group, instances_of(world, key));
    json::array tags = instance_tags(group);
    merge_tags(tags, spec.tags);
    spec.tags = std::move(tags);
    spec.hidden = object_of(group, "_hidden");
    spec.hidden["_autoscaling_group"] = key.id;
    return launch_instance(world, key.scope, spec);
}

void schedule_reconcile(World& world, const RecordKey& group, Duration delay) {
    world.after(delay, reconcile_event, payload_of(group));
}

/// Failing launches are tried again, slower.
constexpr auto retry_after = std::chrono::minutes(2);

void launch_missing(World& world, const RecordKey& key, std::int64_t missing) {
    for (; missing > 0; --missing) {
        const auto id = launch_one(world, key);
        if (!id) {
            note_activity(world, key, "Launching a new EC2 instance", "Failed",
                          fmt::format("{} Launching EC2 instance failed.", id.error().message));
            world.after(retry_after, reconcile_event, payload_of(key), Jump::No);
            return;
        }
        note_activity(world, key, "Launching a new EC2 instance: " + *id, "Successful", "");
    }
}

void terminate_surplus(World& world, const RecordKey& key, const std::vector<std::string>& alive,
                       std::int64_t surplus) {
    for (auto id = alive.rbegin(); id != alive.rend() && surplus > 0; ++id, --surplus) {
        terminate_instance(world, {key.scope, std::string(kind::instance), *id});
        note_activity(world, key, "Terminating EC2 instance: " + *id, "Successful", "");
    }
}

void reconcile(World& world, const RecordKey& key) {
    const auto* group = world.store().find(key);
    if (group == nullptr)
        return;
    const bool deleting = has(*group, "Status");
    const auto desired = deleting ? 0 : number_of(*group, "DesiredCapacity");
    const auto alive = alive_instances(world, key);
    const auto count = static_cast<std::int64_t>(alive.size());
    if (count < desired)
        launch_missing(world, key, desired - count);
    else if (count > desired)
        terminate_surplus(world, key, alive, count - desired);
    if (deleting && instances_of(world, key).empty())
        world.store().erase(key);
}

}  // namespace

void make_group(World& world, const Scope& scope, const NewGroup& spec) {
    json::array zones;
    for (const auto& id : spec.subnet_ids)
        if (const auto* subnet = world.store().find({scope, std::string(kind::subnet), id});
            subnet != nullptr && !contains(zones, text_of(*subnet, "AvailabilityZone")))
            zones.emplace_back(text_of(*subnet, "AvailabilityZone"));
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
         {"AvailabilityZones", std::move(zones)},
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
    for (const auto& [id, instance] : instances_of(world, group))
        if (is_alive(*instance))
            alive.push_back(id);
    return alive;
}

void instance_changed(World& world, const RecordKey& instance) {
    const auto* document = world.store().find(instance);
    if (document == nullptr || !has(*document, "_autoscaling_group"))
        return;
    schedule_reconcile(world,
                       {instance.scope, std::string(kind::autoscaling_group),
                        text_of(*document, "_autoscaling_group")},
                       world.tables().typical("autoscaling.Launch"));
}

void register_autoscaling_events(Scheduler& scheduler) {
    scheduler.on(std::string(reconcile_event), [](World& world, const json::object& payload) {
        reconcile(world, key_from(payload));
    });
}

}  // namespace inland::emulator
