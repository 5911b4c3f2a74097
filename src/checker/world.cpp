// SPDX-License-Identifier: Apache-2.0
#include "checker/world.h"

#include "topology/ownership.h"

#include <algorithm>

namespace inland::checker {

namespace {

template <typename R>
bool is_of(const topology::Attribute<topology::Reference<R>>& reference, std::string_view key) {
    return reference.is_known() && reference.value().key == key;
}

std::string aws_default_group(std::string_view vpc) {
    return "default security group of " + std::string(vpc);
}

/// What a subnet uses of a type whose resources list their subnets: its own, or the one that stands
/// for all others.
template <typename R>
std::optional<const R*> used_by(const World& world, const topology::Subnet& subnet,
                                topology::Attribute<bool> R::* is_fallback) {
    const R* fallback = nullptr;
    bool doubtful = false;
    for (const auto& [key, candidate] : world.topology.all<R>()) {
        if (!subnet.vpc.is_known() || !is_of(candidate.vpc, subnet.vpc.value().key))
            continue;
        if (refers_to(candidate.subnets, subnet.key))
            return &candidate;
        doubtful = doubtful || candidate.subnets.is_unknown();
        if ((candidate.*is_fallback).value_or_default(false) == true)
            fallback = &candidate;
    }
    if (doubtful || (fallback == nullptr && world.is_missing(R::type)))
        return std::nullopt;
    return fallback;
}

}  // namespace

const topology::Subnet* World::subnet(std::string_view key) const {
    return topology.find<topology::Subnet>(key);
}

const topology::Vpc* World::vpc_of(const topology::Subnet& subnet) const {
    return topology.find(subnet.vpc);
}

std::optional<const topology::RouteTable*> World::table_of(const topology::Subnet& subnet) const {
    return used_by<topology::RouteTable>(*this, subnet, &topology::RouteTable::is_main);
}

std::optional<const topology::NetworkAcl*> World::acl_of(const topology::Subnet& subnet) const {
    return used_by<topology::NetworkAcl>(*this, subnet, &topology::NetworkAcl::is_default);
}

bool World::is_made_by_aws(std::string_view group) const {
    if (topology.find<topology::SecurityGroup>(group) != nullptr)
        return false;
    const auto of_cluster = [&](const auto& row) { return cluster_group_key(row.second) == group; };
    const auto of_vpc = [&](const auto& row) { return aws_default_group(row.first) == group; };
    return std::ranges::any_of(topology.all<topology::Cluster>(), of_cluster) ||
           std::ranges::any_of(topology.all<topology::Vpc>(), of_vpc);
}

bool World::is_missing(std::string_view type) const {
    return std::ranges::find(topology.missing, type) != topology.missing.end();
}

std::string cluster_group_key(const topology::Cluster& cluster) {
    if (cluster.cluster_security_group.is_known())
        return cluster.cluster_security_group.value().key;
    return topology::cluster_security_group_key(
        cluster.cluster_name.is_known() ? cluster.cluster_name.value() : cluster.key);
}

std::string default_group_key(const World& world, const topology::Vpc& vpc) {
    for (const auto& [key, group] : world.topology.all<topology::SecurityGroup>())
        if (is_of(group.vpc, vpc.key) && group.group_name.is_known() &&
            group.group_name.value() == "default")
            return key;
    return aws_default_group(vpc.key);
}

}  // namespace inland::checker
