// SPDX-License-Identifier: Apache-2.0
#include "prove/names/interfaces.h"

#include <algorithm>

namespace inland::prove {

namespace {

std::vector<const topology::NetworkInterface*> described(const Network& network,
                                                         const std::string& description) {
    std::vector<const topology::NetworkInterface*> found;
    for (const auto& [key, candidate] : network.topology().all<topology::NetworkInterface>())
        if (candidate.description.is_known() && candidate.description.value() == description)
            found.push_back(&candidate);
    return found;
}

}  // namespace

std::vector<const topology::NetworkInterface*> interfaces_of(
    const Network& network, const topology::VpcEndpoint& endpoint) {
    if (endpoint.id.empty())
        return {};
    return described(network, "VPC Endpoint Interface " + endpoint.id);
}

std::vector<const topology::NetworkInterface*> interfaces_of(const Network& network,
                                                             const topology::Cluster& cluster) {
    return described(network, "Amazon EKS " + cluster_name(cluster));
}

const topology::VpcEndpoint* endpoint_at(const Network& network, Ipv4Address address) {
    for (const auto& [key, endpoint] : network.topology().all<topology::VpcEndpoint>())
        for (const auto* candidate : interfaces_of(network, endpoint))
            if (candidate->private_addresses.is_known() &&
                std::ranges::find(candidate->private_addresses.value(), address) !=
                    candidate->private_addresses.value().end())
                return &endpoint;
    return nullptr;
}

const std::string& cluster_name(const topology::Cluster& cluster) {
    return cluster.cluster_name.is_known() ? cluster.cluster_name.value() : cluster.key;
}

std::string cluster_host(const topology::Cluster& cluster) {
    constexpr std::string_view scheme = "https://";
    if (!cluster.endpoint.is_known() || cluster.endpoint.value().empty())
        return "the API of " + cluster_name(cluster);
    const std::string& endpoint = cluster.endpoint.value();
    return endpoint.starts_with(scheme) ? endpoint.substr(scheme.size()) : endpoint;
}

const VpcView* cluster_vpc(const Network& network, const topology::Cluster& cluster) {
    if (!cluster.subnets.is_known())
        return nullptr;
    for (const auto& reference : cluster.subnets.value())
        if (const SubnetView* subnet = network.subnet(reference.key))
            return subnet->vpc;
    return nullptr;
}

}  // namespace inland::prove
