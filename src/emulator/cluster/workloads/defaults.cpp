// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/defaults.h"

#include "core/ipv4_prefix.h"
#include "emulator/cluster/api/status.h"
#include "emulator/services/members.h"

#include <algorithm>
#include <array>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view default_service_cidr = "172.20.0.0/16";
/// Below: the API's own address and the one of DNS, in every cluster.
constexpr std::uint32_t first_service_offset = 256;

void set_if_missing(json::object& object, std::string_view member, json::value value) {
    if (!object.contains(member))
        object[member] = std::move(value);
}

void namespace_defaults(Objects&, json::object& object) {
    auto& labels = object_in(metadata_in(object), "labels");
    labels["kubernetes.io/metadata.name"] = name_of(object);
    object["spec"] = json::object{{"finalizers", {"kubernetes"}}};
    object["status"] = json::object{{"phase", "Active"}};
}

void container_defaults(json::object& pod_spec) {
    for (auto& container : list_in(pod_spec, "containers"))
        if (container.is_object()) {
            set_if_missing(container.get_object(), "imagePullPolicy", "IfNotPresent");
            set_if_missing(container.get_object(), "resources", json::object{});
        }
}

void pod_spec_defaults(json::object& spec) {
    set_if_missing(spec, "restartPolicy", "Always");
    set_if_missing(spec, "terminationGracePeriodSeconds", 30);
    set_if_missing(spec, "dnsPolicy", "ClusterFirst");
    set_if_missing(spec, "schedulerName", "default-scheduler");
    set_if_missing(spec, "serviceAccountName", "default");
    set_if_missing(spec, "securityContext", json::object{});
    container_defaults(spec);
}

void pod_defaults(Objects&, json::object& object) {
    pod_spec_defaults(object_in(object, "spec"));
    object["status"] = json::object{{"phase", "Pending"}, {"qosClass", "BestEffort"}};
}

json::object rolling_update(const json::value& unavailable, const json::value& surge) {
    return {{"type", "RollingUpdate"},
            {"rollingUpdate", json::object{{"maxUnavailable", unavailable}, {"maxSurge", surge}}}};
}

void workload_defaults(Objects&, json::object& object) {
    metadata_in(object)["generation"] = 1;
    auto& spec = object_in(object, "spec");
    const auto kind = string_or_empty(object, "kind");
    if (kind != "DaemonSet")
        set_if_missing(spec, "replicas", 1);
    if (kind == "DaemonSet")
        set_if_missing(spec, "updateStrategy", rolling_update(1, 0));
    if (kind == "Deployment")
        set_if_missing(spec, "strategy", rolling_update("25%", "25%"));
    pod_spec_defaults(object_in(object_in(spec, "template"), "spec"));
}

bool is_taken(const Objects& objects, const std::string& address) {
    const auto services = objects.list(type_of("", "services"));
    return std::ranges::any_of(services, [&](const json::object* service) {
        return find_string(*service, "spec.clusterIP") == address;
    });
}

std::string free_service_address(const Objects& objects) {
    const auto* cluster = objects.world().store().find(objects.cluster());
    const auto said = cluster == nullptr
                          ? std::string{}
                          : string_or_empty(*cluster, "kubernetesNetworkConfig.serviceIpv4Cidr");
    const auto block = Ipv4Prefix::parse(said.empty() ? default_service_cidr : said);
    if (!block)
        return "None";
    for (auto offset = std::min<std::uint64_t>(first_service_offset, block->size() / 2);
         offset + 1 < block->size(); ++offset)
        if (auto address = block->at(static_cast<std::uint32_t>(offset)).text();
            !is_taken(objects, address))
            return address;
    return "None";
}

void port_defaults(json::object& spec) {
    for (auto& port : list_in(spec, "ports"))
        if (port.is_object()) {
            set_if_missing(port.get_object(), "protocol", "TCP");
            if (const auto* number = port.get_object().if_contains("port"))
                set_if_missing(port.get_object(), "targetPort", *number);
        }
}

void service_defaults(Objects& objects, json::object& object) {
    auto& spec = object_in(object, "spec");
    set_if_missing(spec, "type", "ClusterIP");
    set_if_missing(spec, "sessionAffinity", "None");
    if (string_or_empty(spec, "type") != "ExternalName") {
        if (string_or_empty(spec, "clusterIP").empty())
            spec["clusterIP"] = free_service_address(objects);
        spec["clusterIPs"] = json::array{spec["clusterIP"]};
        set_if_missing(spec, "ipFamilies", json::array{"IPv4"});
        set_if_missing(spec, "ipFamilyPolicy", "SingleStack");
    }
    port_defaults(spec);
    object["status"] = json::object{{"loadBalancer", json::object{}}};
}

void secret_defaults(Objects&, json::object& object) {
    set_if_missing(object, "type", "Opaque");
}

struct DefaultsRow {
    std::string_view resource;
    void (*set)(Objects& objects, json::object& object);
};
constexpr std::array defaults{DefaultsRow{"namespaces", namespace_defaults},
                              DefaultsRow{"pods", pod_defaults},
                              DefaultsRow{"services", service_defaults},
                              DefaultsRow{"secrets", secret_defaults},
                              DefaultsRow{"daemonsets.apps", workload_defaults},
                              DefaultsRow{"deployments.apps", workload_defaults},
                              DefaultsRow{"replicasets.apps", workload_defaults},
                              DefaultsRow{"statefulsets.apps", workload_defaults}};

std::string authority_pem(const Objects& objects) {
    const auto* cluster = objects.world().store().find(objects.cluster());
    return cluster == nullptr ? std::string{} : string_or_empty(*cluster, "_certificate_pem");
}

}  // namespace

void set_defaults(Objects& objects, const ResourceType& type, json::object& object) {
    object["apiVersion"] = type.api_version();
    object["kind"] = type.kind;
    for (const auto& row : defaults)
        if (row.resource == type.qualified_name())
            row.set(objects, object);
}

Result<json::object> create_object(Objects& objects, const ResourceType& type,
                                   json::object object) {
    set_defaults(objects, type, object);
    auto made = TRY(objects.create(type, std::move(object)));
    after_create(objects, type, made);
    return made;
}

void after_create(Objects& objects, const ResourceType& type, const json::object& object) {
    if (&type != &type_of("", "namespaces"))
        return;
    const auto name = name_of(object);
    objects.ensure(type_of("", "serviceaccounts"),
                   {{"metadata", json::object{{"name", "default"}, {"namespace", name}}}});
    objects.ensure(type_of("", "configmaps"),
                   {{"metadata", json::object{{"name", "kube-root-ca.crt"}, {"namespace", name}}},
                    {"data", json::object{{"ca.crt", authority_pem(objects)}}}});
}

}  // namespace inland::emulator::cluster
