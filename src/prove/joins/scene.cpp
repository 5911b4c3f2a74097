// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/scene.h"

#include "prove/names/interfaces.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::prove {

namespace {

/// EKS's default since Kubernetes 1.30; a custom AMI says nothing about its system.
constexpr std::string_view default_operating_system = "al2023";

std::string operating_system_of(const Network& network, const topology::NodeGroup& group) {
    if (!group.ami_type.is_known())
        return std::string(default_operating_system);
    const auto& amis = network.tables().amis;
    const auto ami = std::ranges::find(amis, group.ami_type.value(), &knowledge::AmiPath::ami_type);
    return ami == amis.end() ? std::string(default_operating_system) : ami->operating_system;
}

PublicAddress public_address_of(const topology::Subnet& subnet) {
    const auto maps = subnet.map_public_ip_on_launch.value_or_default(false);
    if (!maps)
        return PublicAddress::Unknown;
    return *maps ? PublicAddress::Has : PublicAddress::None;
}

std::string group_name(const topology::NodeGroup& group) {
    return "nodegroup/" +
           (group.node_group_name.is_known() ? group.node_group_name.value() : group.key);
}

void add_group(Scene& scene, const topology::NodeGroup& group) {
    const std::string name = group_name(group);
    if (!group.subnets.is_known())
        return scene.missing.push_back("the subnets of " + name);
    for (const auto& reference : group.subnets.value()) {
        const SubnetView* subnet = scene.network.subnet(reference.key);
        if (subnet == nullptr) {
            scene.missing.push_back("subnet " + reference.key);
            continue;
        }
        const std::string full = fmt::format("{} in {}", name, resource_name(*subnet->subnet));
        auto party = subnet_party(scene.network, reference.key, full);
        party->groups.push_back(&scene.network.cluster_group(scene.cluster));
        party->public_address = public_address_of(*subnet->subnet);
        scene.nodes.push_back({full,
                               operating_system_of(scene.network, group),
                               *party,
                               group.role.is_known() ? group.role.value().key : std::string(),
                               RoleMapping::ByEks,
                               {}});
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
    return scene;
}

Place place_of(const Party& party) {
    if (party.subnet == nullptr)
        return Place::client({party.addresses.front().first});
    Place place =
        Place::machine(party.name, party.subnet->subnet->key, {party.addresses.front().first}, {});
    return place;
}

}  // namespace inland::prove
