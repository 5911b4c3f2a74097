// SPDX-License-Identifier: Apache-2.0
#include "prove/names/interfaces.h"

namespace inland::prove {

std::vector<const topology::NetworkInterface*> interfaces_of(
    const Network& network, const topology::VpcEndpoint& endpoint) {
    if (endpoint.id.empty())
        return {};
    return network.names().interfaces(interface_description(endpoint));
}

std::vector<const topology::NetworkInterface*> interfaces_of(const Network& network,
                                                             const topology::Cluster& cluster) {
    return network.names().interfaces(interface_description(cluster));
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
