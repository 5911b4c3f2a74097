// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/autoscaler/scale_down.h"

#include "emulator/cluster/autoscaler/movable_pods.h"
#include "emulator/cluster/workloads/owned.h"
#include "emulator/cluster/workloads/pod_requests.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/cluster/workloads/quantities.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::autoscaler {

namespace {

using cluster::name_of;

constexpr std::string_view disabled = "cluster-autoscaler.kubernetes.io/scale-down-disabled";
constexpr std::string_view to_be_deleted = "ToBeDeletedByClusterAutoscaler";

struct Utilization {
    double share = 0;
    std::string resource;
};

/// The more asked of its processors and its memory, DaemonSets' pods included
/// (simulator/utilization).
Utilization utilization_of(const cluster::ClusterView& view, const json::object& node) {
    constexpr std::array measured{"cpu", "memory"};
    cluster::Resources asked;
    for (const auto* pod : view.pods_on(node))
        for (const auto& [name, amount] : cluster::requests_of_pod(*pod))
            asked[name] += amount;
    Utilization most{0, "cpu"};
    for (const auto* resource : measured) {
        const auto* amount = find_object(node, "status.allocatable").if_contains(resource);
        const auto whole = amount == nullptr ? 0 : cluster::milli_quantity_of(*amount);
        const double share =
            whole == 0 ? 0 : static_cast<double>(asked[resource]) / static_cast<double>(whole);
        if (share > most.share)
            most = {share, resource};
    }
    return most;
}

bool has_taint(const json::object& node, std::string_view key) {
    return std::ranges::any_of(find_array(node, "spec.taints"), [&](const json::value& taint) {
        return find_string(taint, "key") == key;
    });
}

/// One decision on its way; the nodes that go are gone from the simulation for those after.
class Decision {
  public:
    explicit Decision(const ScaleDownQuestion& question)
        : question_(question), simulation_(question.view) {}

    ScaleDownDecision take() {
        auto candidates = question_.view.nodes;
        std::erase_if(candidates, [&](const json::object* node) {
            return !question_.groups.contains(name_of(*node)) || !cluster::is_ready(*node);
        });
        // Those without pods first: no other's pods should move there.
        std::ranges::stable_partition(
            candidates, [&](const json::object* node) { return moving_pods(*node).empty(); });
        for (const auto* node : candidates)
            consider(*node);
        return std::move(decision_);
    }

  private:
    void consider(const json::object& node) {
        const auto name = name_of(node);
        const auto used = utilization_of(question_.view, node);
        if (auto reason = why_needed(node, used))
            return stay(name, *std::move(reason));
        auto moving = moving_pods(node);
        if (auto reason = why_stuck(moving))
            return stay(name, *std::move(reason));
        auto without = simulation_;
        without.remove_node(name);
        for (const auto* pod : moving)
            if (!without.place_anywhere(*pod))
                return stay(name, fmt::format("can reschedule only some of its pods: {}/{} has no "
                                              "room elsewhere",
                                              cluster::namespace_of(*pod), name_of(*pod)));
        simulation_ = std::move(without);
        decision_.unneeded.push_back(
            {name, question_.groups.at(name), used.share, std::move(moving)});
    }

    [[nodiscard]] std::optional<std::string> why_needed(const json::object& node,
                                                        const Utilization& used) const {
        constexpr double percent = 100;
        if (has_taint(node, to_be_deleted))
            return "the node is currently being deleted";
        if (cluster::annotation_of(node, disabled) == "true")
            return "the node is marked as no scale down";
        if (used.share >= question_.settings.utilization_threshold)
            return fmt::format(
                "{} requested ({:.6g}% of allocatable) is above the scale-down "
                "utilization threshold",
                used.resource, used.share * percent);
        return std::nullopt;
    }

    /// By what was placed on it in the simulation, too: pods of nodes that go before it.
    [[nodiscard]] std::vector<const json::object*> moving_pods(const json::object& node) const {
        std::vector<const json::object*> moving;
        for (const auto* pod : simulation_.view().pods_on(node))
            if (!is_of_daemon_set(*pod))
                moving.push_back(pod);
        return moving;
    }

    [[nodiscard]] std::optional<std::string> why_stuck(
        const std::vector<const json::object*>& moving) const {
        for (const auto* pod : moving)
            if (auto reason = why_unmovable(question_, *pod))
                return reason;
        return over_budget(question_, moving);
    }

    void stay(const std::string& node, std::string reason) {
        decision_.needed.push_back({node, std::move(reason)});
    }

    const ScaleDownQuestion& question_;
    Simulation simulation_;
    ScaleDownDecision decision_;
};

}  // namespace

ScaleDownDecision decide_scale_down(const ScaleDownQuestion& question) {
    return Decision(question).take();
}

}  // namespace inland::emulator::autoscaler
