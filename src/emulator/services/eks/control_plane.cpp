// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/eks/control_plane.h"

#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/network_interface.h"
#include "emulator/services/ec2/security_group.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/tags.h"

#include <set>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

/// EKS's own account, as its interfaces name it.
constexpr std::string_view requester = "434313288222";

json::array owned_tags(std::string_view cluster, std::string_view name) {
    json::array tags{
        json::object{{"Key", fmt::format("kubernetes.io/cluster/{}", cluster)}, {"Value", "owned"}},
        json::object{{"Key", "aws:eks:cluster-name"}, {"Value", cluster}}};
    if (!name.empty())
        tags.push_back(json::object{{"Key", "Name"}, {"Value", name}});
    json::array sorted;
    merge_tags(sorted, tags);
    return sorted;
}

std::vector<std::string> groups_of(const json::object& cluster) {
    const auto& network = object_of(cluster, "resourcesVpcConfig");
    auto groups = texts_of(network, "securityGroupIds");
    groups.push_back(text_of(network, "clusterSecurityGroupId"));
    return groups;
}

/// The first subnet of each of the first two zones.
std::vector<std::string> chosen_subnets(const World& world, const Scope& scope,
                                        const json::object& cluster) {
    constexpr std::size_t wanted = 2;
    std::vector<std::string> chosen;
    std::set<std::string> zones;
    for (const auto& id : texts_of(object_of(cluster, "resourcesVpcConfig"), "subnetIds")) {
        const auto* subnet = world.store().find({scope, std::string(kind::subnet), id});
        if (subnet != nullptr && chosen.size() < wanted &&
            zones.insert(text_of(*subnet, "AvailabilityZone")).second)
            chosen.push_back(id);
    }
    return chosen;
}

}  // namespace

std::string make_cluster_security_group(World& world, const Scope& scope, std::string_view cluster,
                                        const std::string& vpc_id) {
    const auto name = fmt::format("eks-cluster-sg-{}-{}", cluster,
                                  world.now().time_since_epoch().count() % 1'000'000'000);
    auto id = make_security_group(
        world, scope,
        {vpc_id, name,
         "EKS created security group applied to ENI that is attached to EKS Control Plane master "
         "nodes, as well as any managed workloads.",
         owned_tags(cluster, name)});
    add_rule(world, scope, id, all_traffic_with(scope, id, false));
    return id;
}

Result<void> make_control_plane_interfaces(World& world, const RecordKey& key) {
    const auto& cluster = *world.store().find(key);
    NewInterface spec;
    spec.group_ids = groups_of(cluster);
    spec.description = "Amazon EKS " + key.id;
    spec.requester_id = requester;
    spec.owner_kind = kind::cluster;
    spec.owner_id = key.id;
    spec.tags = owned_tags(key.id, "");
    json::array made;
    for (const auto& subnet : chosen_subnets(world, key.scope, cluster)) {
        spec.subnet_id = subnet;
        made.emplace_back(TRY(make_network_interface(world, key.scope, spec)));
    }
    world.store().update(key, [&](json::object& document) { document["_interfaces"] = made; });
    return {};
}

void erase_control_plane(World& world, const RecordKey& key) {
    const auto* cluster = world.store().find(key);
    if (cluster == nullptr)
        return;
    erase_interfaces_of(world, key.scope, kind::cluster, key.id);
    const auto group = text_of(object_of(*cluster, "resourcesVpcConfig"), "clusterSecurityGroupId");
    const bool used =
        any_where(world, key.scope, kind::network_interface, "Groups[].GroupId", group) ||
        is_referenced(world, key.scope, group);
    if (used)
        return;
    erase_rules_of(world, key.scope, group);
    world.store().erase({key.scope, std::string(kind::security_group), group});
}

void refresh_control_plane_groups(World& world, const RecordKey& key) {
    const auto* cluster = world.store().find(key);
    if (cluster == nullptr)
        return;
    const auto identifiers = group_identifiers(world, key.scope, groups_of(*cluster));
    for (const auto& id : interfaces_of(world, key.scope, kind::cluster, key.id))
        world.store().update({key.scope, std::string(kind::network_interface), id},
                             [&](json::object& interface) { interface["Groups"] = identifiers; });
}

}  // namespace inland::emulator
