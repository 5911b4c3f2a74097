// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/endpoints.h"

#include "emulator/cluster/api/selectors.h"
#include "emulator/cluster/workloads/pods.h"

#include <optional>

namespace inland::emulator::cluster {

namespace {

const ResourceType& slices() {
    static const auto& type = type_of("discovery.k8s.io", "endpointslices");
    return type;
}

json::object endpoint_of(const json::object& pod) {
    return {{"addresses", json::array{json::string(string_or_empty(pod, "status.podIP"))}},
            {"conditions", json::object{{"ready", true}, {"serving", true}}},
            {"nodeName", string_or_empty(pod, "spec.nodeName")},
            {"targetRef", json::object{{"kind", "Pod"},
                                       {"name", name_of(pod)},
                                       {"namespace", namespace_of(pod)},
                                       {"uid", string_or_empty(pod, "metadata.uid")}}}};
}

std::optional<std::int64_t> container_port(const json::object& pod, std::string_view name) {
    for (const auto& container : find_array(pod, "spec.containers"))
        for (const auto& port : find_array(container, "ports"))
            if (find_string(port, "name") == name)
                return find_int(port, "containerPort");
    return std::nullopt;
}

/// A name is that of a port of the pods' containers, which are taken to agree on its number.
std::int64_t target_port(const json::value& port, const json::object* pod) {
    const auto own = find_int(port, "port").value_or(0);
    const auto name = find_string(port, "targetPort");
    const auto named = name && pod != nullptr ? container_port(*pod, *name) : std::nullopt;
    return find_int(port, "targetPort").value_or(named.value_or(own));
}

json::array ports_of(const json::object& service, const json::object* pod) {
    json::array ports;
    for (const auto& port : find_array(service, "spec.ports"))
        ports.push_back(json::object{{"name", string_or_empty(port, "name")},
                                     {"port", target_port(port, pod)},
                                     {"protocol", string_or_empty(port, "protocol")}});
    return ports;
}

json::object slice_of(const Objects& objects, const json::object& service) {
    Selector selector;
    for (const auto& [key, value] : find_object(service, "spec.selector"))
        if (value.is_string())
            selector.push_back({key, SelectorOperator::Equals, {std::string(value.get_string())}});
    json::array endpoints;
    const json::object* first = nullptr;
    for (const auto* pod : objects.list(type_of("", "pods"), namespace_of(service)))
        if (is_ready(*pod) && matches_labels(selector, find_object(*pod, "metadata.labels"))) {
            endpoints.push_back(endpoint_of(*pod));
            first = first == nullptr ? pod : first;
        }
    return {{"metadata",
             json::object{
                 {"name", name_of(service)},
                 {"namespace", namespace_of(service)},
                 {"labels", json::object{{"kubernetes.io/service-name", name_of(service)}}},
                 {"ownerReferences",
                  json::array{json::object{{"apiVersion", "v1"},
                                           {"kind", "Service"},
                                           {"name", name_of(service)},
                                           {"uid", string_or_empty(service, "metadata.uid")}}}}}},
            {"addressType", "IPv4"},
            {"endpoints", std::move(endpoints)},
            {"ports", ports_of(service, first)}};
}

}  // namespace

void reconcile_endpoints(Objects& objects) {
    std::vector<json::object> services;
    for (const auto* service : objects.list(type_of("", "services")))
        if (!find_object(*service, "spec.selector").empty())
            services.push_back(*service);
    for (const auto& service : services) {
        const auto slice = slice_of(objects, service);
        objects.ensure(slices(), slice);
        objects.change(slices(), namespace_of(slice), name_of(slice), [&](json::object& stored) {
            for (const auto* member : {"endpoints", "ports"})
                stored[member] = slice.at(member);
        });
    }
}

}  // namespace inland::emulator::cluster
