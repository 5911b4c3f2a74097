// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/autoscaler/machine_template.h"

#include "emulator/cluster/workloads/pods.h"
#include "emulator/services/members.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::autoscaler {

namespace {

using cluster::Objects;
using cluster::type_of;

constexpr std::string_view tag_prefix = "k8s.io/cluster-autoscaler/node-template/";

/// Nobody counts a machine's addresses for it.
constexpr int pods_of_a_template = 110;

/// Taints that say how one node is doing, not what its kind is like (utils/taints).
bool is_passing(std::string_view key) {
    return key.starts_with("node.kubernetes.io/") || key == "ToBeDeletedByClusterAutoscaler" ||
           key == "DeletionCandidateOfClusterAutoscaler";
}

json::array lasting_taints(const json::object& node) {
    json::array kept;
    for (const auto& taint : find_array(node, "spec.taints"))
        if (!is_passing(string_or_empty(taint, "key")))
            kept.push_back(taint);
    return kept;
}

/// What DaemonSets put on every new node of that kind.
std::vector<json::object> daemon_pods(const Objects& objects, const json::object& node) {
    std::vector<json::object> pods;
    for (const auto* set : objects.list(type_of("apps", "daemonsets"))) {
        const auto& pod_template = find_object(*set, "spec.template");
        const auto& spec = find_object(pod_template, "spec");
        if (cluster::tolerates(spec, node) && cluster::is_selected(spec, node))
            pods.push_back(cluster::pod_of_template(*set, pod_template));
    }
    return pods;
}

json::object ready_status(json::object allocatable) {
    return {{"capacity", allocatable},
            {"allocatable", std::move(allocatable)},
            {"conditions", json::array{json::object{{"type", "Ready"}, {"status", "True"}}}}};
}

/// "KEY" of the tag "k8s.io/cluster-autoscaler/node-template/label/KEY".
std::map<std::string, std::string> tagged(const json::object& group, std::string_view what) {
    const auto prefix = fmt::format("{}{}/", tag_prefix, what);
    std::map<std::string, std::string> found;
    for (const auto& tag : list_of(group, "Tags")) {
        const auto key = string_or_empty(tag, "Key");
        if (key.starts_with(prefix) && key.size() > prefix.size())
            found[key.substr(prefix.size())] = string_or_empty(tag, "Value");
    }
    return found;
}

struct EffectRow {
    std::string_view eks, kubernetes;
};
constexpr std::array effects{EffectRow{"NO_SCHEDULE", "NoSchedule"},
                             EffectRow{"NO_EXECUTE", "NoExecute"},
                             EffectRow{"PREFER_NO_SCHEDULE", "PreferNoSchedule"}};

json::array taints_of(const json::object& group, const json::object& node_group) {
    json::array taints;
    for (const auto& [key, said] : tagged(group, "taint")) {
        const auto colon = said.find(':');
        if (colon != said.npos)
            taints.push_back(json::object{{"key", key},
                                          {"value", said.substr(0, colon)},
                                          {"effect", said.substr(colon + 1)}});
    }
    for (const auto& taint : list_of(node_group, "taints"))
        for (const auto& effect : effects)
            if (find_string(taint, "effect") == effect.eks)
                taints.push_back(json::object{{"key", string_or_empty(taint, "key")},
                                              {"value", string_or_empty(taint, "value")},
                                              {"effect", effect.kubernetes}});
    return taints;
}

json::object generic_labels(const json::object& group, const knowledge::InstanceType& type) {
    const auto zone = texts_of(group, "AvailabilityZones").front();
    const auto region = zone.substr(0, zone.size() - 1);
    const auto* architecture = type.architecture == "arm64" ? "arm64" : "amd64";
    return {{"kubernetes.io/arch", architecture},
            {"beta.kubernetes.io/arch", architecture},
            {"kubernetes.io/os", "linux"},
            {"beta.kubernetes.io/os", "linux"},
            {"node.kubernetes.io/instance-type", type.name},
            {"beta.kubernetes.io/instance-type", type.name},
            {"topology.kubernetes.io/region", region},
            {"topology.kubernetes.io/zone", zone}};
}

struct ManagedRow {
    std::string_view member, label;
};
constexpr std::array managed_labels{ManagedRow{"amiType", "amiType"},
                                    ManagedRow{"capacityType", "capacityType"},
                                    ManagedRow{"capacityType", "eks.amazonaws.com/capacityType"},
                                    ManagedRow{"version", "k8sVersion"},
                                    ManagedRow{"nodegroupName", "eks.amazonaws.com/nodegroup"}};

json::object labels_of(const json::object& group, const knowledge::InstanceType& type,
                       const json::object& node_group) {
    auto labels = generic_labels(group, type);
    for (const auto& [key, value] : tagged(group, "label"))
        labels[key] = value;
    for (const auto& row : managed_labels)
        if (auto value = text_of(node_group, row.member); !value.empty())
            labels[row.label] = std::move(value);
    for (const auto& [key, value] : object_of(node_group, "labels"))
        labels[key] = value;
    return labels;
}

json::object room_of(const json::object& group, const knowledge::InstanceType& type) {
    json::object room{{"pods", std::to_string(pods_of_a_template)},
                      {"cpu", std::to_string(type.vcpus)},
                      {"memory", fmt::format("{}Mi", type.memory_mib)}};
    for (const auto& [resource, quantity] : tagged(group, "resources"))
        room[resource] = quantity;
    return room;
}

}  // namespace

NodeTemplate template_of_node(const Objects& objects, const json::object& node) {
    json::object spec;
    if (auto taints = lasting_taints(node); !taints.empty())
        spec["taints"] = std::move(taints);
    json::object made{{"kind", "Node"},
                      {"metadata", json::object{{"labels", find_object(node, "metadata.labels")}}},
                      {"spec", std::move(spec)},
                      {"status", ready_status(find_object(node, "status.allocatable"))}};
    auto pods = daemon_pods(objects, made);
    return {std::move(made), std::move(pods)};
}

NodeTemplate template_of_group(const Objects& objects, const json::object& group,
                               const knowledge::InstanceType& type,
                               const json::object& node_group) {
    json::object made{{"kind", "Node"},
                      {"metadata", json::object{{"labels", labels_of(group, type, node_group)}}},
                      {"spec", json::object{{"taints", taints_of(group, node_group)}}},
                      {"status", ready_status(room_of(group, type))}};
    auto pods = daemon_pods(objects, made);
    return {std::move(made), std::move(pods)};
}

std::string tag_of(const json::object& group, std::string_view key) {
    for (const auto& tag : list_of(group, "Tags"))
        if (find_string(tag, "Key") == key)
            return string_or_empty(tag, "Value");
    return {};
}

}  // namespace inland::emulator::autoscaler
