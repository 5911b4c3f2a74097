// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/autoscaling/members.h"

#include "emulator/services/autoscaling/activity.h"
#include "emulator/services/autoscaling/lifecycle.h"
#include "emulator/services/ec2/instance.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"

#include <algorithm>

namespace inland::emulator {

Members members_of(const World& world, const RecordKey& group) {
    auto members =
        records_where(world, group.scope, kind::instance, "_autoscaling_group", group.id);
    std::erase_if(members, [](const auto& member) {
        return text_of(object_of(*member.second, "State"), "Name") == "terminated";
    });
    std::ranges::stable_sort(
        members, {}, [](const auto& member) { return number_of(*member.second, "_launched_at"); });
    return members;
}

RecordKey group_of(const RecordKey& instance, const json::object& document) {
    return {instance.scope, std::string(kind::autoscaling_group),
            text_of(document, "_autoscaling_group")};
}

std::string lifecycle_of(const json::object& instance) {
    const auto waiting = text_of(instance, "_lifecycle");
    const auto state = text_of(object_of(instance, "State"), "Name");
    if (!waiting.empty() && state != "shutting-down" && state != "terminated")
        return waiting;
    if (state == "pending")
        return "Pending";
    return state == "running" ? "InService" : "Terminating";
}

bool is_leaving(const json::object& instance) {
    return lifecycle_of(instance).starts_with("Terminating");
}

void remove_member(World& world, const RecordKey& instance, std::string_view cause) {
    const auto* document = world.store().find(instance);
    if (document == nullptr || !text_of(*document, "_removal").empty())
        return;
    note_activity(world, group_of(instance, *document),
                  {"Terminating EC2 instance: " + instance.id, std::string(cause), "Successful", "",
                   text_of(*document, "SubnetId"),
                   text_of(object_of(*document, "Placement"), "AvailabilityZone")});
    world.store().update(instance,
                         [&](json::object& changed) { changed["_removal"] = std::string(cause); });
    if (!begin_lifecycle(world, instance, Transition::Terminating))
        terminate_instance(world, instance);
}

}  // namespace inland::emulator
