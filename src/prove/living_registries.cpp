// SPDX-License-Identifier: Apache-2.0
#include "prove/living_registries.h"

#include "topology/client_registry.h"
#include "topology/ownership.h"

#include <algorithm>

namespace inland::prove {

namespace {

bool is_known(const std::vector<ClientRegistry>& registries, const topology::ClientRegistry& told) {
    return std::ranges::any_of(registries, [&](const ClientRegistry& registry) {
        return registry.host == told.host && registry.port == told.port;
    });
}

}  // namespace

std::vector<ClientRegistry> living_registries(const topology::Topology& topology) {
    std::vector<ClientRegistry> registries;
    for (const auto& [key, cluster] : topology.all<topology::Cluster>()) {
        const auto told =
            topology::registry_in(topology::tag_value(cluster.tags, topology::registry_tag));
        if (told && !is_known(registries, *told))
            registries.push_back(
                {told->host, told->port,
                 told->domain.empty() ? NameKnownBy::Everybody : NameKnownBy::ClientsOnly});
    }
    return registries;
}

}  // namespace inland::prove
