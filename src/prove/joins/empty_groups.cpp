// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/empty_groups.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::prove {

namespace {

using topology::Addon;
using topology::Cluster;
using topology::Knowledge;

/// How a cluster's groups start, as far as they are seen.
struct Start {
    int groups = 0;
    Knowledge nodes = Knowledge::Absent;  ///< Known: some start with a machine
};

template <typename Group>
void add_group(Start& start, const Cluster& cluster, const Group& group) {
    if (group.cluster.is_known() && group.cluster.value().key != cluster.key)
        return;
    ++start.groups;
    const auto& count = group.desired.is_absent() ? group.minimum : group.desired;
    if (count.is_unknown() || !group.cluster.is_known())
        start.nodes = Knowledge::Unknown;
    else if (start.nodes == Knowledge::Absent && count.is_known() && count.value() > 0)
        start.nodes = Knowledge::Known;
}

Start start_of(const Network& network, const Cluster& cluster) {
    Start start;
    for (const auto& [key, group] : network.topology().all<topology::NodeGroup>())
        add_group(start, cluster, group);
    for (const auto& [key, group] : network.topology().all<topology::AutoScalingGroup>())
        add_group(start, cluster, group);
    return start;
}

bool is_told(const Network& network) {
    return !network.is_missing(topology::NodeGroup::type) &&
           !network.is_missing(topology::AutoScalingGroup::type);
}

/// Add-ons that EKS waits for until their pods run: a DaemonSet without nodes has none to wait for.
std::vector<std::string> waiting_addons(const Network& network, const Cluster& cluster) {
    std::vector<std::string> names;
    for (const auto& [key, addon] : network.topology().all<Addon>()) {
        const bool is_ours = addon.cluster.is_known() && addon.cluster.value().key == cluster.key;
        const auto* known = is_ours && addon.addon_name.is_known()
                                ? network.tables().addon(addon.addon_name.value())
                                : nullptr;
        if (known != nullptr && known->workload == "Deployment")
            names.push_back(known->name);
    }
    return names;
}

}  // namespace

std::vector<Finding> empty_group_findings_of(const Network& network) {
    std::vector<Finding> findings;
    for (const auto& [key, cluster] : network.topology().all<Cluster>()) {
        const Start start = start_of(network, cluster);
        const auto addons = waiting_addons(network, cluster);
        if (!is_told(network) || start.groups == 0 || start.nodes != Knowledge::Absent ||
            addons.empty() || cluster.state.is_known())
            continue;
        findings.push_back(
            {"no-nodes", Severity::Warning, resource_name(cluster),
             fmt::format("all its node groups start without a machine, so the pods of {} have "
                         "nowhere to run: EKS calls such an add-on DEGRADED, not ACTIVE, and who "
                         "waits for it waits until a group has nodes",
                         fmt::join(addons, ", ")),
             cluster.place});
    }
    return findings;
}

}  // namespace inland::prove
