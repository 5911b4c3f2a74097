// SPDX-License-Identifier: Apache-2.0
#include "sources/default_addons.h"

#include <algorithm>
#include <ranges>

namespace inland::sources {

namespace {

using topology::Addon;
using topology::Cluster;

/// What a node is not Ready without.
constexpr std::string_view network_addon = "vpc-cni";

bool may_be_it(const Addon& addon, const Cluster& cluster) {
    const bool ours = !addon.cluster.is_known() || addon.cluster.value().key == cluster.key;
    return ours && (!addon.addon_name.is_known() || addon.addon_name.value() == network_addon);
}

}  // namespace

void add_default_addons(topology::Topology& topology, const Cluster& cluster) {
    const auto addons = topology.all<Addon>() | std::views::values;
    if (std::ranges::any_of(addons, [&](const Addon& each) { return may_be_it(each, cluster); }))
        return;
    Addon addon;
    addon.key = cluster.key + "/" + std::string(network_addon);
    addon.name = cluster.name;
    addon.why = "EKS installs it unless it is told not to";
    addon.place = cluster.place;
    addon.cluster = topology::Reference<Cluster>{cluster.key};
    addon.addon_name = std::string(network_addon);
    topology.add(std::move(addon));
}

}  // namespace inland::sources
