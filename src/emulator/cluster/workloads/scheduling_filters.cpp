// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/pod_requests.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/cluster/workloads/quantities.h"
#include "emulator/cluster/workloads/scheduling.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view unschedulable = "node.kubernetes.io/unschedulable";

bool tolerates_taint(const json::object& pod, const json::value& taint) {
    const json::object node{{"spec", json::object{{"taints", json::array{taint}}}}};
    return tolerates(find_object(pod, "spec"), node);
}

Reasons cordoned(const ClusterView&, const json::object& pod, const json::object& node) {
    const json::object taint{{"key", unschedulable}, {"effect", "NoSchedule"}};
    if (!find_bool(node, "spec.unschedulable").value_or(false) ||
        tolerates_taint(pod, json::value(taint)))
        return {};
    return {"node(s) were unschedulable"};
}

Reasons tainted(const ClusterView&, const json::object& pod, const json::object& node) {
    for (const auto& taint : find_array(node, "spec.taints"))
        if (!tolerates_taint(pod, taint))
            return {fmt::format("node(s) had untolerated taint {{{}: {}}}",
                                string_or_empty(taint, "key"), string_or_empty(taint, "value"))};
    return {};
}

Reasons unselected(const ClusterView&, const json::object& pod, const json::object& node) {
    if (matches_node_affinity(find_object(pod, "spec"), node))
        return {};
    return {"node(s) didn't match Pod's node affinity/selector"};
}

/// "8080/TCP" for each port of the host that a pod takes.
std::vector<std::string> host_ports(const json::object& pod) {
    std::vector<std::string> ports;
    const bool on_host = find_bool(pod, "spec.hostNetwork").value_or(false);
    for (const auto& container : find_array(pod, "spec.containers"))
        for (const auto& port : find_array(container, "ports")) {
            const auto number = find_int(port, on_host ? "containerPort" : "hostPort").value_or(0);
            const auto protocol = string_or_empty(port, "protocol");
            if (number != 0)
                ports.push_back(fmt::format("{}/{}", number, protocol.empty() ? "TCP" : protocol));
        }
    return ports;
}

Reasons ports_taken(const ClusterView& view, const json::object& pod, const json::object& node) {
    const auto wanted = host_ports(pod);
    for (const auto* other : view.pods_on(node))
        for (const auto& port : host_ports(*other))
            if (std::ranges::find(wanted, port) != wanted.end())
                return {"node(s) didn't have free ports for the requested pod ports"};
    return {};
}

std::int64_t allocatable(const json::object& node, std::string_view resource) {
    const auto* amount = find_object(node, "status.allocatable").if_contains(resource);
    return amount == nullptr ? 0 : milli_quantity_of(*amount);
}

Reasons insufficient(const ClusterView& view, const json::object& pod, const json::object& node) {
    Reasons reasons;
    constexpr std::int64_t thousand = 1000;
    const auto& others = view.pods_on(node);
    if ((static_cast<std::int64_t>(others.size()) + 1) * thousand > allocatable(node, "pods"))
        reasons.emplace_back("Too many pods");
    Resources used;
    for (const auto* other : others)
        for (const auto& [name, amount] : requests_of_pod(*other))
            used[name] += amount;
    for (const auto& [name, amount] : requests_of_pod(pod))
        if (amount > 0 && used[name] + amount > allocatable(node, name))
            reasons.push_back(fmt::format("Insufficient {}", name));
    return reasons;
}

using Filter = Reasons (*)(const ClusterView& view, const json::object& pod,
                           const json::object& node);
/// In kube-scheduler's order.
constexpr std::array<Filter, 7> filters{cordoned,
                                        tainted,
                                        unselected,
                                        ports_taken,
                                        insufficient,
                                        topology_spread_reasons,
                                        pod_affinity_reasons};

}  // namespace

ClusterView ClusterView::of(const Objects& objects) {
    ClusterView view{objects.list(type_of("", "nodes")), {}};
    for (const auto* pod : objects.list(type_of("", "pods")))
        if (const auto node = string_or_empty(*pod, "spec.nodeName");
            !node.empty() && !is_finished(*pod))
            view.pods[node].push_back(pod);
    return view;
}

const std::vector<const json::object*>& ClusterView::pods_on(const json::object& node) const {
    static const std::vector<const json::object*> none;
    const auto found = pods.find(name_of(node));
    return found == pods.end() ? none : found->second;
}

Reasons reasons_against(const ClusterView& view, const json::object& pod,
                        const json::object& node) {
    for (const auto filter : filters)
        if (auto reasons = filter(view, pod, node); !reasons.empty())
            return reasons;
    return {};
}

const json::value* label_of(const json::object& object, std::string_view key) {
    return find_object(object, "metadata.labels").if_contains(key);
}

}  // namespace inland::emulator::cluster
