// SPDX-License-Identifier: Apache-2.0
#include "sources/companions.h"

#include <utility>

namespace inland::sources {

namespace {

using namespace topology;

SecurityGroup group_of(std::string key, const Place& place) {
    SecurityGroup group;
    group.key = std::move(key);
    group.name = group.key;
    group.place = place;
    group.ingress = std::vector{SecurityGroupRule{.group = group.key}};
    group.egress = std::vector{SecurityGroupRule{.block = Ipv4Prefix()},
                               SecurityGroupRule{.ipv6_block = Ipv6Prefix()}};
    return group;
}

NetworkAclEntry all(TrafficDirection direction) {
    return {.direction = direction, .action = RuleAction::Allow};
}

NetworkAclEntry all_of_ipv6(TrafficDirection direction) {
    return {.direction = direction,
            .rule_number = 101,
            .action = RuleAction::Allow,
            .ipv6_block = Ipv6Prefix()};
}

}  // namespace

void add_vpc_companions(Topology& topology, const std::string& vpc, const VpcCompanions& keys,
                        const Place& place) {
    auto group = group_of(keys.security_group, place);
    group.vpc = Reference<Vpc>{vpc};
    group.group_name = "default";
    topology.add(std::move(group));

    RouteTable table;
    table.key = table.name = keys.route_table;
    table.vpc = Reference<Vpc>{vpc};
    table.is_main = true;
    table.routes = std::vector<Route>{};
    table.place = place;
    topology.add(std::move(table));

    NetworkAcl acl;
    acl.key = acl.name = keys.network_acl;
    acl.vpc = Reference<Vpc>{vpc};
    acl.is_default = true;
    acl.entries =
        std::vector{all(TrafficDirection::Ingress), all_of_ipv6(TrafficDirection::Ingress),
                    all(TrafficDirection::Egress), all_of_ipv6(TrafficDirection::Egress)};
    acl.place = place;
    topology.add(std::move(acl));
}

void add_cluster_group(Topology& topology, Cluster& cluster, std::string key, const Place& place) {
    auto group = group_of(std::move(key), place);
    group.why = "EKS makes it with the cluster";
    if (cluster.subnets.is_known() && !cluster.subnets.value().empty())
        if (const auto* subnet = topology.find<Subnet>(cluster.subnets.value().front().key))
            group.vpc = subnet->vpc;
    cluster.cluster_security_group = Reference<SecurityGroup>{group.key};
    topology.add(std::move(group));
}

}  // namespace inland::sources
