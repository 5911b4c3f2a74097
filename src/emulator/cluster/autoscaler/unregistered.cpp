// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/autoscaler/removal.h"
#include "emulator/cluster/autoscaler/shrinkage.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator::autoscaler {

namespace {

using cluster::type_of;

bool is_registered(const cluster::Objects& objects, const std::string& instance) {
    return std::ranges::any_of(objects.list(type_of("", "nodes")), [&](const json::object* node) {
        return string_or_empty(*node, "spec.providerID").ends_with("/" + instance);
    });
}

/// The machines were asked for, and do not come.
void note_time_out(const Acting& acting, ScaledGroup& group) {
    if (!acting.journal.time("requested/" + group.name))
        return;
    acting.journal.forget("requested/" + group.name);
    acting.journal.set_time("backoff/" + group.name, acting.now() + first_back_off);
    acting.reports.on_status(
        "Warning", "ScaleUpTimedOut",
        fmt::format("Nodes added to group {} failed to register within {}s", group.name,
                    whole_seconds(acting.settings.provision_time)));
    group.refusal = "in backoff after failed scale-up";
}

void give_back(const Acting& acting, ScaledGroup& group, const std::string& instance) {
    note_time_out(acting, group);
    if (group.target <= group.minimum)
        return acting.journal.log('W', "static_autoscaler.go:812",
                                  fmt::format("Failed to remove node {}: node group min size "
                                              "reached, skipping unregistered node removal",
                                              instance));
    if (Remover{acting}.remove_unregistered(group.name, instance))
        --group.target;
}

std::optional<TimePoint> due_of(const Acting& acting, const std::string& instance) {
    const auto since = acting.journal.time("unregistered/" + instance);
    return since ? std::optional(*since + acting.settings.provision_time) : std::nullopt;
}

}  // namespace

void give_back_unregistered(const Acting& acting, SeenGroups& seen) {
    std::vector<std::string> unregistered;
    for (const auto& [instance, name] : seen.group_of_instance) {
        if (is_registered(acting.objects, instance))
            continue;
        unregistered.push_back(instance);
        if (!acting.journal.time("unregistered/" + instance))
            acting.journal.set_time("unregistered/" + instance, acting.now());
        if (*due_of(acting, instance) <= acting.now())
            give_back(acting, *std::ranges::find(seen.groups, name, &ScaledGroup::name), instance);
    }
    acting.journal.keep_only("unregistered/", unregistered);
}

std::optional<TimePoint> next_give_back(const Acting& acting, const SeenGroups& seen) {
    std::optional<TimePoint> next;
    for (const auto& [instance, name] : seen.group_of_instance)
        if (const auto due = due_of(acting, instance);
            due && *due > acting.now() && (!next || *due < *next))
            next = due;
    return next;
}

}  // namespace inland::emulator::autoscaler
