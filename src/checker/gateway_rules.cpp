// SPDX-License-Identifier: Apache-2.0
#include "checker/rules.h"

namespace inland::checker {

namespace {

bool is_attached(const topology::Attribute<topology::Reference<topology::Vpc>>& vpc,
                 const topology::Subnet& subnet) {
    return vpc.is_known() && subnet.vpc.is_known() && vpc.value().key == subnet.vpc.value().key;
}

/// What the connections of the VPN gateway lead to.
void add_networks(RuleList& list, const World& world, const topology::VpnGateway& gateway) {
    for (const auto& [key, connection] : world.topology.all<topology::VpnConnection>()) {
        if (!connection.vpn_gateway.is_known() || connection.vpn_gateway.value().key != gateway.key)
            continue;
        const bool fixed = connection.static_routes_only.value_or_default(false) == true;
        const auto& blocks = fixed ? connection.static_routes : connection.advertised_routes;
        if (blocks.is_known())
            for (const Ipv4Prefix& block : blocks.value())
                list.rules.push_back({addresses_of(block), {}, Answer::Yes});
    }
}

RuleList vpn_rules(const World& world, const Step& step, const topology::Subnet& subnet) {
    RuleList list{other(step.side), Side::To, {}};
    const auto* gateway = world.topology.find<topology::VpnGateway>(step.resource);
    if (gateway != nullptr && is_attached(gateway->vpc, subnet))
        add_networks(list, world, *gateway);
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
    (void)cited;
    const auto* subnet = world.subnet(party_at(passage, step.side).subnet);
    if (subnet == nullptr)
        return {Side::To, Side::To, {{{}, {}, Answer::Unknown}}};
    return step.component == Component::VpnGateway ? vpn_rules(world, step, *subnet)
                                                   : internet_rules(world, step, *subnet);
}

}  // namespace inland::checker
