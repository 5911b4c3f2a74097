// SPDX-License-Identifier: Apache-2.0
#include "checker/rules.h"

#include "checker/vpn.h"

namespace inland::checker {

namespace {

/// What the connections of a VPN gateway lead to.
RuleList vpn_rules(const Traffic& traffic, const Hop& hop) {
    RuleList list{hop.step.to, Side::To, {}};
    const auto* gateway = traffic.world.topology.find<topology::VpnGateway>(hop.step.resource);
    if (gateway == nullptr)
        return list;
    const Learned learned = learned_by(traffic.world, *gateway);
    for (const Ipv4Prefix& block : learned.blocks)
        list.rules.push_back({addresses_of(block), {}, Answer::Yes});
    if (!learned.is_all)
        list.rules.push_back({{}, {}, Answer::Unknown});
    return list;
}

RuleList rules_of(const Traffic& traffic, const Hop& hop, const Step* citing) {
    switch (hop.step.component) {
        case Component::GroupEgress:
        case Component::GroupIngress:
            return group_rules(traffic, hop, citing);
        case Component::AclEgress:
        case Component::AclIngress:
            return acl_rules(traffic, hop, citing);
        case Component::VpnGateway:
            return vpn_rules(traffic, hop);
        default:
            return {hop.step.to, Side::To, {{{}, {}, hop.answer}}};
    }
}

}  // namespace

RuleList cited_rules(const Traffic& traffic, const Hop& hop, const Step& citing) {
    return rules_of(traffic, hop, &citing);
}

RuleList all_rules(const Traffic& traffic, const Hop& hop) {
    return rules_of(traffic, hop, nullptr);
}

PortRange ports_of_rule(int protocol, const PortRange& ports, int type, int code) {
    if (has_ports(protocol))
        return ports;
    const bool of_types = (protocol == 1 || protocol == 58) && 0 <= type && type < 256;
    if (!of_types)
        return {};
    const int first = type * 256 + (code < 0 ? 0 : code % 256);
    const int last = code < 0 ? type * 256 + 255 : first;
    return {static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(last)};
}

}  // namespace inland::checker
