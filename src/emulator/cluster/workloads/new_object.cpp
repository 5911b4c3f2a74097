// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/new_object.h"

#include "emulator/cluster/balancers/ingress.h"
#include "emulator/cluster/balancers/load_balancer_controller.h"
#include "emulator/cluster/workloads/custom_definitions.h"
#include "emulator/cluster/workloads/defaults.h"
#include "emulator/cluster/workloads/new_pod.h"
#include "emulator/services/members.h"

#include <array>

namespace inland::emulator::cluster {

namespace {

void start_namespace(Objects&, json::object& object) {
    object["status"] = json::object{{"phase", "Active"}};
}

void start_service(Objects& objects, json::object& object) {
    claim_service(objects, object);
    object["status"] = json::object{{"loadBalancer", json::object{}}};
}

void start_ingress(Objects& objects, json::object& object) {
    set_default_ingress_class(objects, object);
    object["status"] = json::object{{"loadBalancer", json::object{}}};
}

/// Of what has a status of its own: the client's word for it does not count.
void start_empty(Objects&, json::object& object) {
    object["status"] = json::object{};
}

struct StartRow {
    std::string_view resource;
    void (*start)(Objects& objects, json::object& object);
};
constexpr std::array starts{
    StartRow{"namespaces", start_namespace},
    StartRow{"pods", start_pod},
    StartRow{"services", start_service},
    StartRow{"ingresses.networking.k8s.io", start_ingress},
    StartRow{"daemonsets.apps", start_empty},
    StartRow{"deployments.apps", start_empty},
    StartRow{"replicasets.apps", start_empty},
    StartRow{"statefulsets.apps", start_empty},
    StartRow{"jobs.batch", start_empty},
    StartRow{"cronjobs.batch", start_empty},
    StartRow{"horizontalpodautoscalers.autoscaling", start_empty},
    StartRow{"poddisruptionbudgets.policy", start_empty},
    StartRow{"customresourcedefinitions.apiextensions.k8s.io", start_definition}};

/// What has a generation counts it from 1: whatever has both a spec and a status.
bool has_generation(const ResourceType& type) {
    return type.definition != nullptr || (!type.group.empty() && type.has_subresource("status")) ||
           type.group == "policy";
}

std::string authority_pem(const Objects& objects) {
    const auto* cluster = objects.world().store().find(objects.cluster());
    return cluster == nullptr ? std::string{} : string_or_empty(*cluster, "_certificate_pem");
}

}  // namespace

void start_object(Objects& objects, const ResourceType& type, json::object& object) {
    set_defaults(objects, type, object);
    if (type.definition != nullptr && type.has_subresource("status"))
        object.erase("status");
    if (has_generation(type))
        metadata_in(object)["generation"] = 1;
    for (const auto& row : starts)
        if (row.resource == type.qualified_name())
            row.start(objects, object);
}

Result<json::object> create_object(Objects& objects, const ResourceType& type,
                                   json::object object) {
    start_object(objects, type, object);
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
