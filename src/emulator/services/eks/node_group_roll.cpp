// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/eks/node_group_roll.h"

#include "emulator/services/autoscaling/activity.h"
#include "emulator/services/autoscaling/group.h"
#include "emulator/services/autoscaling/members.h"
#include "emulator/services/eks/node_group_health.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <chrono>

namespace inland::emulator {

namespace {

constexpr std::string_view roll_event = "eks:nodegroup-roll";
constexpr auto look_after = std::chrono::seconds(30);
constexpr std::int64_t percent = 100;

/// How many more machines an update launches: updateConfig's maxUnavailable, at least one.
std::int64_t surge_of(const json::object& group, std::int64_t desired) {
    const auto& config = object_of(group, "updateConfig");
    const auto share = number_of(config, "maxUnavailablePercentage") * desired / percent;
    return std::max<std::int64_t>(1, std::max(share, number_of(config, "maxUnavailable", 1)));
}

std::int64_t desired_of(const json::object& group) {
    return number_of(object_of(group, "scalingConfig"), "desiredSize");
}

/// The machines of a group as an update sees them.
struct Fleet {
    std::vector<std::string> old;
    std::int64_t made = 0;    ///< of the new template
    std::int64_t joined = 0;  ///< of these
};

Fleet fleet_of(const World& world, const RecordKey& scaling, std::string_view version) {
    Fleet fleet;
    for (const auto& [id, instance] : members_of(world, scaling)) {
        if (is_leaving(*instance))
            continue;
        if (text_of(object_of(*instance, "_template"), "Version") != version) {
            fleet.old.push_back(id);
            continue;
        }
        ++fleet.made;
        fleet.joined += flag_of(*instance, "_joined") ? 1 : 0;
    }
    return fleet;
}

void want(World& world, const RecordKey& scaling, const json::object& group, std::int64_t desired) {
    const auto& sizes = object_of(group, "scalingConfig");
    resize_group(world, scaling, number_of(sizes, "minSize"), desired,
                 std::max(desired, number_of(sizes, "maxSize")));
}

void let_go(World& world, const RecordKey& scaling, const std::vector<std::string>& ids,
            std::size_t count) {
    for (std::size_t at = 0; at < std::min(count, ids.size()); ++at)
        remove_member(world, {scaling.scope, std::string(kind::instance), ids[at]},
                      at_now(world, "instance " + ids[at] +
                                        " was taken out of service in response to a user request, "
                                        "shrinking the capacity."));
}

/// New machines that never join end the update as they end a creation.
bool is_overdue(const World& world, const json::object& payload) {
    const auto since = number_of(payload, "since");
    return world.now().time_since_epoch().count() - since >
           world.tables().typical("eks.NodesNeverJoin").count();
}

void give_up(World& world, const RecordKey& key, const RecordKey& scaling,
             const json::object& group) {
    want(world, scaling, group, desired_of(group));
    add_health_issue(world, key,
                     {{"code", "NodeCreationFailure"},
                      {"message",
                       "Couldn't proceed with upgrade process as new nodes are not "
                       "joining node group " +
                           text_of(group, "nodegroupName")},
                      {"resourceIds", json::array()}});
}

void replace_old(World& world, const RecordKey& scaling, const json::object& group,
                 const Fleet& fleet) {
    const auto desired = desired_of(group);
    const auto surge = static_cast<std::size_t>(surge_of(group, desired));
    const auto going = fleet.made >= desired ? fleet.old.size() : surge;
    const auto left =
        static_cast<std::int64_t>(fleet.old.size() - std::min(going, fleet.old.size()));
    let_go(world, scaling, fleet.old, going);
    want(world, scaling, group, desired + std::min<std::int64_t>(surge_of(group, desired), left));
}

void roll(World& world, const json::object& payload) {
    const auto key = key_from(payload);
    const auto* record = world.store().find(key);
    if (record == nullptr || text_of(*record, "status") == "DELETING")
        return;
    const json::object group(*record);
    const RecordKey scaling{key.scope, std::string(kind::autoscaling_group),
                            text_of(group, "_scaling_group")};
    const auto* scaling_record = world.store().find(scaling);
    if (scaling_record == nullptr)
        return;
    const auto version = text_of(object_of(*scaling_record, "LaunchTemplate"), "Version");
    const auto fleet = fleet_of(world, scaling, version);
    if (fleet.old.empty())
        return want(world, scaling, group, desired_of(group));
    auto next = payload;
    const auto awaited = std::min(
        desired_of(group), number_of(payload, "joined") + surge_of(group, desired_of(group)));
    if (fleet.joined == fleet.made && fleet.joined >= awaited) {
        replace_old(world, scaling, group, fleet);
        next["joined"] = fleet.joined;
        next["since"] = world.now().time_since_epoch().count();
    } else if (is_overdue(world, payload)) {
        return give_up(world, key, scaling, group);
    }
    world.after(look_after, roll_event, std::move(next));
}

}  // namespace

void start_roll(World& world, const RecordKey& key) {
    const auto& group = *world.store().find(key);
    const auto desired = desired_of(group);
    const RecordKey scaling{key.scope, std::string(kind::autoscaling_group),
                            text_of(group, "_scaling_group")};
    if (desired > 0)
        want(world, scaling, json::object(group), desired + surge_of(group, desired));
    auto payload = payload_of(key);
    payload["joined"] = 0;
    payload["since"] = world.now().time_since_epoch().count();
    world.after(look_after, roll_event, std::move(payload));
}

Duration roll_duration(const World& world, const json::object& node_group) {
    const auto desired = desired_of(node_group);
    const auto surge = surge_of(node_group, desired);
    const auto batches = (desired + surge - 1) / surge;
    return world.tables().typical("eks.UpdateNodegroupVersion.Node") * (batches + 1);
}

void register_node_group_roll_events(Scheduler& scheduler) {
    scheduler.on(std::string(roll_event), roll);
}

}  // namespace inland::emulator
