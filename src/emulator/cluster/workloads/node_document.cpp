// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/node_document.h"

#include "core/crypto.h"
#include "emulator/machine/node_settings.h"
#include "emulator/services/records.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

/// What a Node is made of: its machine, its group (empty for machines of no managed group), and
/// rows of the tables, where there are such.
struct Machine {
    const json::object& instance;
    json::object group;
    const knowledge::InstanceType* type = nullptr;
    const knowledge::AmiPath* ami = nullptr;
    std::string architecture;  ///< as Kubernetes says it: "amd64"
    std::string kubelet;       ///< "v1.34.4-eks-f69f56f"
};

const knowledge::AmiPath* ami_of(const World& world, const json::object& instance,
                                 const std::string& architecture) {
    const auto ami_type = string_or_empty(instance, "_ami_type");
    for (const auto& ami : world.tables().amis)
        if (ami.ami_type == ami_type)
            return &ami;
    return world.tables().ami("al2023", architecture);
}

Machine machine_of(const World& world, const RecordKey& key, const json::object& instance) {
    Machine machine{instance};
    const auto group = cluster_child(string_or_empty(instance, "_cluster"),
                                     string_or_empty(instance, "_nodegroup"));
    if (const auto* record = world.store().find({key.scope, std::string(kind::node_group), group}))
        machine.group = *record;
    machine.type = world.tables().instance_type(string_or_empty(instance, "InstanceType"));
    const std::string architecture =
        machine.type == nullptr ? "x86_64" : machine.type->architecture;
    machine.architecture = architecture == "arm64" ? "arm64" : "amd64";
    machine.ami = ami_of(world, instance, architecture);
    const auto minor = string_or_empty(instance, "_version");
    const auto* version = world.tables().version(minor);
    machine.kubelet = version == nullptr ? fmt::format("v{}.0", minor) : version->patch;
    return machine;
}

/// Derived from a text, so that it stays the same: in the form of a UUID.
std::string stable_uuid(std::string_view text) {
    const auto digits = hex(sha256(text)).substr(0, 32);
    return fmt::format("{}-{}-{}-{}-{}", digits.substr(0, 8), digits.substr(8, 4),
                       digits.substr(12, 4), digits.substr(16, 4), digits.substr(20, 12));
}

std::string zone_of(const Machine& machine) {
    return string_or_empty(machine.instance, "Placement.AvailabilityZone");
}

json::object labels_of(const World& world, const RecordKey& key, const Machine& machine) {
    const auto zone = zone_of(machine);
    const auto type = string_or_empty(machine.instance, "InstanceType");
    json::object labels{
        {"beta.kubernetes.io/arch", machine.architecture},
        {"beta.kubernetes.io/instance-type", type},
        {"beta.kubernetes.io/os", "linux"},
        {"failure-domain.beta.kubernetes.io/region", key.scope.region},
        {"failure-domain.beta.kubernetes.io/zone", zone},
        {"k8s.io/cloud-provider-aws",
         hex(sha256(string_or_empty(machine.instance, "_cluster"))).substr(0, 32)},
        {"kubernetes.io/arch", machine.architecture},
        {"kubernetes.io/hostname", emulator::machine::node_name_of(machine.instance)},
        {"kubernetes.io/os", "linux"},
        {"node.kubernetes.io/instance-type", type},
        {"topology.kubernetes.io/region", key.scope.region},
        {"topology.kubernetes.io/zone", zone}};
    const auto* region = world.tables().region(key.scope.region);
    if (region != nullptr && region->zone_ids.contains(zone))
        labels["topology.k8s.aws/zone-id"] = region->zone_ids.at(zone);
    return labels;
}

void add_group_labels(const Machine& machine, json::object& labels) {
    if (machine.group.empty())
        return;
    labels["eks.amazonaws.com/capacityType"] =
        find_string(machine.group, "capacityType").value_or("ON_DEMAND");
    labels["eks.amazonaws.com/nodegroup"] = string_or_empty(machine.group, "nodegroupName");
    labels["eks.amazonaws.com/nodegroup-image"] = string_or_empty(machine.instance, "ImageId");
    if (const auto id = find_string(machine.group, "launchTemplate.id")) {
        labels["eks.amazonaws.com/sourceLaunchTemplateId"] = *id;
        labels["eks.amazonaws.com/sourceLaunchTemplateVersion"] =
            find_string(machine.group, "launchTemplate.version").value_or("1");
    }
    for (const auto& [key, value] : find_object(machine.group, "labels"))
        labels[key] = value;
}

