// SPDX-License-Identifier: Apache-2.0
#include "spec/readers.h"
#include "spec/registry_address.h"
#include "spec/syntax.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::spec {

namespace {

bool is_connected(const Cluster& cluster, Ipv4Address address) {
    const auto networks = cluster.connect.networks();
    return std::ranges::any_of(
        networks, [&](const auto& network) { return network.value.contains(address); });
}

/// Nothing is known of what a network that is there already is connected with, and where there is
/// internet public DNS may know the registry.
bool says_all_ways(const Cluster& cluster) {
    return cluster.network.created() != nullptr &&
           cluster.network.nodes.value == NodePlacement::Private &&
           cluster.network.egress.value == Egress::None;
}

void check_servers(Context& context, const Cluster& cluster, const ForwardedDomain& forward) {
    for (const auto& server : forward.servers)
        if (!is_connected(cluster, server.value))
            context.error_at(
                server.place, "forward-server", "no way to this name server",
                fmt::format("{} is in none of the networks of spec.connect", server.value.text()),
                "name one in a connected network, or add its network to connect");
}

void check_name(Context& context, const Cluster& cluster, const UrlRegistry& registry,
                const RegistryAddress& address) {
    if (const auto* forward = forwarder_of(cluster, address.host))
        return check_servers(context, cluster, *forward);
    const auto dot = address.host.find('.');
    const auto domain = dot == std::string::npos ? address.host : address.host.substr(dot + 1);
    context.error_at(
        registry.url.place, "registry-name", "nobody is said to know the registry's name",
        fmt::format("nodes ask the VPC's resolver for {}, which knows public names only",
                    address.host),
        fmt::format("say which name servers of yours know it: dns: {{forward: {{{}: [ADDRESS]}}}}",
                    domain));
}

}  // namespace

void check_registry(Context& context, const Cluster& cluster) {
    const auto* registry = client_registry(cluster);
    if (registry == nullptr || !is_registry_prefix(registry->url.value) || !says_all_ways(cluster))
        return;
    const auto address = address_of(*registry);
    if (is_ecr_host(address.host))
        return;
    if (!address.address)
        return check_name(context, cluster, *registry, address);
    if (!is_connected(cluster, *address.address))
        context.error_at(registry->url.place, "registry-address", "no way to the registry",
                         fmt::format("{} is in none of the networks of spec.connect", address.host),
                         "add its network to connect");
}

}  // namespace inland::spec
