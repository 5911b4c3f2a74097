// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/scaled_groups.h"

#include "prove/joins/addons.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::prove {

namespace {

using topology::AutoScalingGroup;
using topology::Cluster;

constexpr std::string_view autoscaler = "cluster-autoscaler";

bool has_autoscaler(const Network& network, const Cluster& cluster) {
    const auto& topology = network.topology();
    const auto is_it = [&](const auto& entry) {
        const auto& addon = entry.second;
        return addon.cluster.is_known() && addon.cluster.value().key == cluster.key &&
               addon.addon_name.is_known() && addon.addon_name.value() == autoscaler;
    };
    return std::ranges::any_of(topology.all<topology::Addon>(), is_it) ||
           association_of(topology, cluster, autoscaler) != nullptr;
}

/// What --node-group-auto-discovery asks for (knowledge/manifests/cluster-autoscaler.yaml).
std::vector<std::string> missing_tags(const AutoScalingGroup& group, const Cluster& cluster) {
    std::vector<std::string> missing;
    for (const auto& end : {std::string("enabled"), cluster.cluster_name.value()})
        if (auto tag = fmt::format("k8s.io/{}/{}", autoscaler, end); !group.tags.contains(tag))
            missing.push_back(std::move(tag));
    return missing;
}

Finding finding_of(const AutoScalingGroup& group, const std::vector<std::string>& missing) {
    return {
        "not-scaled", Severity::Warning, resource_name(group),
        fmt::format("it has no tag {}, so the cluster autoscaler does not see it: its pods wait "
                    "where they need more machines of it, and idle ones stay",
                    fmt::join(missing, " and no tag ")),
        group.place};
}

bool is_of(const AutoScalingGroup& group, const Cluster& cluster) {
    return group.cluster.is_known() && group.cluster.value().key == cluster.key;
}

}  // namespace

std::vector<Finding> scaled_group_findings_of(const Network& network) {
    std::vector<Finding> findings;
    for (const auto& [key, cluster] : network.topology().all<Cluster>()) {
        if (!cluster.cluster_name.is_known() || !has_autoscaler(network, cluster))
            continue;
        for (const auto& [name, group] : network.topology().all<AutoScalingGroup>())
            if (is_of(group, cluster))
                if (const auto missing = missing_tags(group, cluster); !missing.empty())
                    findings.push_back(finding_of(group, missing));
    }
    return findings;
}

}  // namespace inland::prove
