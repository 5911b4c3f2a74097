// SPDX-License-Identifier: Apache-2.0
#include "upgrade/checks/checks.h"
#include "upgrade/readiness.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace inland::upgrade {

namespace {

constexpr std::string_view check = "addresses";
/// EKS User Guide, Update existing cluster to new Kubernetes version: "up to five available IP
/// addresses from the subnets that you specified".
constexpr int for_control_plane = 5;
/// EKS User Guide, Understand each phase of node updates: up to two machines a zone.
constexpr int surge_a_zone = 2;
/// What a node takes at its start: its own address and those that the CNI holds warm.
constexpr int for_a_node = 11;

void add_need(std::map<std::string, int>& needs, const topology::Subnet* subnet, int addresses) {
    if (subnet != nullptr)
        needs[subnet->key] += addresses;
}

/// Of a managed group EKS starts up to two machines in each zone, of our own one at a time.
template <typename Group>
void add_surge(const topology::Topology& observed, int machines,
               std::map<std::string, int>& needs) {
    for (const auto& [key, group] : observed.all<Group>())
        if (group.subnets.is_known())
            for (const auto& subnet : group.subnets.value())
                add_need(needs, observed.find<topology::Subnet>(subnet.key), machines * for_a_node);
}

std::map<std::string, int> needs_of_nodes(const topology::Topology& observed) {
    std::map<std::string, int> needs;
    add_surge<topology::NodeGroup>(observed, surge_a_zone, needs);
    add_surge<topology::AutoScalingGroup>(observed, 1, needs);
    return needs;
}

int free_in(const topology::Subnet& subnet) {
    return subnet.available_addresses.value_or_default(0).value_or(0);
}

std::optional<Finding> look_at_control_plane(const Facts& facts) {
    for (const auto& [key, cluster] : facts.observed.all<topology::Cluster>()) {
        if (!cluster.subnets.is_known())
            continue;
        int best = 0;
        std::string names;
        for (const auto& reference : cluster.subnets.value())
            if (const auto* subnet = facts.observed.find<topology::Subnet>(reference.key)) {
                best = std::max(best, free_in(*subnet));
                names += (names.empty() ? "" : ", ") + subnet->key;
            }
        if (best < for_control_plane)
            return Finding{
                std::string(check), Standing::Blocks, "cluster",
                fmt::format("no subnet of the control plane ({}) has {} free addresses "
                            "for EKS's new interfaces; the most is {}",
                            names, for_control_plane, best),
                "free addresses in one of them, or give the cluster other subnets of the "
                "same zones"};
    }
    return std::nullopt;
}

}  // namespace

Findings check_addresses(const Facts& facts) {
    Findings findings;
    if (!path_of(facts).empty())
        if (auto found = look_at_control_plane(facts))
            findings.push_back(*std::move(found));
    for (const auto& [key, needed] : needs_of_nodes(facts.observed)) {
        const auto* subnet = facts.observed.find<topology::Subnet>(key);
        if (free_in(*subnet) < needed)
            findings.push_back(
                {std::string(check),
                 free_in(*subnet) < for_a_node ? Standing::Blocks : Standing::Warns, key,
                 fmt::format("{} addresses are free, and the nodes that start before old ones go "
                             "may take {}",
                             free_in(*subnet), needed),
                 "free addresses there, or add a subnet of the same zone"});
    }
    if (findings.empty())
        findings.push_back({std::string(check), Standing::Ready, "subnets",
                            "there is room for EKS's new interfaces and for the nodes that start "
                            "before old ones go",
                            ""});
    return findings;
}

}  // namespace inland::upgrade
