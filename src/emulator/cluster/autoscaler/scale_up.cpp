// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/autoscaler/scale_up.h"

#include "emulator/cluster/workloads/pod_requests.h"
#include "emulator/cluster/workloads/quantities.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::autoscaler {

namespace {

using Pods = std::vector<const json::object*>;

constexpr std::array measured{"cpu", "memory"};

std::int64_t request(const json::object& pod, std::string_view resource) {
    const auto requests = cluster::requests_of_pod(pod);
    const auto found = requests.find(std::string(resource));
    return found == requests.end() ? 0 : found->second;
}

std::int64_t room(const ScaledGroup& group, std::string_view resource) {
    const auto* amount =
        find_object(group.machine->node, "status.allocatable").if_contains(resource);
    return amount == nullptr ? 0 : cluster::milli_quantity_of(*amount);
}

/// The machines that a group would be asked for, and whom they help.
struct Option {
    const ScaledGroup* group = nullptr;
    int machines = 0;
    Pods pods = {};
    double waste = 0;
};

/// How much of the new machines nobody asks for: the share of each resource, added
/// (expander/waste).
double waste_of(const Option& option) {
    double waste = 0;
    for (const auto* resource : measured) {
        const auto available = static_cast<double>(room(*option.group, resource)) * option.machines;
        double asked = 0;
        for (const auto* pod : option.pods)
            asked += static_cast<double>(request(*pod, resource));
        if (available > 0)
            waste += (available - asked) / available;
    }
    return waste;
}

/// First fit, the largest first (estimator/binpacking_estimator.go).
Option option_of(const cluster::ClusterView& view, const ScaledGroup& group, const Pods& pending) {
    Option option{&group};
    Simulation simulation(view);
    std::vector<std::string> machines;
    const auto can_grow = static_cast<std::size_t>(group.maximum - group.target);
    for (const auto* pod : pending) {
        if (simulation.place_on_any(*pod, machines)) {
            option.pods.push_back(pod);
            continue;
        }
        if (machines.size() >= can_grow)
            continue;
        auto name = fmt::format("template-node-for-{}-{}", group.name, machines.size());
        machines.push_back(simulation.add_node(*group.machine, std::move(name)));
        if (simulation.place_on_any(*pod, {machines.back()})) {
            option.pods.push_back(pod);
            continue;
        }
        simulation.remove_node(machines.back());
        machines.pop_back();
    }
    option.machines = static_cast<int>(machines.size());
    option.waste = option.machines == 0 ? 0 : waste_of(option);
    return option;
}

/// Pods that have room on machines that are on their way are no reason to want more.
Pods without_expected(const cluster::ClusterView& view, const std::vector<ScaledGroup>& groups,
                      const Pods& pending, Pods& waiting) {
    Simulation simulation(view);
    std::vector<std::string> upcoming;
    for (const auto& group : groups)
        for (int i = 0; group.machine && i < group.upcoming; ++i)
            upcoming.push_back(
                simulation.add_node(*group.machine, fmt::format("upcoming-{}-{}", group.name, i)));
    Pods left;
    for (const auto* pod : pending)
        (simulation.place_on_any(*pod, upcoming) ? waiting : left).push_back(pod);
    return left;
}

/// Why the group is not asked; "" when it is.
std::string refusal_of(const ScaledGroup& group) {
    if (!group.refusal.empty())
        return group.refusal;
    return group.target >= group.maximum ? "max node group size reached" : "";
}

cluster::Reasons reasons_of(const cluster::ClusterView& view, const ScaledGroup& group,
                            const json::object& pod) {
    Simulation simulation(view);
    const auto name = simulation.add_node(*group.machine, "template-node-for-" + group.name);
    return simulation.reasons_against(pod, name);
}

UnhelpedPod explain(const cluster::ClusterView& view, const std::vector<ScaledGroup>& groups,
                    const json::object& pod) {
    UnhelpedPod unhelped{&pod, {}};
    for (const auto& group : groups) {
        if (auto refusal = refusal_of(group); !refusal.empty())
            ++unhelped.reasons[refusal];
        else if (group.machine)
            for (const auto& reason : reasons_of(view, group, pod))
                ++unhelped.reasons[reason];
    }
    return unhelped;
}

const Option* best_of(const std::vector<Option>& options) {
    const auto best = std::ranges::min_element(options, {}, &Option::waste);
    return best == options.end() ? nullptr : &*best;
}

Pods largest_first(Pods pods) {
    std::ranges::stable_sort(pods, [](const json::object* left, const json::object* right) {
        return std::pair(request(*left, "cpu"), request(*left, "memory")) >
               std::pair(request(*right, "cpu"), request(*right, "memory"));
    });
    return pods;
}

}  // namespace

ScaleUpDecision decide_scale_up(const cluster::ClusterView& view,
                                const std::vector<ScaledGroup>& groups,
                                const std::vector<const json::object*>& pending) {
    ScaleUpDecision decision;
    const auto left = without_expected(view, groups, largest_first(pending), decision.waiting);
    std::vector<Option> options;
    for (const auto& group : groups) {
        if (!refusal_of(group).empty() || !group.machine)
            continue;
        if (auto option = option_of(view, group, left); option.machines > 0)
            options.push_back(std::move(option));
    }
    const auto* best = best_of(options);
    if (best == nullptr) {
        for (const auto* pod : left)
            decision.unhelped.push_back(explain(view, groups, *pod));
        return decision;
    }
    const auto& group = *best->group;
    decision.scale_up =
        ScaleUp{group.name, group.target, group.target + best->machines, group.maximum, best->pods};
    return decision;
}

}  // namespace inland::emulator::autoscaler
