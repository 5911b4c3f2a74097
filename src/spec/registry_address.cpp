// SPDX-License-Identifier: Apache-2.0
#include "spec/registry_address.h"

#include "core/domain_name.h"

#include <charconv>

namespace inland::spec {

RegistryAddress address_of(const UrlRegistry& registry) {
    RegistryAddress found;
    found.authority = registry.url.value.substr(0, registry.url.value.find('/'));
    const std::string_view authority = found.authority;
    const auto colon = authority.find(':');
    found.host = authority.substr(0, colon);
    if (colon != std::string_view::npos) {
        const auto digits = authority.substr(colon + 1);
        std::from_chars(digits.data(), digits.data() + digits.size(), found.port);
    }
    if (const auto address = Ipv4Address::parse(found.host))
        found.address = *address;
    return found;
}

const UrlRegistry* client_registry(const Cluster& cluster) {
    return std::get_if<UrlRegistry>(&cluster.registry);
}

const ForwardedDomain* forwarder_of(const Cluster& cluster, std::string_view name) {
    const ForwardedDomain* best = nullptr;
    for (const auto& entry : cluster.forward)
        if (is_in(name, entry.domain.value) &&
            (best == nullptr || entry.domain.value.size() > best->domain.value.size()))
            best = &entry;
    return best;
}

const ForwardedDomain* registry_forwarder(const Cluster& cluster) {
    const auto* registry = client_registry(cluster);
    if (registry == nullptr)
        return nullptr;
    const auto address = address_of(*registry);
    return address.address ? nullptr : forwarder_of(cluster, address.host);
}

bool is_ecr_host(std::string_view host) {
    return host.find(".dkr.ecr.") != std::string_view::npos ||
           host.find(".dkr-ecr.") != std::string_view::npos;
}

}  // namespace inland::spec
