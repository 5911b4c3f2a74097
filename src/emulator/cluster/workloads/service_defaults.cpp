// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/service_defaults.h"

#include "core/ipv4_prefix.h"
#include "emulator/cluster/workloads/defaults.h"
#include "emulator/services/members.h"

#include <algorithm>
#include <cstdint>
#include <set>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view default_service_cidr = "172.20.0.0/16";
/// Below: the API's own address and the one of DNS, in every cluster.
constexpr std::uint32_t first_service_offset = 256;

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

bool is_node_port_taken(const Objects& objects, std::int64_t node_port) {
    const auto services = objects.list(type_of("", "services"));
    return std::ranges::any_of(services, [&](const json::object* service) {
        const auto& ports = find_array(*service, "spec.ports");
        return find_int(*service, "spec.healthCheckNodePort") == node_port ||
               std::ranges::any_of(ports, [&](const json::value& port) {
                   return find_int(port, "nodePort") == node_port;
               });
    });
}

/// Node ports that are given out already, and those that this Service has been given just now.
class NodePorts {
  public:
    NodePorts(const Objects& objects, const json::object& spec) : objects_(objects) {
        for (const auto& port : find_array(spec, "ports"))
            taken_.insert(find_int(port, "nodePort").value_or(0));
    }

    std::int64_t next() {
        constexpr std::int64_t first = 30000;
        constexpr std::int64_t last = 32767;
        for (auto port = first; port <= last; ++port)
            if (!taken_.contains(port) && !is_node_port_taken(objects_, port)) {
                taken_.insert(port);
                return port;
            }
        return 0;
    }

  private:
    const Objects& objects_;
    std::set<std::int64_t> taken_;
};

bool has_node_ports(const json::object& spec) {
    const auto type = string_or_empty(spec, "type");
    return type == "NodePort" || (type == "LoadBalancer" &&
                                  find_bool(spec, "allocateLoadBalancerNodePorts").value_or(true));
}

void node_port_defaults(const Objects& objects, json::object& spec) {
    NodePorts free_ports(objects, spec);
    if (has_node_ports(spec))
        for (auto& port : list_in(spec, "ports"))
            if (port.is_object() && find_int(port, "nodePort").value_or(0) == 0)
                port.get_object()["nodePort"] = free_ports.next();
    if (string_or_empty(spec, "type") == "LoadBalancer" &&
        string_or_empty(spec, "externalTrafficPolicy") == "Local" &&
        find_int(spec, "healthCheckNodePort").value_or(0) == 0)
        spec["healthCheckNodePort"] = free_ports.next();
}

/// Services that others than pods call say how.
void traffic_defaults(json::object& spec) {
    const auto type = string_or_empty(spec, "type");
    if (type != "ExternalName")
        set_if_missing(spec, "internalTrafficPolicy", "Cluster");
    if (type == "NodePort" || type == "LoadBalancer")
        set_if_missing(spec, "externalTrafficPolicy", "Cluster");
    if (type == "LoadBalancer")
        set_if_missing(spec, "allocateLoadBalancerNodePorts", true);
}

}  // namespace

void set_service_defaults(Objects& objects, json::object& object) {
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
    traffic_defaults(spec);
    node_port_defaults(objects, spec);
}

}  // namespace inland::emulator::cluster
