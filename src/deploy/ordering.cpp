// SPDX-License-Identifier: Apache-2.0
#include "deploy/ordering.h"

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

void add_addons(std::vector<OrderingRule>& rules, const Topology& topology,
                const knowledge::Tables& tables) {
    for (const auto& [group, unused] : topology.all<topology::NodeGroup>())
        for (const auto& [key, addon] : topology.all<Addon>()) {
            const Name node_group{topology::NodeGroup::type, group};
            const Name name{Addon::type, key};
            rules.push_back(before_nodes(addon, tables) ? OrderingRule{node_group, name}
                                                        : OrderingRule{name, node_group});
        }
}

}  // namespace

std::vector<OrderingRule> ordering_rules(const Topology& topology,
                                         const knowledge::Tables& tables) {
    std::vector<OrderingRule> rules;
    add_all<topology::NodeGroup, topology::VpcEndpoint>(rules, topology);
    add_all<topology::NodeGroup, topology::RouteTable>(rules, topology);
    add_all<topology::NodeGroup, topology::SecurityGroup>(rules, topology);
    add_all<topology::NodeGroup, topology::NetworkAcl>(rules, topology);
    add_all<topology::VpcEndpoint, topology::Vpc>(rules, topology);
    add_all<topology::Cluster, topology::LogGroup>(rules, topology);
    add_addons(rules, topology, tables);
    return rules;
}

Phase usable_phase(std::string_view type) {
    const bool early = type == topology::SecurityGroup::type ||
                       type == topology::RouteTable::type || type == topology::NetworkAcl::type;
    return early ? Phase::Create : Phase::AwaitReady;
}

}  // namespace inland::deploy
