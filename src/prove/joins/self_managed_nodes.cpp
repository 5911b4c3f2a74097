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

struct NodeRole {
    std::string key;
    RoleMapping mapping = RoleMapping::Observed;
};

/// A template without a profile gives its machines no role; one that is not there says nothing.
NodeRole role_of(const Network& network, const LaunchTemplate* made) {
    if (made != nullptr && made->instance_profile.is_absent())
        return {};
    const auto* profile =
        made == nullptr ? nullptr : network.topology().find(made->instance_profile);
    if (profile == nullptr || profile->role.is_unknown())
        return {.key = {}, .mapping = RoleMapping::Unknown};
    return {.key = profile->role.is_known() ? profile->role.value().key : std::string()};
}

void carry_groups(const Network& network, const AutoScalingGroup& group, const LaunchTemplate* made,
                  Party& party) {
    if (made == nullptr)
        party.groups_missing = "the launch template of " + resource_name(group);
    else if (made->security_groups.is_absent())
        party.groups_missing = "the default security group of the VPC";
    else
        carry(party, network, made->security_groups, resource_name(*made));
}

std::string system_of(const Network& network, const LaunchTemplate* made) {
    const auto system = made == nullptr ? std::string() : operating_system_of(network, *made);
    return system.empty() ? std::string(usual_operating_system) : system;
}

void add_nodes(Scene& scene, const AutoScalingGroup& group, const SubnetView& subnet) {
    const auto& network = scene.network;
    const auto* made = network.topology().find(group.launch_template);
    const auto name =
        fmt::format("{} in {}", name_of_group(network, group), resource_name(*subnet.subnet));
    // Without one it has a launch configuration, which nobody reads.
    const auto by = group.launch_template.is_absent() ? decltype(group.launch_template)::unknown()
                                                      : group.launch_template;
    auto system = system_of(network, made);
    auto metadata = metadata_service_of(made, system);
    auto party = node_party(network, subnet, name, by);
    carry_groups(network, group, made, party);
    party.owner_type = AutoScalingGroup::type;
    party.owner = group.key;
    const auto role = role_of(network, made);
    scene.nodes.push_back({.name = name,
                           .operating_system = std::move(system),
                           .party = std::move(party),
                           .role = role.key,
                           .mapping = role.mapping,
                           .user_data = user_data_of(scene.cluster, made),
                           .metadata = std::move(metadata)});
}

void add_group(Scene& scene, const AutoScalingGroup& group) {
    if (!group.subnets.is_known())
        return scene.missing.push_back("the subnets of " + resource_name(group));
    for (const auto& reference : group.subnets.value()) {
        if (const auto* subnet = scene.network.subnet(reference.key))
            add_nodes(scene, group, *subnet);
        else
            scene.missing.push_back("subnet " + reference.key);
    }
}

}  // namespace

std::string name_of_group(const Network& network, const AutoScalingGroup& group) {
    constexpr std::string_view prefix = "nodegroup/";
    const auto* made = network.topology().find(group.launch_template);
    if (made != nullptr && made->machine_tags.is_known()) {
        auto name = topology::tag_value(made->machine_tags.value(), topology::node_group_tag);
        if (!name.empty())
            return fmt::format("{}{}", prefix, name);
    }
    return fmt::format("{}{}", prefix,
                       group.group_name.is_known() ? group.group_name.value() : group.key);
}

void add_self_managed_nodes(Scene& scene) {
    for (const auto& [key, group] : scene.network.topology().all<AutoScalingGroup>())
        if (group.cluster.is_known() && group.cluster.value().key == scene.cluster.key)
            add_group(scene, group);
}

}  // namespace inland::prove
