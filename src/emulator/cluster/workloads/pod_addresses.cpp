// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/pod_addresses.h"

#include "emulator/cluster/workloads/network_plugin.h"
#include "emulator/cluster/workloads/node.h"
#include "emulator/cluster/workloads/pods.h"

#include <set>

namespace inland::emulator::cluster {

namespace {

/// A pod that has finished keeps the address in its status, not on its node.
std::set<std::string> used_addresses(const Objects& objects) {
    std::set<std::string> used;
    for (const auto* pod : objects.list(type_of("", "pods")))
        if (!is_finished(*pod))
            used.insert(string_or_empty(*pod, "status.podIP"));
    return used;
}

}  // namespace

std::string address_of_node(const Objects& objects, std::string_view node) {
    const auto* stored = objects.find(type_of("", "nodes"), "", node);
    if (stored == nullptr)
        return {};
    for (const auto& address : find_array(*stored, "status.addresses"))
        if (find_string(address, "type") == "InternalIP")
            return string_or_empty(address, "address");
    return {};
}

std::optional<std::string> address_of_pod(Objects& objects, const json::object& pod) {
    if (auto own = string_or_empty(pod, "status.podIP"); !own.empty())
        return own;
    const auto node = string_or_empty(pod, "spec.nodeName");
    const auto instance = instance_of_node(objects, node);
    if (find_bool(pod, "spec.hostNetwork").value_or(false) || !instance)
        return address_of_node(objects, node);
    return pod_address_on(objects.world(), *instance, used_addresses(objects));
}

}  // namespace inland::emulator::cluster
