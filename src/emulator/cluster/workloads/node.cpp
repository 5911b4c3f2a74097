// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/node.h"

#include "emulator/cluster/workloads/controllers.h"
#include "emulator/cluster/workloads/events.h"
#include "emulator/cluster/workloads/node_document.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view lease_namespace = "kube-node-lease";
constexpr std::string_view not_ready_taint = "node.kubernetes.io/not-ready";
constexpr std::string_view unreachable_taint = "node.kubernetes.io/unreachable";

const ResourceType& nodes() {
    static const auto& type = type_of("", "nodes");
    return type;
}

struct Condition {
    std::string_view type, status, reason, message;
};
constexpr std::array healthy{
    Condition{"MemoryPressure", "False", "KubeletHasSufficientMemory",
              "kubelet has sufficient memory available"},
    Condition{"DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"},
    Condition{"PIDPressure", "False", "KubeletHasSufficientPID",
              "kubelet has sufficient PID available"}};
constexpr Condition not_ready{
    "Ready", "False", "KubeletNotReady",
    "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady "
    "message:Network plugin returns error: cni plugin not initialized"};
constexpr Condition unknown{"Ready", "Unknown", "NodeStatusUnknown",
                            "Kubelet stopped posting node status."};
constexpr Condition ready{"Ready", "True", "KubeletReady", "kubelet is posting ready status"};

void set(json::object& node, const Condition& condition, TimePoint now) {
    set_condition(node,
                  {{"type", condition.type},
                   {"status", condition.status},
                   {"lastHeartbeatTime", iso8601(now)},
                   {"reason", condition.reason},
                   {"message", condition.message}},
                  now);
}

/// meta/v1's MicroTime.
std::string with_microseconds(TimePoint time) {
    auto text = iso8601(time);
    text.pop_back();
    return text + ".000000Z";
}

void add_lease(Objects& objects, const std::string& node) {
    constexpr int seconds = 40;
    objects.ensure(
        type_of("coordination.k8s.io", "leases"),
        {{"metadata", json::object{{"name", node}, {"namespace", lease_namespace}}},
         {"spec", json::object{{"holderIdentity", node},
                               {"leaseDurationSeconds", seconds},
                               {"renewTime", with_microseconds(objects.world().now())}}}});
}

void tell(Objects& objects, std::string_view node, std::string_view reason, std::string message) {
    if (const auto* stored = objects.find(nodes(), "", node))
        record_event(objects, json::object(*stored),
                     {"Normal", reason, std::move(message), "kubelet", node});
}

void remove_taint(json::object& node, std::string_view key) {
    json::array kept;
    for (const auto& taint : find_array(node, "spec.taints"))
        if (find_string(taint, "key") != key)
            kept.push_back(taint);
    auto& spec = object_in(node, "spec");
    if (kept.empty())
        spec.erase("taints");
    else
        spec["taints"] = std::move(kept);
}

}  // namespace

std::string register_node(Objects& objects, const RecordKey& instance) {
    const auto now = objects.world().now();
    auto node = node_document(objects.world(), instance);
    const auto name = name_of(node);
    list_in(object_in(node, "spec"), "taints")
        .push_back(json::object{{"key", not_ready_taint}, {"effect", "NoSchedule"}});
    for (const auto& condition : healthy)
        set(node, condition, now);
    set(node, not_ready, now);
    objects.ensure(nodes(), std::move(node));
    add_lease(objects, name);
    tell(objects, name, "Starting", "Starting kubelet.");
    tell(objects, name, "RegisteredNode",
         fmt::format("Node {} event: Registered Node {} in "
                     "Controller",
                     name, name));
    reconcile(objects);
    return name;
}

void set_node_ready(Objects& objects, std::string_view node) {
    const auto now = objects.world().now();
    objects.change(nodes(), "", node, [&](json::object& stored) {
        set(stored, ready, now);
        remove_taint(stored, not_ready_taint);
        remove_taint(stored, unreachable_taint);
    });
    tell(objects, node, "NodeReady", fmt::format("Node {} status is now: NodeReady", node));
}

void set_node_silent(Objects& objects, std::string_view node) {
    const auto now = objects.world().now();
    objects.change(nodes(), "", node, [&](json::object& stored) {
        set(stored, unknown, now);
        list_in(object_in(stored, "spec"), "taints")
            .push_back(json::object{{"key", unreachable_taint}, {"effect", "NoSchedule"}});
    });
    tell(objects, node, "NodeNotReady", fmt::format("Node {} status is now: NodeNotReady", node));
}

void remove_node(Objects& objects, std::string_view node) {
    std::vector<json::object> orphans;
    for (const auto* pod : objects.list(type_of("", "pods")))
        if (string_or_empty(*pod, "spec.nodeName") == node)
            orphans.push_back(*pod);
    for (const auto& pod : orphans)
        objects.remove(type_of("", "pods"), namespace_of(pod), name_of(pod));
    objects.remove(type_of("coordination.k8s.io", "leases"), lease_namespace, node);
    objects.remove(nodes(), "", node);
    reconcile(objects);
}

bool is_node_ready(const Objects& objects, std::string_view node) {
    const auto* stored = objects.find(nodes(), "", node);
    return stored != nullptr && is_ready(*stored);
}

std::optional<RecordKey> instance_of_node(const Objects& objects, std::string_view node) {
    const auto* stored = objects.find(nodes(), "", node);
    if (stored == nullptr)
        return std::nullopt;
    const auto provider = string_or_empty(*stored, "spec.providerID");
    return RecordKey{objects.cluster().scope, std::string(kind::instance),
                     provider.substr(provider.rfind('/') + 1)};
}

}  // namespace inland::emulator::cluster
