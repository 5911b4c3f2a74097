// SPDX-License-Identifier: Apache-2.0
#include "spec/readers.h"

#include <algorithm>
#include <array>

namespace inland::spec {

namespace {

/// Without these no pod gets an address or a name.
constexpr std::array<std::string_view, 3> addons_unless_said = {"vpc-cni", "coredns", "kube-proxy"};

/// The two blocks that EKS itself chooses from.
constexpr std::array<Ipv4Prefix, 2> service_cidrs = {Ipv4Prefix({0xac140000}, 16),
                                                     Ipv4Prefix({0x0a640000}, 16)};

bool is_free(const Ipv4Prefix& candidate, const Cluster& cluster) {
    const auto* const created = cluster.network.created();
    if (created && was_read(created->cidr) && created->cidr.value.overlaps(candidate))
        return false;
    return std::ranges::none_of(cluster.connect.networks(), [&](const auto& network) {
        return network.value.overlaps(candidate);
    });
}

Ipv4Prefix free_service_cidr(const Cluster& cluster) {
    for (const auto& candidate : service_cidrs)
        if (is_free(candidate, cluster))
            return candidate;
    return service_cidrs.front();
}

}  // namespace

void set_defaults(const Place& spec_place, Cluster& cluster) {
    cluster.access.place = spec_place;
    cluster.network.place = spec_place;
    cluster.registry = EcrRegistry{spec_place};
    cluster.endpoints.admit = {Admission::NodeGroups, spec_place};
    for (const auto name : addons_unless_said)
        cluster.addons.push_back({std::string(name), spec_place});
}

void complete_defaults(Cluster& cluster) {
    auto& network = cluster.network;
    const bool is_private = std::holds_alternative<PrivateAccess>(cluster.access.value);
    if (!was_read(network.nodes))
        network.nodes = {NodePlacement::Private, network.place};
    // Public nodes have a way out of their own: NAT gateways would stand there unused.
    const bool is_served = is_private || network.nodes.value == NodePlacement::Public;
    if (!was_read(network.egress))
        network.egress = {is_served ? Egress::None : Egress::Nat, network.place};
    if (!was_read(cluster.service_cidr))
        cluster.service_cidr = {free_service_cidr(cluster), network.place};
}

}  // namespace inland::spec
