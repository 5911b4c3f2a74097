// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/eks/node_group_roll.h"

#include "emulator/cluster/workloads/drain.h"
#include "emulator/services/eks/lookup.h"
#include "emulator/services/eks/node_group_fleet.h"
#include "emulator/services/eks/node_group_health.h"
#include "emulator/services/eks/update.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

using cluster::Budgets;
using cluster::Objects;
using cluster::Schedulable;

constexpr std::string_view roll_event = "eks:nodegroup-roll";
constexpr auto look_after = std::chrono::seconds(10);
/// EKS User Guide: what is not drained by then has failed, or is forced.
constexpr auto drain_patience = std::chrono::minutes(15);
/// For controllers to see that the node is going.
constexpr auto pause_after_drain = std::chrono::minutes(1);

std::int64_t milliseconds(Duration duration) {
    return duration.count();
}

/// One look at an update under way. What it has to remember is in the event's payload.
class Roll {
  public:
    Roll(World& world, json::object& payload, const RecordKey& key, json::object group)
        : world_(world),
          payload_(payload),
          key_(key),
          group_(std::move(group)),
          scaling_(fleet_key(key, group_)),
          objects_(world, cluster_key(key.scope, text_of(group_, "clusterName"))),
          fleet_(fleet_of(world, scaling_)) {}

    /// False when it is over.
    bool look() {
        if (fleet_.old.empty() && fleet_.waiting.empty())
            return finish();
        note_joined();
        want(world_, scaling_, group_, capacity());
        const bool waits = !fleet_.waiting.empty() || !is_covered();
        if (waits && !has_time_to_join())
            return fail_to_join();
        if (!is_covered())
            return true;
        for (const auto& id : fleet_.old)
            cordon(id, Schedulable::No);
        return drain_next();
    }

  private:
    [[nodiscard]] std::int64_t now() const { return world_.now().time_since_epoch().count(); }
    [[nodiscard]] std::int64_t joined() const {
        return static_cast<std::int64_t>(fleet_.joined.size());
    }
    /// Each that joins gives the others their full time again.
    void note_joined() {
        if (joined() <= number_of(payload_, "joined", -1))
            return;
        payload_["joined"] = joined();
        payload_["since"] = now();
    }
    /// Whether enough machines stay when a batch of old ones goes.
    [[nodiscard]] bool is_covered() const {
        const auto desired = desired_of(group_);
        const auto there = joined() + static_cast<std::int64_t>(fleet_.old.size());
        return joined() >= desired || there >= desired + batch_of(group_);
    }
    [[nodiscard]] std::int64_t capacity() const {
        return capacity_for(fleet_, desired_of(group_), surge_of(world_, scaling_, group_));
    }
    [[nodiscard]] std::string node_of(const std::string& instance) const {
        return cluster::node_of_instance(objects_, instance);
    }
    void cordon(const std::string& instance, Schedulable schedulable) {
        const auto node = node_of(instance);
        if (!node.empty())
            cluster::set_schedulable(objects_, node, schedulable);
    }

    bool finish() {
        want(world_, scaling_, group_, desired_of(group_));
        close_update(world_, object_of(payload_, "update"));
        return false;
    }

    [[nodiscard]] bool has_time_to_join() const {
        return now() - number_of(payload_, "since") <=
               milliseconds(world_.tables().typical("eks.NodesNeverJoin"));
    }

    /// The group goes on with what it had: nodes that serve take pods again.
    void give_up(json::object error) {
        world_.store().update(scaling_, [&](json::object& document) {
            copy_members(object_of(payload_, "earlier"), document, {"LaunchTemplate", "_hidden"});
        });
        for (const auto& id : fleet_.waiting)
            let_go(world_, scaling_, id);
        for (const auto& id : fleet_.old)
            cordon(id, Schedulable::Yes);
        let_idle_go();
        want(world_, scaling_, group_,
             std::max(desired_of(group_), fleet_of(world_, scaling_).all()));
        fail_update(world_, object_of(payload_, "update"), std::move(error));
    }

