// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/readers.h"
#include "topology/ownership.h"

#include <fmt/format.h>

namespace inland::sources::live {
namespace {

using topology::AutoScalingGroup;

constexpr std::string_view cluster_prefix = "kubernetes.io/cluster/";

/// The cluster whose nodes the group's machines are: the tag that cloud controllers go by.
std::string cluster_of(const topology::Tags& tags) {
    const auto found = tags.lower_bound(std::string(cluster_prefix));
    if (found == tags.end() || !found->first.starts_with(cluster_prefix))
        return topology::tag_value(tags, topology::cluster_tag);
    return found->first.substr(cluster_prefix.size());
}

/// EKS makes groups for its node groups and tags them with their names.
bool is_of_eks(const topology::Tags& tags) {
    return tags.contains("eks:nodegroup-name");
}

bool is_asked(const Reading& reading, const topology::Tags& tags) {
    const auto cluster = cluster_of(tags);
    return !is_of_eks(tags) && !cluster.empty() &&
           (reading.everything() || cluster == reading.options.cluster);
}

std::vector<std::string> propagated_tags(const json::value& document) {
    std::vector<std::string> keys;
    for (const auto& tag : find_array(document, "Tags")) {
        if (find_bool(tag, "PropagateAtLaunch").value_or(false))
            keys.push_back(string_or_empty(tag, "Key"));
    }
    std::ranges::sort(keys);
    return keys;
}

/// "subnet-1,subnet-2".
std::vector<topology::Reference<topology::Subnet>> subnets_of(const json::value& document) {
    std::vector<topology::Reference<topology::Subnet>> subnets;
    const auto text = string_or_empty(document, "VPCZoneIdentifier");
    for (std::size_t at = 0; at < text.size();) {
        const auto comma = std::min(text.find(',', at), text.size());
        subnets.push_back({text.substr(at, comma - at)});
        at = comma + 1;
    }
    std::ranges::sort(subnets);
    return subnets;
}

/// The template stands in the group itself or in its mixed instances policy.
void set_template(const json::value& document, AutoScalingGroup& group) {
    constexpr std::string_view in_policy = "MixedInstancesPolicy.LaunchTemplate";
    const auto mixed = find(document, in_policy) != nullptr;
    const auto path =
        mixed ? fmt::format("{}.LaunchTemplateSpecification", in_policy) : "LaunchTemplate";
    group.launch_template =
        reference<topology::LaunchTemplate>(document, path + ".LaunchTemplateId");
    group.template_version = text(document, path + ".Version");
    std::vector<std::string> types;  // in their order: the first is preferred
    for (const auto& row : find_array(document, fmt::format("{}.Overrides", in_policy)))
        types.push_back(string_or_empty(row, "InstanceType"));
    // Types with templates of their own start machines that are not alike.
    for (const auto& row : find_array(document, fmt::format("{}.Overrides", in_policy)))
        if (find(row, "LaunchTemplateSpecification") != nullptr)
            group.launch_template = decltype(group.launch_template)::unknown();
    group.overrides = std::move(types);
}

AutoScalingGroup group_of(const json::value& document) {
    auto group = resource_of<AutoScalingGroup>(string_or_empty(document, "AutoScalingGroupName"),
                                               tag_list(document));
    group.cluster = topology::Reference<topology::Cluster>{cluster_of(group.tags)};
    group.group_name = group.id;
    set_template(document, group);
    group.subnets = subnets_of(document);
    group.minimum = number<int>(document, "MinSize");
    group.desired = number<int>(document, "DesiredCapacity");
    group.maximum = number<int>(document, "MaxSize");
    group.health_check = text(document, "HealthCheckType");
    group.propagated = propagated_tags(document);
    group.state = text(document, "Status");
    return group;
}

}  // namespace

/// DescribeAutoScalingGroups cannot filter by the beginning of a tag's key, and a group that is
/// ours may have lost the other tag: all are looked at.
Result<void> read_auto_scaling_groups(Reading& reading) {
    const auto documents =
        TRY(reading.list("autoscaling", "DescribeAutoScalingGroups", "AutoScalingGroups"));
    for (const auto& document : documents) {
        if (is_asked(reading, tag_list(document)))
            reading.topology.add(group_of(document));
    }
    return {};
}

}  // namespace inland::sources::live
