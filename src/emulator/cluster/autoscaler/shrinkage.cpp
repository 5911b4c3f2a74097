// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/autoscaler/shrinkage.h"

#include "emulator/cluster/autoscaler/removal.h"
#include "emulator/cluster/workloads/disruption_budgets.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator::autoscaler {

namespace {

using cluster::name_of;
using cluster::type_of;

ScaledGroup& group_called(SeenGroups& seen, const std::string& name) {
    return *std::ranges::find(seen.groups, name, &ScaledGroup::name);
}

std::map<std::string, std::string> groups_of_nodes(const Acting& acting, const SeenGroups& seen) {
    std::map<std::string, std::string> groups;
    for (const auto* node : acting.objects.list(type_of("", "nodes"))) {
        const auto provider = string_or_empty(*node, "spec.providerID");
        const auto found = seen.group_of_instance.find(provider.substr(provider.rfind('/') + 1));
        if (found != seen.group_of_instance.end())
            groups[name_of(*node)] = found->second;
    }
    return groups;
}

ScaleDownDecision decide(const Acting& acting, const SeenGroups& seen,
                         const cluster::ClusterView& view) {
    const auto groups = groups_of_nodes(acting, seen);
    return decide_scale_down({view, acting.settings, groups, [&](const json::object& pod) {
                                  return cluster::budgets_of_pod(acting.objects, pod);
                              }});
}

void note_times(const Acting& acting, const ScaleDownDecision& decision) {
    std::vector<std::string> names;
    for (const auto& node : decision.unneeded) {
        names.push_back(node.node);
        if (!acting.journal.time("unneeded/" + node.node))
            acting.journal.set_time("unneeded/" + node.node, acting.now());
    }
    acting.journal.keep_only("unneeded/", names);
    for (const auto& node : decision.needed)
        acting.journal.log('I', "eligibility.go:162",
                           fmt::format("Node {} unremovable: {}", node.node, node.reason));
}

TimePoint cool_down_end(const Acting& acting) {
    TimePoint end{};
    if (const auto added = acting.journal.time("added"))
        end = std::max(end, *added + acting.settings.delay_after_add);
    if (const auto failed = acting.journal.time("failed"))
        end = std::max(end, *failed + acting.settings.delay_after_failure);
    return end;
}

TimePoint unneeded_since(const Acting& acting, const UnneededNode& node) {
    return acting.journal.time("unneeded/" + node.node).value_or(acting.now());
}

bool is_old(const Acting& acting, const UnneededNode& node) {
    return unneeded_since(acting, node) + acting.settings.unneeded_time <= acting.now();
}

void remove(const Acting& acting, ScaledGroup& group, const UnneededNode& node) {
    acting.journal.log('I', "nodes.go:84",
                       fmt::format("{} was unneeded for {}s", node.node,
                                   whole_seconds(acting.now() - unneeded_since(acting, node))));
    if (Remover{acting}.remove(node))
        --group.target;
    else
        acting.journal.set_time("failed", acting.now());
}

/// One is drained at a time (--max-drain-parallelism).
void remove_old(const Acting& acting, SeenGroups& seen, const std::vector<UnneededNode>& unneeded) {
    bool has_drained = false;
    for (const auto& node : unneeded) {
        auto& group = group_called(seen, node.group);
        const bool must_drain = !node.pods.empty();
        if (!is_old(acting, node) || group.target <= group.minimum || (must_drain && has_drained))
            continue;
        has_drained = has_drained || must_drain;
        remove(acting, group, node);
    }
}

}  // namespace

std::vector<UnneededNode> shrink(const Acting& acting, SeenGroups& seen) {
    if (!acting.settings.scale_down)
        return {};
    const auto view = cluster::ClusterView::of(acting.objects);
    auto decision = decide(acting, seen, view);
    note_times(acting, decision);
    Remover{acting}.mark_candidates(decision.unneeded);
    if (cool_down_end(acting) <= acting.now())
        remove_old(acting, seen, decision.unneeded);
    return std::move(decision.unneeded);
}

std::optional<TimePoint> next_removal(const Acting& acting, const SeenGroups& seen,
                                      const std::vector<UnneededNode>& unneeded) {
    std::optional<TimePoint> next;
    for (const auto& node : unneeded) {
        const auto group = std::ranges::find(seen.groups, node.group, &ScaledGroup::name);
        const auto due = std::max(unneeded_since(acting, node) + acting.settings.unneeded_time,
                                  cool_down_end(acting));
        if (group->target > group->minimum && due > acting.now() && (!next || due < *next))
            next = due;
    }
    return next;
}

}  // namespace inland::emulator::autoscaler
