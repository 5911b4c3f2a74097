// SPDX-License-Identifier: Apache-2.0
#include "prove/names/name_index.h"

#include "topology/planned_name.h"

namespace inland::prove {

namespace {

template <typename Map>
const typename Map::mapped_type& listed(const Map& map, std::string_view name) {
    static const typename Map::mapped_type none;
    const auto found = map.find(name);
    return found == map.end() ? none : found->second;
}

}  // namespace

NameIndex::NameIndex(const topology::Topology& topology) {
    for (const auto& [key, cluster] : topology.all<topology::Cluster>())
        clusters_[cluster_host(cluster)].push_back(&cluster);
    for (const auto& [key, candidate] : topology.all<topology::NetworkInterface>())
        if (candidate.description.is_known())
            interfaces_[candidate.description.value()].push_back(&candidate);
    for (const auto& [key, endpoint] : topology.all<topology::VpcEndpoint>()) {
        planned_.emplace(topology::planned_name(key), &endpoint);
        if (endpoint.id.empty())
            continue;
        for (const auto* candidate : interfaces(interface_description(endpoint)))
            if (candidate->private_addresses.is_known())
                for (const auto address : candidate->private_addresses.value())
                    by_address_.emplace(address, &endpoint);
    }
}

const std::vector<const topology::Cluster*>& NameIndex::clusters(std::string_view host) const {
    return listed(clusters_, host);
}

const std::vector<const topology::NetworkInterface*>& NameIndex::interfaces(
    std::string_view description) const {
    return listed(interfaces_, description);
}

const topology::VpcEndpoint* NameIndex::planned_endpoint(std::string_view name) const {
    const auto found = planned_.find(name);
    return found == planned_.end() ? nullptr : found->second;
}

const topology::VpcEndpoint* NameIndex::endpoint_at(Ipv4Address address) const {
    const auto found = by_address_.find(address);
    return found == by_address_.end() ? nullptr : found->second;
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

std::string interface_description(const topology::VpcEndpoint& endpoint) {
    return "VPC Endpoint Interface " + endpoint.id;
}

std::string interface_description(const topology::Cluster& cluster) {
    return "Amazon EKS " + cluster_name(cluster);
}

}  // namespace inland::prove
