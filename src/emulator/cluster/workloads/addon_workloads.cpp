// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/addon_workloads.h"

#include "emulator/cluster/workloads/coredns_config.h"
#include "emulator/cluster/workloads/image_names.h"
#include "emulator/cluster/workloads/new_object.h"
#include "emulator/services/eks/addon_events.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view system_namespace = "kube-system";
/// Marks the workloads that are made here.
constexpr std::string_view addon_label = "eks.amazonaws.com/component";
constexpr std::array bootstrapped{std::string_view("vpc-cni"), std::string_view("kube-proxy"),
                                  std::string_view("coredns")};

/// An add-on that the cluster is to have, at that version.
struct Wanted {
    const knowledge::Addon* addon = nullptr;
    std::string version;
};

bool serves(const knowledge::AddonVersion& version, const std::string& kubernetes) {
    return std::ranges::find(version.kubernetes, kubernetes) != version.kubernetes.end();
}

std::string default_version(const knowledge::Addon& addon, const std::string& kubernetes) {
    for (const auto& version : addon.versions)
        if (version.is_default && serves(version, kubernetes))
            return version.version;
    return addon.versions.empty() ? std::string{} : addon.versions.front().version;
}

std::vector<Wanted> wanted_addons(const Objects& objects, const json::object& cluster) {
    const auto& tables = objects.world().tables();
    std::vector<Wanted> wanted;
    const auto prefix = cluster_child(objects.cluster().id, "");
    for (const auto& [id, record] :
         objects.world().store().list(objects.cluster().scope, kind::addon))
        if (id.starts_with(prefix))
            if (const auto* addon = tables.addon(string_or_empty(*record, "addonName")))
                wanted.push_back({addon, string_or_empty(*record, "addonVersion")});
    if (!find_bool(cluster, "_bootstrap_addons").value_or(false))
        return wanted;
    for (const auto name : bootstrapped) {
        const auto* addon = tables.addon(name);
        if (addon != nullptr && std::ranges::find(wanted, addon, &Wanted::addon) == wanted.end())
            wanted.push_back({addon, default_version(*addon, string_or_empty(cluster, "version"))});
    }
    return wanted;
}

bool is_daemon_set(const knowledge::Addon& addon) {
    return addon.workload == "DaemonSet";
}

const ResourceType& workload_type(const knowledge::Addon& addon) {
    return type_of("apps", is_daemon_set(addon) ? "daemonsets" : "deployments");
}

bool is_coredns(const knowledge::Addon& addon) {
    return addon.name == "coredns";
}

/// The service kube-dns has selected this label since before CoreDNS.
std::string app_label(const knowledge::Addon& addon) {
    return is_coredns(addon) ? "kube-dns" : addon.workload_name;
}

/// The first container bears the workload's name, as all of EKS's do; "-init" ones run before.
struct Containers {
    json::array before, main;
};

Containers containers_of(const Objects& objects, const Wanted& wanted) {
    const auto region = objects.cluster().scope.region;
    Containers containers;
    for (const auto& image : wanted.addon->images) {
        const auto segment = image.repository.substr(image.repository.rfind('/') + 1);
        const bool before = segment.ends_with("-init");
        const auto name =
            !before && containers.main.empty() ? wanted.addon->workload_name : segment;
        (before ? containers.before : containers.main)
            .push_back(
                json::object{{"name", name},
                             {"image", image_name(objects.world(), region, image, wanted.version)},
                             {"imagePullPolicy", "IfNotPresent"},
                             {"resources", json::object{}}});
    }
    return containers;
}

json::object pod_spec(const Objects& objects, const Wanted& wanted) {
    auto containers = containers_of(objects, wanted);
    json::object spec{
        {"containers", std::move(containers.main)},
        {"serviceAccountName", wanted.addon->workload_name},
        {"priorityClassName",
         is_daemon_set(*wanted.addon) ? "system-node-critical" : "system-cluster-critical"}};
    if (!containers.before.empty())
        spec["initContainers"] = std::move(containers.before);
    if (is_coredns(*wanted.addon))
        spec["dnsPolicy"] = "Default";  // it asks its node's resolver, not itself
    if (wanted.addon->host_network)
        spec["hostNetwork"] = true;
    if (is_daemon_set(*wanted.addon))
        spec["tolerations"] = json::array{json::object{{"operator", "Exists"}}};
    else
        spec["tolerations"] =
            json::array{json::object{{"key", "CriticalAddonsOnly"}, {"operator", "Exists"}}};
    return spec;
}

