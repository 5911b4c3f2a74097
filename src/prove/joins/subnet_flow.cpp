// SPDX-License-Identifier: Apache-2.0
#include "prove/cause_kinds.h"
#include "prove/joins/flows.h"

#include <algorithm>
#include <iterator>
#include <set>

#include <fmt/format.h>

namespace inland::prove::flows {

namespace {

/// EKS asks for that many when it makes a cluster (EKS User Guide, Networking requirements).
constexpr std::size_t needed_zones = 2;
constexpr std::int64_t needed_addresses = 6;

std::int64_t free_addresses(const SubnetView& view) {
    if (view.subnet->available_addresses.is_known())
        return planned_addresses(view);
    return std::int64_t{view.addresses.last.ipv4().bits} -
           std::int64_t{view.addresses.first.ipv4().bits} + 1;
}

Passage judge_capacity(const SubnetView& view) {
    const std::int64_t available = free_addresses(view);
    if (available >= needed_addresses)
        return {};
    return stopped_by({blocker_of(
        cause_kind::subnet_full, resource_name(*view.subnet),
        fmt::format("it has {} free addresses, EKS asks for {}", available, needed_addresses),
        view.subnet->key)});
}

Passage judge_zone(const Scene& scene, const SubnetView& view) {
    const auto* region = scene.network.tables().region(scene.network.topology().region);
    if (region == nullptr || region->eks_refused_zone_ids.empty())
        return {};
    const std::string& name = resource_name(*view.subnet);
    if (!view.subnet->availability_zone_id.is_known())
        return stopped_by({missing_fact(name, "the zone's id in this account")});
    const std::string& id = view.subnet->availability_zone_id.value();
    if (std::ranges::find(region->eks_refused_zone_ids, id) == region->eks_refused_zone_ids.end())
        return {};
    return stopped_by(
        {blocker_of(cause_kind::zone_not_supported, name,
                    fmt::format("EKS puts no clusters into zone {}", id), view.subnet->key)});
}

Passage judge_zone_count(const Scene& scene, const std::set<std::string>& zones) {
    if (zones.size() >= needed_zones)
        return {};
    return stopped_by({blocker_of(
        cause_kind::zone_not_supported, resource_name(scene.cluster),
        fmt::format("its subnets lie in {} zone, EKS asks for {}", zones.size(), needed_zones),
        scene.cluster.key)});
}

}  // namespace

std::vector<Proof> cluster_subnets(const Scene& scene, const knowledge::Flow& flow) {
    Passage whole;
    std::set<std::string> zones;
    bool zones_known = scene.missing.empty();
    for (const std::string& missing : scene.missing)
        merge(whole, stopped_by({missing_fact(resource_name(scene.cluster), missing)}));
    for (const Party& party : scene.control_plane) {
        const auto& zone = party.subnet->subnet->availability_zone;
        zones_known = zones_known && zone.is_known();
        zones.insert(zone.is_known() ? zone.value() : std::string());
        merge(whole, judge_capacity(*party.subnet));
        merge(whole, judge_zone(scene, *party.subnet));
    }
    if (zones_known)
        merge(whole, judge_zone_count(scene, zones));
    if (whole.path.empty())
        whole.path.push_back(
            fmt::format("{} subnets in {} zones", scene.control_plane.size(), zones.size()));
    std::vector<Proof> proofs;
    proofs.push_back(proof_of(flow, "the control plane", "its subnets", std::move(whole)));
    std::ranges::move(room_for_nodes(scene, flow), std::back_inserter(proofs));
    return proofs;
}

}  // namespace inland::prove::flows
