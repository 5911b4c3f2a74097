// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/security_group_filter.h"

#include "prove/cause_kinds.h"
#include "prove/packets/transit_routes.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::SecurityGroup;
using topology::SecurityGroupRule;
using Rules = topology::Attribute<std::vector<SecurityGroupRule>>;

/// Who may be meant by a rule's reference to a group.
struct Peer {
    const Party& party;
    GroupReferences references;
};

/// What a rule says about the peer: its addresses, and whether that is sure. None when the rule is
/// not about this peer.
struct Match {
    AddressRange peers;
    Certainty certainty = Certainty::Sure;
};
using Matches = std::vector<Match>;

const Matches perhaps{{{}, Certainty::Maybe}};

Matches match_group(const SecurityGroupRule& rule, const Peer& peer) {
    if (peer.references == GroupReferences::Lost)
        return {};
    const auto& groups = peer.party.groups;
    const bool carries = std::ranges::any_of(
        groups, [&](const SecurityGroup* group) { return group->key == rule.group; });
    if (carries)
        return peer.references == GroupReferences::Kept ? Matches{{}} : perhaps;
    return peer.party.groups_missing.empty() ? Matches{} : perhaps;
}

template <typename Block>
void add_blocks(Matches& matches, const topology::Attribute<std::vector<Block>>& blocks) {
    if (blocks.is_unknown())
        matches.push_back(perhaps.front());
    if (blocks.is_known())
        for (const Block& block : blocks.value())
            matches.push_back({AddressRange::of(block)});
}

/// AWS's lists are named after the service whose addresses they hold; of others the Topology says
/// what they hold, or nobody does.
Matches match_prefix_list(const SecurityGroupRule& rule, const Peer& peer,
                          const topology::Topology& topology) {
    const auto* list = prefix_list(topology, rule.prefix_list);
    const std::string name = list != nullptr && list->prefix_list_name.is_known()
                                 ? list->prefix_list_name.value()
                                 : rule.prefix_list;
    if (!peer.party.service.empty() && name == peer.party.service)
        return {{}};
    if (list == nullptr)
        return rule.prefix_list.starts_with("pl-") ? perhaps : Matches{};
    Matches matches;
    add_blocks(matches, list->blocks);
    add_blocks(matches, list->ipv6_blocks);
    return matches;
}

Matches match(const SecurityGroupRule& rule, const Peer& peer, const topology::Topology& topology) {
    if (rule.unknown_peer)
        return perhaps;
    if (rule.block)
        return {{AddressRange::of(*rule.block)}};
    if (rule.ipv6_block)
        return {{AddressRange::of(*rule.ipv6_block)}};
    return rule.prefix_list.empty() ? match_group(rule, peer)
                                    : match_prefix_list(rule, peer, topology);
}

std::string peer_text(const SecurityGroupRule& rule) {
    if (rule.block)
        return rule.block->text();
    if (rule.ipv6_block)
        return rule.ipv6_block->text();
    return rule.prefix_list.empty() ? rule.group : rule.prefix_list;
}

/// Protocol numbers other than TCP's and UDP's mean all ports, whatever range is written.
PortRange ports_of(const SecurityGroupRule& rule) {
    if (has_types(rule.protocol))
        return types_as_ports(rule.icmp_type, rule.icmp_code);
    return has_ports(rule.protocol) ? rule.ports : PortRange{};
}

void add_rule(Filter& filter, const SecurityGroup& group, const SecurityGroupRule& rule,
              const Matches& matches) {
    for (const Match& match : matches) {
        if (match.certainty == Certainty::Maybe)
            filter.missing = fmt::format("the peers of a rule of {}", resource_name(group));
        filter.rules.push_back(
            {.peers = match.peers,
             .ports = ports_of(rule),
             .certainty = match.certainty,
             .text = fmt::format("{} admits {}", resource_name(group), peer_text(rule))});
    }
}

void add_rules(Filter& filter, const SecurityGroup& group, const Rules& rules, const Peer& peer,
               int protocol, const topology::Topology& topology) {
    if (rules.is_unknown()) {
        filter.rules.push_back(perhaps_everything());
        filter.missing = "the rules of " + resource_name(group);
    }
    if (!rules.is_known())
        return;
    for (const SecurityGroupRule& rule : rules.value())
        if (rule.protocol == every_protocol || rule.protocol == protocol)
            add_rule(filter, group, rule, match(rule, peer, topology));
}

std::string names_of(const Party& owner) {
    std::string names;
    for (const SecurityGroup* group : owner.groups)
        names += (names.empty() ? "" : ", ") + resource_name(*group);
    return names.empty() ? "none" : names;
}

Filter group_filter(const Party& owner, const Peer& peer, int protocol,
                    Rules SecurityGroup::* rules, std::string_view kind,
                    std::string_view direction) {
    Filter filter;
    filter.title = fmt::format("security group {}, {}", names_of(owner), direction);
    filter.cause.kind = kind;
    if (owner.group_rule == GroupRule::None)
        filter.rules.push_back(admit_everything(owner.name + " has no security groups"));
    if (!owner.groups.empty()) {
        filter.cause.resource = resource_name(*owner.groups.front());
        filter.key = owner.groups.front()->key;
    }
    for (const SecurityGroup* group : owner.groups)
        add_rules(filter, *group, group->*rules, peer, protocol, *owner.subnet->vpc->topology);
    if (!owner.groups_missing.empty()) {
        filter.rules.push_back(perhaps_everything());
        filter.missing = owner.groups_missing;
    }
    return filter;
}

}  // namespace

Filter egress_filter(const Party& owner, const Party& peer, int protocol,
                     GroupReferences references) {
    Filter filter = group_filter(owner, {peer, references}, protocol, &SecurityGroup::egress,
                                 cause_kind::security_group_egress, "egress");
    filter.address_side = Side::Destination;
    return filter;
}

Filter ingress_filter(const Party& owner, const Party& peer, int protocol,
                      GroupReferences references) {
    Filter filter = group_filter(owner, {peer, references}, protocol, &SecurityGroup::ingress,
                                 cause_kind::security_group_ingress, "ingress");
    filter.address_side = Side::Source;
    return filter;
}

}  // namespace inland::prove
