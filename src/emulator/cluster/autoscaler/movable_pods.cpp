// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/autoscaler/movable_pods.h"

#include "emulator/cluster/workloads/disruption_budgets.h"
#include "emulator/cluster/workloads/owned.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::autoscaler {

namespace {

constexpr std::string_view safe_to_evict = "cluster-autoscaler.kubernetes.io/safe-to-evict";

std::string path_of(const json::object& pod) {
    return fmt::format("{}/{}", cluster::namespace_of(pod), cluster::name_of(pod));
}

std::string controller_kind(const json::object& pod) {
    for (const auto& owner : find_array(pod, "metadata.ownerReferences"))
        if (find_bool(owner, "controller").value_or(false))
            return string_or_empty(owner, "kind");
    return {};
}

bool has_local_storage(const json::object& pod) {
    return std::ranges::any_of(find_array(pod, "spec.volumes"), [](const json::value& volume) {
        const auto& object = volume.as_object();
        return object.contains("hostPath") ||
               (object.contains("emptyDir") &&
                string_or_empty(volume, "emptyDir.medium") != "Memory");
    });
}

using Rule = std::optional<std::string> (*)(const ScaleDownQuestion& question,
                                            const json::object& pod);

std::optional<std::string> marked_unsafe(const ScaleDownQuestion&, const json::object& pod) {
    if (cluster::annotation_of(pod, safe_to_evict) != "false")
        return std::nullopt;
    return fmt::format("pod annotated as not safe to evict present: {}", cluster::name_of(pod));
}

/// Nobody would make it again.
std::optional<std::string> not_replicated(const ScaleDownQuestion&, const json::object& pod) {
    if (!controller_kind(pod).empty())
        return std::nullopt;
    return fmt::format("{} is not replicated", path_of(pod));
}

std::optional<std::string> system_pod(const ScaleDownQuestion& question, const json::object& pod) {
    if (!question.settings.spare_system_pods || cluster::namespace_of(pod) != "kube-system" ||
        !question.budgets_of(pod).empty())
        return std::nullopt;
    return fmt::format("non-daemonset, non-mirrored, non-pdb-assigned kube-system pod present: {}",
                       cluster::name_of(pod));
}

std::optional<std::string> local_storage(const ScaleDownQuestion& question,
                                         const json::object& pod) {
    if (!question.settings.spare_local_storage || !has_local_storage(pod))
        return std::nullopt;
    return fmt::format("pod with local storage present: {}", cluster::name_of(pod));
}

constexpr std::array<Rule, 4> rules{marked_unsafe, not_replicated, system_pod, local_storage};

}  // namespace

bool is_of_daemon_set(const json::object& pod) {
    return controller_kind(pod) == "DaemonSet";
}

std::optional<std::string> why_unmovable(const ScaleDownQuestion& question,
                                         const json::object& pod) {
    if (is_of_daemon_set(pod) || cluster::annotation_of(pod, safe_to_evict) == "true")
        return std::nullopt;
    for (const auto rule : rules)
        if (auto reason = rule(question, pod))
            return reason;
    return std::nullopt;
}

std::optional<std::string> over_budget(const ScaleDownQuestion& question,
                                       const std::vector<const json::object*>& pods) {
    std::map<const json::object*, std::int64_t> moved;
    for (const auto* pod : pods)
        for (const auto* budget : question.budgets_of(*pod)) {
            const auto allowed = find_int(*budget, "status.disruptionsAllowed").value_or(0);
            if (!cluster::allows_eviction(*budget, *pod) || ++moved[budget] > allowed)
                return fmt::format("not enough pod disruption budget to move {}", path_of(*pod));
        }
    return std::nullopt;
}

}  // namespace inland::emulator::autoscaler
