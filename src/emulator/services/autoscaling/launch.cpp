// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/autoscaling/launch.h"

#include "emulator/launch_faults.h"
#include "emulator/services/autoscaling/activity.h"
#include "emulator/services/autoscaling/lifecycle.h"
#include "emulator/services/autoscaling/members.h"
#include "emulator/services/ec2/instance.h"
#include "emulator/services/ec2/launch_template.h"
#include "emulator/services/eks/node_group_events.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/tags.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

const json::object& policy_template(const json::object& group) {
    return object_of(object_of(group, "MixedInstancesPolicy"), "LaunchTemplate");
}

json::object specification_of(const json::object& group) {
    const auto& mixed = object_of(policy_template(group), "LaunchTemplateSpecification");
    return mixed.empty() ? object_of(group, "LaunchTemplate") : mixed;
}

/// The first type that the policy's overrides name; else the template's own.
void override_type(const json::object& group, json::object& data) {
    const auto& overrides = list_of(policy_template(group), "Overrides");
    if (overrides.empty())
        return;
    const auto type = text_of(overrides.front().as_object(), "InstanceType");
    if (!type.empty())
        data["InstanceType"] = type;
}

std::string zone_of(const World& world, const RecordKey& group, const std::string& subnet) {
    const auto* record = world.store().find({group.scope, std::string(kind::subnet), subnet});
    return record == nullptr ? std::string{} : text_of(*record, "AvailabilityZone");
}

/// The group's subnets, those of the zones with the fewest of its instances first.
std::vector<std::string> by_need(const World& world, const RecordKey& key,
                                 const json::object& group) {
    const auto members = members_of(world, key);
    const auto count_in = [&](const std::string& subnet) {
        return std::ranges::count_if(members, [&](const auto& member) {
            return text_of(object_of(*member.second, "Placement"), "AvailabilityZone") ==
                   zone_of(world, key, subnet);
        });
    };
    auto subnets = texts_of(group, "_subnets");
    std::ranges::stable_sort(subnets, {}, count_in);
    return subnets;
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

Result<NewInstance> instance_of(const World& world, const RecordKey& key,
                                const json::object& group) {
    const auto used = TRY(current_template(world, key));
    auto data = TRY(launch_template_data(world, key.scope, used));
    override_type(group, data);
    auto spec = new_instance_from(world, key.scope, data);
    auto tags = instance_tags(group);
    merge_tags(tags, spec.tags);
    spec.tags = std::move(tags);
    spec.hidden = object_of(group, "_hidden");
    spec.hidden["_autoscaling_group"] = key.id;
    spec.hidden["_template"] = used;
    spec.hidden["_protected"] = flag_of(group, "NewInstancesProtectedFromScaleIn");
    return spec;
}

Result<std::string> try_subnet(World& world, const RecordKey& key, NewInstance spec,
                               const std::string& subnet) {
    spec.subnet_id = subnet;
    if (auto fault = capacity_fault(world)) {
        fault->message = fmt::format(
            "We currently do not have sufficient {} capacity in the Availability Zone you "
            "requested ({}). Our system will be working on provisioning additional capacity.",
            spec.instance_type, zone_of(world, key, subnet));
        return std::unexpected(std::move(*fault));
    }
    return launch_instance(world, key.scope, spec);
}

void note_failure(World& world, const RecordKey& key, const Error& error, std::string_view cause,
                  const std::string& subnet) {
    note_activity(world, key,
                  {"Launching a new EC2 instance.  Status Reason: " + error.message,
                   std::string(cause), "Failed", error.message + " Launching EC2 instance failed.",
                   subnet, zone_of(world, key, subnet)});
    launch_failed(world, key, error);
}

}  // namespace

Result<json::object> current_template(const World& world, const RecordKey& group) {
    const auto* record = world.store().find(group);
    return resolved_template(world, group.scope,
                             record == nullptr ? json::object() : specification_of(*record));
}

bool launch_one(World& world, const RecordKey& key, std::string_view cause) {
    const auto group = *world.store().find(key);
    const auto spec = instance_of(world, key, group);
    if (!spec) {
        note_failure(world, key, spec.error(), cause, "");
        return false;
    }
    for (const auto& subnet : by_need(world, key, group)) {
        const auto id = try_subnet(world, key, *spec, subnet);
        if (!id) {
            note_failure(world, key, id.error(), cause, subnet);
            continue;
        }
        note_activity(world, key,
                      {"Launching a new EC2 instance: " + *id, std::string(cause), "Successful", "",
                       subnet, zone_of(world, key, subnet)});
        begin_lifecycle(world, {key.scope, std::string(kind::instance), *id},
                        Transition::Launching);
        return true;
    }
    return false;
}

}  // namespace inland::emulator
