// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/service_defaults.h"

#include "core/ipv4_prefix.h"
#include "emulator/cluster/workloads/defaults.h"
#include "emulator/services/members.h"

#include <algorithm>

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
}

}  // namespace inland::emulator::cluster
