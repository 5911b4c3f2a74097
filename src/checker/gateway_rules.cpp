// SPDX-License-Identifier: Apache-2.0
#include "checker/rules.h"

#include <algorithm>
#include <functional>

namespace inland::checker {

namespace {

bool is_attached(const topology::Attribute<topology::Reference<topology::Vpc>>& vpc,
                 const topology::Subnet& subnet) {
    return vpc.is_known() && subnet.vpc.is_known() && vpc.value().key == subnet.vpc.value().key;
}

/// What the connections of the VPN gateway lead to. One without any may have other ways than VPN.
void add_networks(RuleList& list, const World& world, const topology::VpnGateway& gateway) {
    bool connected = false;
    for (const auto& [key, connection] : world.topology.all<topology::VpnConnection>()) {
        if (!is_open_connection(connection, gateway))
            continue;
        connected = true;
        const bool fixed = connection.static_routes_only.value_or_default(false) == true;
        const auto& blocks = fixed ? connection.static_routes : connection.advertised_routes;
        if (blocks.is_unknown() || (!fixed && blocks.is_absent()))
            list.rules.push_back({{}, {}, Answer::Unknown});
        if (blocks.is_known())
            for (const Ipv4Prefix& block : blocks.value())
                list.rules.push_back({addresses_of(block), {}, Answer::Yes});
    }
    if (!connected)
        list.rules.push_back({{}, {}, Answer::Unknown});
}

/// Of the cited gateway; of a cut, of every one that is attached.
RuleList vpn_rules(const World& world, const Step& step, const topology::Subnet& subnet,
                   Cited cited) {
    RuleList list{other(step.side), Side::To, {}};
    for (const auto& [key, gateway] : world.topology.all<topology::VpnGateway>())
        if (is_attached(gateway.vpc, subnet) && (cited == Cited::Ignored || key == step.resource))
            add_networks(list, world, gateway);
    std::ranges::stable_sort(list.rules, std::greater{}, &Rule::answer);
    return list;
}

/// Yes: there is a way to the internet at all. As a cut the VPC must have none.
RuleList internet_rules(const World& world, const Step& step, const topology::Subnet& subnet) {
    RuleList list{other(step.side), Side::To, {}};
    for (const auto& [key, gateway] : world.topology.all<topology::InternetGateway>())
        if (is_attached(gateway.vpc, subnet) || gateway.vpc.is_unknown())
            list.rules.emplace_back();
    if (world.is_missing(topology::InternetGateway::type))
        list.rules.push_back({{}, {}, Answer::Unknown});
    return list;
}

}  // namespace

RuleList gateway_rules(const World& world, const Passage& passage, const Step& step, Cited cited) {
    const auto* subnet = world.subnet(party_at(passage, step.side).subnet);
    if (subnet == nullptr)
        return {Side::To, Side::To, {{{}, {}, Answer::Unknown}}};
    return step.component == Component::VpnGateway ? vpn_rules(world, step, *subnet, cited)
                                                   : internet_rules(world, step, *subnet);
}

}  // namespace inland::checker