/// What the kubelet was told by the user data.
void add_own_labels(const Machine& machine, json::object& labels) {
    for (const auto& [key, value] : find_object(machine.instance, "_node_labels"))
        labels[key] = value;
}

void add_own_taints(const Machine& machine, json::array& taints) {
    for (const auto& taint : find_array(machine.instance, "_node_taints"))
        if (std::ranges::none_of(taints, [&](const json::value& known) {
                return find_string(known, "key") == find_string(taint, "key") &&
                       find_string(known, "effect") == find_string(taint, "effect");
            }))
            taints.push_back(taint);
}

struct EffectName {
    std::string_view eks, kubernetes;
};
constexpr std::array effects{EffectName{"NO_SCHEDULE", "NoSchedule"},
                             EffectName{"NO_EXECUTE", "NoExecute"},
                             EffectName{"PREFER_NO_SCHEDULE", "PreferNoSchedule"}};

json::array taints_of(const Machine& machine) {
    json::array taints;
    for (const auto& taint : find_array(machine.group, "taints"))
        for (const auto& effect : effects)
            if (find_string(taint, "effect") == effect.eks) {
                json::object document{{"effect", effect.kubernetes},
                                      {"key", string_or_empty(taint, "key")}};
                if (auto value = find_string(taint, "value"))
                    document["value"] = *std::move(value);
                taints.push_back(std::move(document));
            }
    add_own_taints(machine, taints);
    return taints;
}

json::array addresses_of(const Machine& machine) {
    const auto name = string_or_empty(machine.instance, "PrivateDnsName");
    return {json::object{{"type", "InternalIP"},
                         {"address", string_or_empty(machine.instance, "PrivateIpAddress")}},
            json::object{{"type", "InternalDNS"}, {"address", name}},
            json::object{{"type", "Hostname"},
                         {"address", emulator::machine::node_name_of(machine.instance)}}};
}

json::object node_info(const Machine& machine) {
    const auto id = string_or_empty(machine.instance, "InstanceId");
    const auto text = [&](const std::string knowledge::AmiPath::* member) {
        return machine.ami == nullptr ? std::string("unknown") : machine.ami->*member;
    };
    return {{"architecture", machine.architecture},
            {"bootID", stable_uuid(id + "/boot")},
            {"containerRuntimeVersion", text(&knowledge::AmiPath::container_runtime)},
            {"kernelVersion", text(&knowledge::AmiPath::kernel)},
            {"kubeProxyVersion", ""},
            {"kubeletVersion", machine.kubelet},
            {"machineID", stable_uuid(id)},
            {"operatingSystem", "linux"},
            {"osImage", text(&knowledge::AmiPath::os_image)},
            {"systemUUID", stable_uuid(id)}};
}

MachineSize size_of(const Machine& machine) {
    MachineSize size;
    if (machine.type != nullptr) {
        size.vcpus = machine.type->vcpus;
        size.memory_mib = machine.type->memory_mib;
        size.max_interfaces = machine.type->max_interfaces;
        size.addresses_per_interface = machine.type->addresses_per_interface;
    }
    size.disk_gib = static_cast<int>(find_int(machine.group, "diskSize").value_or(size.disk_gib));
    size.managed = !machine.group.empty();
    return size;
}

}  // namespace

json::object node_document(const World& world, const RecordKey& key) {
    const auto machine = machine_of(world, key, *world.store().find(key));
    auto labels = labels_of(world, key, machine);
    add_group_labels(machine, labels);
    add_own_labels(machine, labels);
    const auto name = emulator::machine::node_name_of(machine.instance);
    auto resources = resources_of(size_of(machine));
    json::object spec{{"providerID", fmt::format("aws:///{}/{}", zone_of(machine), key.id)}};
    if (auto taints = taints_of(machine); !taints.empty())
        spec["taints"] = std::move(taints);
    return {
        {"metadata",
         json::object{
             {"name", name},
             {"labels", std::move(labels)},
             {"annotations",
              json::object{{"alpha.kubernetes.io/provided-node-ip",
                            string_or_empty(machine.instance, "PrivateIpAddress")},
                           {"node.alpha.kubernetes.io/ttl", "0"},
                           {"volumes.kubernetes.io/controller-managed-attach-detach", "true"}}}}},
        {"spec", std::move(spec)},
        {"status", json::object{{"addresses", addresses_of(machine)},
                                {"allocatable", std::move(resources.allocatable)},
                                {"capacity", std::move(resources.capacity)},
                                {"daemonEndpoints",
                                 json::object{{"kubeletEndpoint", json::object{{"Port", 10250}}}}},
                                {"nodeInfo", node_info(machine)}}}};
}

}  // namespace inland::emulator::cluster
