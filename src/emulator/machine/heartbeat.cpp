// SPDX-License-Identifier: Apache-2.0
#include "emulator/machine/heartbeat.h"

#include "emulator/cluster/api/objects.h"
#include "emulator/cluster/workloads/node.h"
#include "emulator/machine/machine_record.h"
#include "emulator/machine/node_settings.h"
#include "emulator/machine/observed_network.h"
#include "emulator/services/records.h"
#include "emulator/world.h"

#include <algorithm>
#include <array>
#include <map>

namespace inland::emulator {

namespace {

constexpr std::string_view heartbeat_event = "machine:heartbeat";
/// kubelet's --node-status-update-frequency.
constexpr Duration between_posts = std::chrono::seconds(10);
/// kube-controller-manager's --node-monitor-grace-period (50 s since Kubernetes 1.32).
constexpr Duration grace_period = std::chrono::seconds(50);

/// Whose posts do not arrive, and since when; when the next look is planned.
struct Heartbeats {
    std::map<RecordKey, TimePoint> silent_since;
    TimePoint planned_for;
};

void plan(World& world, Duration delay) {
    auto& beats = world.part<Heartbeats>();
    if (beats.planned_for > world.now())
        return;
    beats.planned_for = world.now() + delay;
    world.after(delay, heartbeat_event, {});
}

/// What a way to the Kubernetes API is made of.
bool is_of_network(const Change& change) {
    constexpr std::array kinds{std::string_view("ec2:"), std::string_view("route53"),
                               std::string_view("eks:cluster")};
    return std::ranges::any_of(
        kinds, [&](std::string_view kind) { return change.key.kind.starts_with(kind); });
}

std::vector<RecordKey> joined_machines(const World& world) {
    std::vector<RecordKey> joined;
    for (const auto& [key, instance] : world.store().list_everywhere(kind::instance))
        if (machine::state_of(world, key) == machine::state::joined)
            joined.push_back(key);
    return joined;
}

/// One Node, for the length of one look.
class Beat {
  public:
    Beat(World& world, const RecordKey& instance, Heartbeats& beats)
        : world_(world), instance_(instance), beats_(beats) {}

    void take() {
        const auto verdict = prove_from_machine(world_, instance_, "node.api-server");
        verdict.outcome == prove::Outcome::Fails ? miss() : arrive();
    }

  private:
    void arrive() {
        if (beats_.silent_since.erase(instance_) == 0)
            return;
        auto objects = objects_of_cluster();
        if (!cluster::is_node_ready(objects, node_name()))
            cluster::set_node_ready(objects, node_name());
    }

    void miss() {
        const auto since = beats_.silent_since.emplace(instance_, world_.now()).first->second;
        const auto left = grace_period - (world_.now() - since);
        if (left > Duration::zero())
            return plan(world_, left);
        auto objects = objects_of_cluster();
        if (cluster::is_node_ready(objects, node_name()))
            cluster::set_node_silent(objects, node_name());
    }

    [[nodiscard]] std::string node_name() const {
        return machine::node_name_of(*world_.store().find(instance_));
    }

    [[nodiscard]] cluster::Objects objects_of_cluster() const {
        const auto name = string_or_empty(*world_.store().find(instance_), "_cluster");
        return {world_, {instance_.scope, std::string(kind::cluster), name}};
    }

    World& world_;
    const RecordKey& instance_;
    Heartbeats& beats_;
};

void beat(World& world, const json::object& payload) {
    (void)payload;
    auto& beats = world.part<Heartbeats>();
    const auto machines = joined_machines(world);
    std::erase_if(beats.silent_since, [&](const auto& entry) {
        return std::ranges::find(machines, entry.first) == machines.end();
    });
    for (const auto& instance : machines)
        Beat(world, instance, beats).take();
}

}  // namespace

void look_after_nodes(World& world, const std::vector<Change>& changes) {
    if (std::ranges::any_of(changes, is_of_network) && !joined_machines(world).empty())
        plan(world, between_posts);
}

void register_heartbeat_events(Scheduler& scheduler) {
    scheduler.on(std::string(heartbeat_event), beat);
}

}  // namespace inland::emulator
