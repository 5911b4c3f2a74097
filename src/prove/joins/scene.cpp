// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/scene.h"

#include "prove/joins/launch_template_nodes.h"
#include "prove/joins/pods.h"
#include "prove/names/interfaces.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::prove {

namespace {

/// EKS's default since Kubernetes 1.30; a custom AMI says nothing about its system.
constexpr std::string_view default_operating_system = "al2023";

/// The template of the owner, if the group has one.
const topology::LaunchTemplate* template_of(const Network& network,
                                            const topology::NodeGroup& group) {
    return network.topology().find(group.launch_template);
}

std::string system_of(const Network& network, const topology::NodeGroup& group) {
    const auto& amis = network.tables().amis;
    const auto ami = !group.ami_type.is_known() ? amis.end()
                                                : std::ranges::find(amis, group.ami_type.value(),
                                                                    &knowledge::AmiPath::ami_type);
    if (ami != amis.end())
        return ami->operating_system;
    const auto* made = template_of(network, group);
    const auto system = made == nullptr ? std::string() : operating_system_of(network, *made);
    return system.empty() ? std::string(default_operating_system) : system;
}

/// A template's groups stand in place of the cluster's own.
void carry_groups(const Scene& scene, const topology::NodeGroup& group, Party& party) {
    const auto* made = template_of(scene.network, group);
    if (made != nullptr && !made->security_groups.is_absent())
        return carry(party, scene.network, made->security_groups, resource_name(*made));
    if (made == nullptr && !group.launch_template.is_absent())
        party.groups_missing = "the security groups of the launch template";
    party.groups.push_back(&scene.network.cluster_group(scene.cluster));
}

/// EKS adds its part to user data, except for an image of the owner's.
UserDataSource owners_user_data(const Scene& scene, const topology::NodeGroup& group) {
    const auto* made = template_of(scene.network, group);
    const bool is_eks_own =
        made == nullptr ? group.launch_template.is_absent() : made->image.is_absent();
    if (is_eks_own)
        return {};
    return user_data_of(scene.cluster, made);
}

MetadataService metadata_of(const Scene& scene, const topology::NodeGroup& group,
                            std::string_view system) {
    if (!group.launch_template.is_absent())
        return metadata_service_of(template_of(scene.network, group), system, HopsElse::ByEks);
    auto service = metadata_service_by_eks(system);
    service.resource = resource_name(group);
    return service;
}

void add_group(Scene& scene, const topology::NodeGroup& group) {
    const std::string name = name_of_group(group);
    if (!group.subnets.is_known())
        return scene.missing.push_back("the subnets of " + name);
    for (const auto& reference : group.subnets.value()) {
        const SubnetView* subnet = scene.network.subnet(reference.key);
        if (subnet == nullptr) {
            scene.missing.push_back("subnet " + reference.key);
            continue;
        }
        const std::string full = fmt::format("{} in {}", name, resource_name(*subnet->subnet));
        auto party = node_party(scene.network, *subnet, full, group.launch_template);
        carry_groups(scene, group, party);
        party.owner_type = topology::NodeGroup::type;
        party.owner = group.key;
        auto system = system_of(scene.network, group);
        auto metadata = metadata_of(scene, group, system);
        scene.nodes.push_back(
            {.name = full,
             .operating_system = std::move(system),
             .party = std::move(party),
             .role = group.role.is_known() ? group.role.value().key : "",
             .mapping = RoleMapping::ByEks,
             .user_data = owners_user_data(scene, group),
             .labels = group.labels.value_or_default({}).value_or(topology::Tags()),
             .metadata = std::move(metadata)});
    }
}

void note_missing_subnets(Scene& scene) {
    if (!scene.cluster.subnets.is_known())
        return scene.missing.push_back("the subnets of the cluster");
    for (const auto& reference : scene.cluster.subnets.value())
        if (scene.network.subnet(reference.key) == nullptr)
            scene.missing.push_back("subnet " + reference.key);
}

}  // namespace

std::string name_of_group(const topology::NodeGroup& group) {
    return "nodegroup/" +
           (group.node_group_name.is_known() ? group.node_group_name.value() : group.key);
}

Scene scene_of(const Network& network, const topology::Cluster& cluster) {
    Scene scene{.network = network,
                .cluster = cluster,
                .vpc = cluster_vpc(network, cluster),
                .nodes = {},
                .control_plane = cluster_parties(network, cluster),
                .missing = {}};
    note_missing_subnets(scene);
    for (const auto& [key, group] : network.topology().all<topology::NodeGroup>())
        if (group.cluster.is_known() && group.cluster.value().key == cluster.key)
            add_group(scene, group);
    add_self_managed_nodes(scene);
    add_pods(scene);
    return scene;
}

Scene scene_without_cluster(const Network& network) {
    static const topology::Cluster nobody;
    const auto& vpcs = network.topology().all<topology::Vpc>();
    return {.network = network,
            .cluster = nobody,
            .vpc = vpcs.size() == 1 ? network.vpc(vpcs.begin()->first) : nullptr,
            .nodes = {},
            .control_plane = {},
            .missing = {}};
}

Place place_of(const Party& party) {
    if (party.subnet == nullptr)
        return Place::client(party.addresses.front().first.ipv4());
    Place place = Place::machine(party.name, party.subnet->subnet->key,
                                 party.addresses.front().first.ipv4(), {});
    return place;
}

}  // namespace inland::prove
