// SPDX-License-Identifier: Apache-2.0
#include "upgrade/pods.h"

#include "upgrade/selector.h"

#include <fmt/format.h>

namespace inland::upgrade {

std::string pod_name(const json::object& pod) {
    return fmt::format("{}/{}", string_or_empty(pod, "metadata.namespace"),
                       string_or_empty(pod, "metadata.name"));
}

std::string controller_kind(const json::object& pod) {
    for (const auto& owner : find_array(pod, "metadata.ownerReferences"))
        if (find_bool(owner, "controller").value_or(false))
            return string_or_empty(owner, "kind");
    return {};
}

bool is_to_be_moved(const json::object& pod) {
    const auto phase = string_or_empty(pod, "status.phase");
    const bool is_mirror =
        find_object(pod, "metadata.annotations").contains("kubernetes.io/config.mirror");
    return !is_mirror && phase != "Succeeded" && phase != "Failed" &&
           controller_kind(pod) != "DaemonSet";
}

bool is_ready(const json::object& pod) {
    for (const auto& condition : find_array(pod, "status.conditions"))
        if (string_or_empty(condition, "type") == "Ready")
            return string_or_empty(condition, "status") == "True";
    return false;
}

namespace {

bool is_of_budget(const json::object& budget, const json::object& pod) {
    const auto* selector = find(budget, "spec.selector");
    return selector != nullptr && selector->is_object() &&
           string_or_empty(pod, "metadata.namespace") ==
               string_or_empty(budget, "metadata.namespace") &&
           selects(selector->get_object(), pod);
}

}  // namespace

std::vector<const json::object*> pods_of_budget(const json::object& budget,
                                                const std::vector<json::object>& pods) {
    std::vector<const json::object*> found;
    for (const auto& pod : pods)
        if (is_of_budget(budget, pod))
            found.push_back(&pod);
    return found;
}

std::vector<const json::object*> pods_to_move(const std::vector<json::object>& pods,
                                              std::string_view node) {
    std::vector<const json::object*> found;
    for (const auto& pod : pods)
        if (string_or_empty(pod, "spec.nodeName") == node && is_to_be_moved(pod))
            found.push_back(&pod);
    return found;
}

std::vector<std::string> held_pods(const std::vector<const json::object*>& pods,
                                   const std::vector<json::object>& budgets) {
    std::vector<std::string> held;
    for (const auto* pod : pods)
        for (const auto& budget : budgets)
            if (is_of_budget(budget, *pod) &&
                find_int(budget, "status.disruptionsAllowed").value_or(0) == 0)
                held.push_back(fmt::format("{} (budget {})", pod_name(*pod),
                                           string_or_empty(budget, "metadata.name")));
    return held;
}

}  // namespace inland::upgrade
