// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/autoscaler/loop.h"

#include "emulator/cluster/autoscaler/turn.h"
#include "emulator/cluster/workloads/controllers.h"
#include "emulator/services/records.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace inland::emulator::autoscaler {

namespace {

using cluster::Objects;

constexpr std::string_view turn_event = "cluster-autoscaler:turn";
constexpr Duration scan_interval = std::chrono::seconds(10);

/// What is expected of one cluster's autoscaler.
struct Expected {
    std::uint64_t seen = 0;  ///< the version of the cluster after the last turn
    TimePoint soon;          ///< the turn that is planned because something changed
    std::set<TimePoint> later;
    bool is_acting = false;
};

struct AllExpected {
    std::map<RecordKey, Expected> by_cluster;
};

void schedule(World& world, const RecordKey& cluster, Duration delay, Jump jump) {
    world.after(delay, turn_event,
                {{"account", cluster.scope.account},
                 {"region", cluster.scope.region},
                 {"cluster", cluster.id}},
                jump);
}

Expected& expected_of(const Objects& objects) {
    return objects.world().part<AllExpected>().by_cluster[objects.cluster()];
}

void plan_soon(const Objects& objects, Expected& expected) {
    const auto now = objects.world().now();
    if (expected.soon > now || autoscaler_pod(objects) == nullptr)
        return;
    expected.soon = now + scan_interval;
    schedule(objects.world(), objects.cluster(), scan_interval, Jump::Yes);
}

void plan_later(const Objects& objects, Expected& expected, const NextTurn& next) {
    const auto now = objects.world().now();
    std::erase_if(expected.later, [&](TimePoint time) { return time <= now; });
    if (expected.later.insert(now + next.after).second)
        schedule(objects.world(), objects.cluster(), next.after, next.jump);
}

void on_turn(World& world, const json::object& payload) {
    Objects objects(world,
                    {{string_or_empty(payload, "account"), string_or_empty(payload, "region")},
                     std::string(kind::cluster),
                     string_or_empty(payload, "cluster")});
    const auto* pod =
        world.store().find(objects.cluster()) == nullptr ? nullptr : autoscaler_pod(objects);
    if (pod == nullptr)
        return;
    auto& expected = expected_of(objects);
    expected.is_acting = true;
    const auto next = take_turn(objects, json::object(*pod));
    cluster::reconcile(objects);
    expected.is_acting = false;
    expected.seen = objects.version();
    if (next)
        plan_later(objects, expected, *next);
}

/// What an autoscaler's calls meet.
bool matters(const Change& change) {
    constexpr std::array kinds{std::string_view("autoscaling:"), std::string_view("ec2:"),
                               std::string_view("eks:"), std::string_view("iam:"),
                               std::string_view("route53")};
    return std::ranges::any_of(
        kinds, [&](std::string_view kind) { return change.key.kind.starts_with(kind); });
}

}  // namespace

void expect_turn(const Objects& objects) {
    auto& expected = expected_of(objects);
    if (!expected.is_acting && expected.seen != objects.version())
        plan_soon(objects, expected);
}

void expect_turns(World& world, const std::vector<Change>& changes) {
    if (std::ranges::none_of(changes, matters))
        return;
    for (const auto& [key, record] : world.store().list_everywhere(kind::cluster)) {
        const Objects objects(world, key);
        plan_soon(objects, expected_of(objects));
    }
}

void register_events(Scheduler& scheduler) {
    scheduler.on(std::string(turn_event), on_turn);
}

}  // namespace inland::emulator::autoscaler
