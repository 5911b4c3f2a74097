// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/eks/node_group_fleet.h"

#include "emulator/services/autoscaling/activity.h"
#include "emulator/services/autoscaling/group.h"
#include "emulator/services/autoscaling/members.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"

#include <algorithm>

namespace inland::emulator {

namespace {

constexpr std::int64_t percent = 100;
constexpr std::int64_t machines_a_zone = 2;

}  // namespace

RecordKey fleet_key(const RecordKey& node_group, const json::object& document) {
    return {node_group.scope, std::string(kind::autoscaling_group),
            text_of(document, "_scaling_group")};
}

Fleet fleet_of(const World& world, const RecordKey& scaling) {
    Fleet fleet;
    const auto* record = world.store().find(scaling);
    if (record == nullptr)
        return fleet;
    const auto version = text_of(object_of(*record, "LaunchTemplate"), "Version");
    for (const auto& [id, instance] : members_of(world, scaling)) {
        if (is_leaving(*instance))
            continue;
        if (text_of(object_of(*instance, "_template"), "Version") != version) {
            fleet.old.push_back(id);
            continue;
        }
        auto& where = flag_of(*instance, "_joined") ? fleet.joined : fleet.waiting;
        where.push_back(id);
    }
    return fleet;
}

std::int64_t desired_of(const json::object& node_group) {
    return number_of(object_of(node_group, "scalingConfig"), "desiredSize");
}

std::int64_t batch_of(const json::object& node_group) {
    const auto& config = object_of(node_group, "updateConfig");
    const auto share =
        number_of(config, "maxUnavailablePercentage") * desired_of(node_group) / percent;
    return std::max<std::int64_t>(1, std::max(share, number_of(config, "maxUnavailable", 1)));
}

std::int64_t surge_of(const World& world, const RecordKey& scaling,
                      const json::object& node_group) {
    const auto* record = world.store().find(scaling);
    const auto zones =
        record == nullptr ? std::size_t{0} : list_of(*record, "AvailabilityZones").size();
    return std::max(machines_a_zone * static_cast<std::int64_t>(zones), batch_of(node_group));
}

std::int64_t capacity_for(const Fleet& fleet, std::int64_t desired, std::int64_t surge) {
    const auto still_to_make = std::max<std::int64_t>(0, desired - fleet.made());
    const auto room = std::max<std::int64_t>(0, desired + surge - fleet.all());
    return std::max(desired, fleet.all() + std::min(still_to_make, room));
}

void want(World& world, const RecordKey& scaling, const json::object& node_group,
          std::int64_t capacity) {
    const auto& sizes = object_of(node_group, "scalingConfig");
    resize_group(world, scaling, number_of(sizes, "minSize"), capacity,
                 std::max(capacity, number_of(sizes, "maxSize")));
}

void let_go(World& world, const RecordKey& scaling, const std::string& instance) {
    remove_member(world, {scaling.scope, std::string(kind::instance), instance},
                  at_now(world, "instance " + instance +
                                    " was taken out of service in response to a user request, "
                                    "shrinking the capacity."));
}

}  // namespace inland::emulator
