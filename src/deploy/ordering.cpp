// SPDX-License-Identifier: Apache-2.0
#include "deploy/ordering.h"

#include "topology/late_provider.h"
#include "topology/ownership.h"

#include <algorithm>

namespace inland::deploy {

namespace {

using topology::Addon;
using topology::Topology;

bool before_nodes(const Addon& addon, const knowledge::Tables& tables) {
    const auto* known =
        addon.addon_name.is_known() ? tables.addon(addon.addon_name.value()) : nullptr;
    return known && known->before_nodes;
}

template <typename Later, typename Earlier>
void add_all(std::vector<OrderingRule>& rules, const Topology& topology) {
    for (const auto& [later, unused] : topology.all<Later>())
        for (const auto& [earlier, also_unused] : topology.all<Earlier>())
            rules.push_back({{Later::type, later}, {Earlier::type, earlier}});
}

template <typename Group>
void add_addons(std::vector<OrderingRule>& rules, const Topology& topology,
                const knowledge::Tables& tables) {
    for (const auto& [group, unused] : topology.all<Group>())
        for (const auto& [key, addon] : topology.all<Addon>()) {
            const Name nodes{Group::type, group};
            const Name name{Addon::type, key};
            rules.push_back(before_nodes(addon, tables) ? OrderingRule{nodes, name}
                                                        : OrderingRule{name, nodes});
        }
}

/// Those that the design makes; it may hold others' that it counts on.
void add_attachments(std::vector<OrderingRule>& rules, const Topology& topology) {
    for (const auto& [attachment, resource] : topology.all<topology::TransitGatewayAttachment>())
        if (!topology::tag_value(resource.tags, topology::cluster_tag).empty())
            for (const auto& [table, unused] : topology.all<topology::RouteTable>())
                rules.push_back({{topology::RouteTable::type, table},
                                 {topology::TransitGatewayAttachment::type, attachment}});
}

/// What machines of a group of either kind need to join and to stay Ready.
template <typename Group>
void add_nodes(std::vector<OrderingRule>& rules, const Topology& topology,
               const knowledge::Tables& tables) {
    add_all<Group, topology::VpcEndpoint>(rules, topology);
    add_all<Group, topology::RouteTable>(rules, topology);
    add_all<Group, topology::NatGateway>(rules, topology);
    add_all<Group, topology::InternetGateway>(rules, topology);
    add_all<Group, topology::SecurityGroup>(rules, topology);
    add_all<Group, topology::NetworkAcl>(rules, topology);
    add_addons<Group>(rules, topology, tables);
}

/// A trust policy names the provider of the cluster's issuer, which EKS tells.
void add_trust(std::vector<OrderingRule>& rules, const Topology& topology) {
    for (const auto& [key, role] : topology.all<topology::Role>())
        if (role.assume_role_policy.is_known())
            for (const auto& provider : topology::late_providers(role.assume_role_policy.value()))
                rules.push_back({{topology::Role::type, key},
                                 {topology::OpenIdConnectProvider::type, provider}});
}

/// A NAT gateway calls the internet by the table of its own subnet.
void add_nat_gateways(std::vector<OrderingRule>& rules, const Topology& topology) {
    for (const auto& [gateway_key, gateway] : topology.all<topology::NatGateway>())
        for (const auto& [table_key, table] : topology.all<topology::RouteTable>()) {
            const bool is_its_own =
                gateway.subnet.is_known() && table.subnets.is_known() &&
                std::ranges::find(table.subnets.value(), gateway.subnet.value()) !=
                    table.subnets.value().end();
            if (is_its_own)
                rules.push_back({{topology::NatGateway::type, gateway_key},
                                 {topology::RouteTable::type, table_key}});
        }
}

}  // namespace

std::vector<OrderingRule> ordering_rules(const Topology& topology,
                                         const knowledge::Tables& tables) {
    std::vector<OrderingRule> rules;
    add_nodes<topology::NodeGroup>(rules, topology, tables);
    add_nodes<topology::AutoScalingGroup>(rules, topology, tables);
    // Managed groups bring their own entry; the others' machines are nobody without one.
    add_all<topology::AutoScalingGroup, topology::AccessEntry>(rules, topology);
    add_all<topology::AutoScalingGroup, topology::Role>(rules, topology);
    add_all<topology::VpcEndpoint, topology::Vpc>(rules, topology);
    // EC2 takes routes to a transit gateway only in a VPC that is attached to it.
    add_attachments(rules, topology);
    // Its tag says whose the association with a Direct Connect gateway is.
    add_all<topology::DirectConnectAssociation, topology::TransitGatewayAttachment>(rules,
                                                                                    topology);
    // EC2 fails public ones in a VPC without a gateway, and detaches none that they use.
    add_all<topology::NatGateway, topology::InternetGateway>(rules, topology);
    add_all<topology::Address, topology::InternetGateway>(rules, topology);
    add_nat_gateways(rules, topology);
    add_trust(rules, topology);
    add_all<topology::Cluster, topology::LogGroup>(rules, topology);
    return rules;
}

Phase usable_phase(std::string_view type) {
    const bool early = type == topology::SecurityGroup::type ||
                       type == topology::RouteTable::type || type == topology::NetworkAcl::type;
    return early ? Phase::Create : Phase::AwaitReady;
}

}  // namespace inland::deploy
