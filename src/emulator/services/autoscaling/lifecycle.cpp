// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/autoscaling/lifecycle.h"

#include "emulator/services/autoscaling/group.h"
#include "emulator/services/autoscaling/members.h"
#include "emulator/services/ec2/instance.h"
#include "emulator/services/identifier.h"
#include "emulator/services/members.h"
#include "emulator/services/transition.h"

#include <array>
#include <chrono>

namespace inland::emulator {

namespace {

constexpr std::string_view timeout_event = "autoscaling:hook-timeout";
constexpr std::int64_t default_timeout = 3600;

struct TransitionRow {
    Transition transition;
    std::string_view name, waiting;
};
constexpr std::array transitions{
    TransitionRow{Transition::Launching, "autoscaling:EC2_INSTANCE_LAUNCHING", "Pending:Wait"},
    TransitionRow{Transition::Terminating, "autoscaling:EC2_INSTANCE_TERMINATING",
                  "Terminating:Wait"}};

const TransitionRow& row_of(Transition transition) {
    return transitions.at(transition == Transition::Launching ? 0 : 1);
}

json::object hook_for(const World& world, const RecordKey& instance, const TransitionRow& row) {
    const auto* document = world.store().find(instance);
    const auto* group =
        document == nullptr ? nullptr : world.store().find(group_of(instance, *document));
    if (group != nullptr)
        for (const auto& hook : list_of(*group, "_hooks"))
            if (text_of(hook.as_object(), "LifecycleTransition") == row.name)
                return hook.as_object();
    return {};
}

void start_clock(World& world, const RecordKey& instance, const json::object& hook) {
    const auto token = new_uuid();
    world.store().update(instance, [&](json::object& document) {
        document["_lifecycle_token"] = token;
        document["_lifecycle_hook"] = hook;
    });
    auto payload = payload_of(instance);
    payload["token"] = token;
    world.after(std::chrono::seconds(number_of(hook, "HeartbeatTimeout", default_timeout)),
                timeout_event, std::move(payload));
}

void timed_out(World& world, const json::object& payload) {
    const auto instance = key_from(payload);
    const auto* document = world.store().find(instance);
    if (document == nullptr || text_of(*document, "_lifecycle_token") != text_of(payload, "token"))
        return;
    const auto result = text_of(object_of(*document, "_lifecycle_hook"), "DefaultResult");
    complete_lifecycle(world, instance, result);
}

}  // namespace

bool begin_lifecycle(World& world, const RecordKey& instance, Transition transition) {
    const auto& row = row_of(transition);
    const auto hook = hook_for(world, instance, row);
    if (hook.empty())
        return false;
    world.store().update(instance,
                         [&](json::object& document) { document["_lifecycle"] = row.waiting; });
    start_clock(world, instance, hook);
    return true;
}

bool complete_lifecycle(World& world, const RecordKey& instance, std::string_view result) {
    const auto* document = world.store().find(instance);
    const auto waiting = document == nullptr ? "" : text_of(*document, "_lifecycle");
    if (waiting.empty())
        return false;
    const bool leaves = waiting.starts_with("Terminating") || result != "CONTINUE";
    world.store().update(instance, [](json::object& changed) {
        for (const auto member : {"_lifecycle", "_lifecycle_token", "_lifecycle_hook"})
            changed.erase(member);
    });
    if (leaves) {
        world.store().update(instance, [](json::object& changed) { changed["_removal"] = "hook"; });
        terminate_instance(world, instance);
    }
    instance_changed(world, instance);
    return true;
}

bool keep_waiting(World& world, const RecordKey& instance) {
    const auto* document = world.store().find(instance);
    if (document == nullptr || text_of(*document, "_lifecycle").empty())
        return false;
    start_clock(world, instance, json::object(object_of(*document, "_lifecycle_hook")));
    return true;
}

void register_lifecycle_events(Scheduler& scheduler) {
    scheduler.on(std::string(timeout_event), timed_out);
}

}  // namespace inland::emulator