json::object workload_of(const Objects& objects, const Wanted& wanted) {
    const json::object selector{{"k8s-app", app_label(*wanted.addon)}};
    json::object labels = selector;
    labels[addon_label] = wanted.addon->name;
    json::object spec{{"selector", json::object{{"matchLabels", selector}}},
                      {"template", json::object{{"metadata", json::object{{"labels", labels}}},
                                                {"spec", pod_spec(objects, wanted)}}}};
    if (!is_daemon_set(*wanted.addon))
        spec["replicas"] = std::max(wanted.addon->replicas, 1);
    return {{"metadata", json::object{{"name", wanted.addon->workload_name},
                                      {"namespace", system_namespace},
                                      {"labels", labels}}},
            {"spec", std::move(spec)}};
}

void apply(Objects& objects, const Wanted& wanted) {
    const auto& type = workload_type(*wanted.addon);
    auto workload = workload_of(objects, wanted);
    start_object(objects, type, workload);
    objects.ensure(type_of("", "serviceaccounts"),
                   {{"metadata", json::object{{"name", wanted.addon->workload_name},
                                              {"namespace", system_namespace}}}});
    if (objects.find(type, system_namespace, wanted.addon->workload_name) == nullptr) {
        (void)objects.create(type, std::move(workload));
        return;
    }
    objects.change(type, system_namespace, wanted.addon->workload_name, [&](json::object& stored) {
        object_in(object_in(stored, "spec"), "template") = find_object(workload, "spec.template");
    });
}

void remove_unwanted(Objects& objects, const std::vector<Wanted>& wanted) {
    for (const auto* plural : {"daemonsets", "deployments"}) {
        std::vector<std::string> doomed;
        for (const auto* workload : objects.list(type_of("apps", plural), system_namespace)) {
            const auto* label = find_object(*workload, "metadata.labels").if_contains(addon_label);
            const bool is_wanted = std::ranges::any_of(wanted, [&](const Wanted& each) {
                return label != nullptr && *label == json::value(each.addon->name);
            });
            if (label != nullptr && !is_wanted)
                doomed.push_back(name_of(*workload));
        }
        for (const auto& name : doomed)
            objects.remove(type_of("apps", plural), system_namespace, name);
    }
}

/// Why the first pod of the workload that does not run does not.
std::string first_trouble(const Objects& objects, const knowledge::Addon& addon) {
    for (const auto* pod : objects.list(type_of("", "pods"), system_namespace)) {
        if (find_string(find_object(*pod, "metadata.labels"), "k8s-app") != app_label(addon))
            continue;
        for (const auto* list : {"status.initContainerStatuses", "status.containerStatuses"})
            for (const auto& container : find_array(*pod, list))
                if (auto message = find_string(container, "state.waiting.message"))
                    return fmt::format("{}: {}", string_or_empty(container, "state.waiting.reason"),
                                       *message);
    }
    return {};
}

AddonPods pods_of(const Objects& objects, const knowledge::Addon& addon) {
    const auto* workload =
        objects.find(workload_type(addon), system_namespace, addon.workload_name);
    if (workload == nullptr)
        return {};
    const auto number = [&](std::string_view path) {
        return static_cast<int>(find_int(*workload, path).value_or(0));
    };
    const bool daemon = is_daemon_set(addon);
    return {number(daemon ? "status.desiredNumberScheduled" : "spec.replicas"),
            number(daemon ? "status.numberReady" : "status.readyReplicas"),
            first_trouble(objects, addon)};
}

}  // namespace

void apply_addons(Objects objects) {
    const auto* cluster = objects.world().store().find(objects.cluster());
    if (cluster == nullptr)
        return;
    const auto wanted = wanted_addons(objects, *cluster);
    for (const auto& each : wanted)
        apply(objects, each);
    if (std::ranges::any_of(wanted, [](const Wanted& each) { return is_coredns(*each.addon); }))
        apply_coredns_config(objects);
    remove_unwanted(objects, wanted);
}

void report_addons(const Objects& objects) {
    auto& world = objects.world();
    const auto prefix = cluster_child(objects.cluster().id, "");
    std::vector<std::pair<RecordKey, const knowledge::Addon*>> addons;
    for (const auto& [id, record] : world.store().list(objects.cluster().scope, kind::addon))
        if (const auto* addon = world.tables().addon(string_or_empty(*record, "addonName"));
            addon != nullptr && id.starts_with(prefix))
            addons.emplace_back(RecordKey{objects.cluster().scope, std::string(kind::addon), id},
                                addon);
    for (const auto& [key, addon] : addons)
        addon_pods_changed(world, key, pods_of(objects, *addon));
}

}  // namespace inland::emulator::cluster
