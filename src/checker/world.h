// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/tables.h"
#include "topology/topology.h"

#include <optional>
#include <string>
#include <string_view>

namespace inland::checker {

/// What a certificate is checked against, with the few look-ups that checks need. Refers to both.
struct World {
    const topology::Topology& topology;
    const knowledge::Tables& tables;

    [[nodiscard]] const topology::Subnet* subnet(std::string_view key) const;
    [[nodiscard]] const topology::Vpc* vpc_of(const topology::Subnet& subnet) const;
    /// The table of the subnet: its own, else the VPC's main one. Null: AWS's own, with nothing but
    /// the local route. Nothing: it is not known.
    [[nodiscard]] std::optional<const topology::RouteTable*> table_of(
        const topology::Subnet& subnet) const;
    /// The same of the network ACL; null: AWS's own, which lets everything through.
    [[nodiscard]] std::optional<const topology::NetworkAcl*> acl_of(
        const topology::Subnet& subnet) const;
    /// Whether a group is the one that AWS makes with a cluster or a VPC, and no other was given.
    [[nodiscard]] bool is_made_by_aws(std::string_view group) const;
    [[nodiscard]] bool is_missing(std::string_view type) const;
};

/// The key of the security group that a cluster's interfaces carry, and its nodes by default.
std::string cluster_group_key(const topology::Cluster& cluster);
/// The key of a VPC's default security group.
std::string default_group_key(const World& world, const topology::Vpc& vpc);

template <typename R>
bool refers_to(const topology::Attribute<std::vector<topology::Reference<R>>>& references,
               std::string_view key) {
    if (!references.is_known())
        return false;
    for (const auto& reference : references.value())
        if (reference.key == key)
            return true;
    return false;
}

}  // namespace inland::checker
