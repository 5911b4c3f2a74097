// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/launch_template_nodes.h"
#include "prove/names/interfaces.h"
#include "topology/ownership.h"

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::AutoScalingGroup;
using topology::LaunchTemplate;

/// What most machines of unknown origin run.
constexpr std::string_view usual_operating_system = "al2023";

std::string group_name(const AutoScalingGroup& group, const LaunchTemplate& made) {
    constexpr std::string_view prefix = "nodegroup/";
    if (made.machine_tags.is_known()) {
        auto name = topology::tag_value(made.machine_tags.value(), topology::node_group_tag);
        if (!name.empty())
            return fmt::format("{}{}", prefix, name);
    }
    return fmt::format("{}{}", prefix,
                       group.group_name.is_known() ? group.group_name.value() : group.key);
}

std::string role_of(const Network& network, const LaunchTemplate& made) {
    const auto* profile = network.topology().find(made.instance_profile);
    return profile != nullptr && profile->role.is_known() ? profile->role.value().key
                                                          : std::string();
}

void add_nodes(Scene& scene, const AutoScalingGroup& group, const LaunchTemplate& made,
               const SubnetView& subnet) {
    const auto name =
        fmt::format("{} in {}", group_name(group, made), resource_name(*subnet.subnet));
    auto party = node_party(scene.network, subnet, name);
    carry(party, scene.network, made.security_groups, resource_name(made));
    if (made.security_groups.is_absent())
        party.groups_missing = "the default security group of the VPC";
    const auto system = operating_system_of(scene.network, made);
    scene.nodes.push_back({name, system.empty() ? std::string(usual_operating_system) : system,
                           std::move(party), role_of(scene.network, made), RoleMapping::Observed,
                           user_data_of(scene.cluster, &made)});
}

void add_group(Scene& scene, const AutoScalingGroup& group) {
    const auto* made = scene.network.topology().find(group.launch_template);
    if (made == nullptr)
        return scene.missing.push_back("the launch template of " + resource_name(group));
    if (!group.subnets.is_known())
        return scene.missing.push_back("the subnets of " + resource_name(group));
    for (const auto& reference : group.subnets.value()) {
        const auto* subnet = scene.network.subnet(reference.key);
        if (subnet == nullptr)
            scene.missing.push_back("subnet " + reference.key);
        else
            add_nodes(scene, group, *made, *subnet);
    }
}

}  // namespace

void add_self_managed_nodes(Scene& scene) {
    for (const auto& [key, group] : scene.network.topology().all<AutoScalingGroup>())
        if (group.cluster.is_known() && group.cluster.value().key == scene.cluster.key)
            add_group(scene, group);
}

}  // namespace inland::prove
