// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/new_cluster.h"

#include "core/ipv4_prefix.h"
#include "emulator/cluster/workloads/default_roles.h"
#include "emulator/cluster/workloads/new_object.h"

#include <array>

namespace inland::emulator::cluster {

namespace {

constexpr std::uint32_t api_offset = 1;
constexpr std::uint32_t dns_offset = 10;

std::string service_address(const json::object& cluster, std::uint32_t offset) {
    const auto block =
        Ipv4Prefix::parse(string_or_empty(cluster, "kubernetesNetworkConfig.serviceIpv4Cidr"));
    return block ? block->at(offset).text() : Ipv4Prefix::parse("172.20.0.0/16")->at(offset).text();
}

void make(Objects& objects, std::string_view group, std::string_view plural, json::object object) {
    const auto& type = type_of(group, plural);
    if (objects.find(type, namespace_of(object), name_of(object)) == nullptr)
        (void)create_object(objects, type, std::move(object));
}

json::object named(std::string_view name, std::string_view name_space = {}) {
    json::object metadata{{"name", name}};
    if (!name_space.empty())
        metadata["namespace"] = name_space;
    return metadata;
}

json::object api_service(const std::string& address) {
    auto metadata = named("kubernetes", "default");
    metadata["labels"] = json::object{{"component", "apiserver"}, {"provider", "kubernetes"}};
    return {{"metadata", std::move(metadata)},
            {"spec", json::object{{"clusterIP", address},
                                  {"ports", json::array{json::object{{"name", "https"},
                                                                     {"port", 443},
                                                                     {"protocol", "TCP"},
                                                                     {"targetPort", 443}}}}}}};
}

json::object dns_port(std::string_view name, int port, std::string_view protocol) {
    return {{"name", name}, {"port", port}, {"protocol", protocol}, {"targetPort", port}};
}

json::object dns_service(const std::string& address) {
    constexpr int metrics_port = 9153;
    auto metadata = named("kube-dns", "kube-system");
    metadata["labels"] = json::object{{"eks.amazonaws.com/component", "kube-dns"},
                                      {"k8s-app", "kube-dns"},
                                      {"kubernetes.io/cluster-service", "true"},
                                      {"kubernetes.io/name", "CoreDNS"}};
    return {{"metadata", std::move(metadata)},
            {"spec",
             json::object{
                 {"clusterIP", address},
                 {"selector", json::object{{"k8s-app", "kube-dns"}}},
                 {"ports", json::array{dns_port("dns", 53, "UDP"), dns_port("dns-tcp", 53, "TCP"),
                                       dns_port("metrics", metrics_port, "TCP")}}}}};
}

struct PriorityRow {
    std::string_view name;
    int value;
};
constexpr std::array priorities{PriorityRow{"system-cluster-critical", 2000000000},
                                PriorityRow{"system-node-critical", 2000001000}};

json::object storage_class() {
    return {{"metadata", named("gp2")},
            {"provisioner", "kubernetes.io/aws-ebs"},
            {"parameters", json::object{{"fsType", "ext4"}, {"type", "gp2"}}},
            {"reclaimPolicy", "Delete"},
            {"volumeBindingMode", "WaitForFirstConsumer"}};
}

}  // namespace

void make_first_objects(Objects objects) {
    const auto* record = objects.world().store().find(objects.cluster());
    if (record == nullptr)
        return;
    const auto cluster = *record;
    for (const auto* name : {"default", "kube-node-lease", "kube-public", "kube-system"})
        make(objects, "", "namespaces", {{"metadata", named(name)}});
    make(objects, "", "services", api_service(service_address(cluster, api_offset)));
    make(objects, "", "services", dns_service(service_address(cluster, dns_offset)));
    for (const auto& priority : priorities)
        make(objects, "scheduling.k8s.io", "priorityclasses",
             {{"metadata", named(priority.name)}, {"value", priority.value}});
    make(objects, "storage.k8s.io", "storageclasses", storage_class());
    make_default_roles(objects);
}

std::string api_service_address(const json::object& cluster) {
    return service_address(cluster, api_offset);
}

}  // namespace inland::emulator::cluster