    /// Of the new machines, those that are too many and that no pod has come to yet.
    void let_idle_go() {
        auto too_many = fleet_of(world_, scaling_).all() - desired_of(group_);
        for (const auto& id : fleet_.joined)
            if (too_many > 0 && !cluster::has_pods(objects_, node_of(id))) {
                let_go(world_, scaling_, id);
                --too_many;
            }
    }

    bool fail_to_join() {
        const auto message = fmt::format(
            "Couldn't proceed with upgrade process as new nodes are not joining node group {}",
            text_of(group_, "nodegroupName"));
        give_up({{"errorCode", "NodeCreationFailure"},
                 {"errorMessage", message},
                 {"resourceIds", array_of(fleet_.waiting)}});
        add_health_issue(world_, key_,
                         {{"code", "NodeCreationFailure"},
                          {"message", message},
                          {"resourceIds", array_of(fleet_.waiting)}});
        return false;
    }

    bool drain_next() {
        auto& draining = object_in(payload_, "draining");
        choose(draining);
        std::vector<std::string> stuck;
        std::vector<std::string> gone;
        for (auto& [id, times] : draining)
            drain(std::string(id), times.as_object(), stuck, gone);
        if (!stuck.empty())
            return fail_to_evict(stuck);
        for (const auto& id : gone) {
            draining.erase(id);
            let_go(world_, scaling_, id);
        }
        if (!gone.empty()) {
            fleet_ = fleet_of(world_, scaling_);
            want(world_, scaling_, group_, capacity());
        }
        return true;
    }

    void choose(json::object& draining) {
        for (const auto& id : fleet_.old) {
            if (static_cast<std::int64_t>(draining.size()) >= batch_of(group_))
                return;
            if (!draining.contains(id))
                draining[id] = json::object{{"since", now()}};
        }
    }

    void drain(const std::string& id, json::object& times, std::vector<std::string>& stuck,
               std::vector<std::string>& gone) {
        const auto node = node_of(id);
        const bool late = now() - number_of(times, "since") > milliseconds(drain_patience);
        const bool forced = late && flag_of(payload_, "force");
        const auto left =
            cluster::evict_pods(objects_, node, forced ? Budgets::Overridden : Budgets::Honoured);
        if (!left.empty() && late)
            stuck.push_back(node);
        if (left.empty() && !times.contains("drained"))
            times["drained"] = now();
        if (times.contains("drained") &&
            now() - number_of(times, "drained") >= milliseconds(pause_after_drain))
            gone.push_back(id);
    }

    bool fail_to_evict(const std::vector<std::string>& nodes) {
        give_up({{"errorCode", "PodEvictionFailure"},
                 {"errorMessage",
                  fmt::format("Reached max retries while trying to evict pods from nodes in node "
                              "group {}",
                              text_of(group_, "nodegroupName"))},
                 {"resourceIds", array_of(nodes)}});
        return false;
    }

    World& world_;
    json::object& payload_;
    const RecordKey& key_;
    json::object group_;
    RecordKey scaling_;
    Objects objects_;
    Fleet fleet_;
};

void roll(World& world, const json::object& event) {
    const auto key = key_from(event);
    const auto* record = world.store().find(key);
    if (record == nullptr || text_of(*record, "status") == "DELETING")
        return;
    auto payload = event;
    if (Roll(world, payload, key, json::object(*record)).look())
        world.after(look_after, roll_event, std::move(payload));
}

}  // namespace

void start_roll(World& world, const RecordKey& key, json::object update, Eviction eviction) {
    const auto scaling = fleet_key(key, *world.store().find(key));
    auto payload = payload_of(key);
    payload["update"] = std::move(update);
    payload["force"] = eviction == Eviction::Forced;
    payload["since"] = world.now().time_since_epoch().count();
    if (const auto* record = world.store().find(scaling)) {
        json::object earlier;
        copy_members(*record, earlier, {"LaunchTemplate", "_hidden"});
        payload["earlier"] = std::move(earlier);
    }
    world.after(look_after, roll_event, std::move(payload));
}

void register_node_group_roll_events(Scheduler& scheduler) {
    scheduler.on(std::string(roll_event), roll);
}

}  // namespace inland::emulator
