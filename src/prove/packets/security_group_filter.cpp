// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/security_group_filter.h"

#include "prove/cause_kinds.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::SecurityGroup;
using topology::SecurityGroupRule;
using Rules = topology::Attribute<std::vector<SecurityGroupRule>>;

/// What a rule says about the peer: its addresses, and whether that is sure; nothing when it is
/// not about this peer.
struct Match {
    AddressRange peers;
    Certainty certainty = Certainty::Sure;
};

std::optional<Match> match_group(const SecurityGroupRule& rule, const Party& peer) {
    const bool carries = std::ranges::any_of(
        peer.groups, [&](const SecurityGroup* group) { return group->key == rule.group; });
    if (carries)
        return Match{};
    if (!peer.groups_missing.empty())
        return Match{{}, Certainty::Maybe};
    return std::nullopt;
}

/// A prefix list by its service's name is known to hold that service's addresses; the entries of
/// one by id are not in the Topology.
std::optional<Match> match_prefix_list(const SecurityGroupRule& rule, const Party& peer) {
    if (!peer.service.empty() && rule.prefix_list == peer.service)
        return Match{};
    if (rule.prefix_list.starts_with("pl-"))
        return Match{{}, Certainty::Maybe};
    return std::nullopt;
}

std::optional<Match> match(const SecurityGroupRule& rule, const Party& peer) {
    if (rule.unknown_peer)
        return Match{{}, Certainty::Maybe};
    if (rule.block)
        return Match{AddressRange::of(*rule.block)};
    return rule.prefix_list.empty() ? match_group(rule, peer) : match_prefix_list(rule, peer);
}

std::string peer_text(const SecurityGroupRule& rule) {
    if (rule.block)
        return rule.block->text();
    return rule.prefix_list.empty() ? rule.group : rule.prefix_list;
}

/// Protocol numbers other than TCP's and UDP's mean all ports, whatever range is written.
PortRange ports_of(const SecurityGroupRule& rule) {
    return has_ports(rule.protocol) ? rule.ports : PortRange{};
}

void add_rules(Filter& filter, const SecurityGroup& group, const Rules& rules, const Party& peer,
               int protocol) {
    if (rules.is_unknown()) {
        filter.rules.push_back(perhaps_everything());
        filter.missing = "the rules of " + resource_name(group);
    }
    if (!rules.is_known())
        return;
    for (const SecurityGroupRule& rule : rules.value()) {
        if (rule.protocol != every_protocol && rule.protocol != protocol)
            continue;
        const auto matched = match(rule, peer);
        if (!matched)
            continue;
        if (matched->certainty == Certainty::Maybe)
            filter.missing = fmt::format("the peers of a rule of {}", resource_name(group));
        filter.rules.push_back(
            {.peers = matched->peers,
             .ports = ports_of(rule),
             .certainty = matched->certainty,
             .text = fmt::format("{} admits {}", resource_name(group), peer_text(rule))});
    }
}

std::string names_of(const Party& owner) {
    std::string names;
    for (const SecurityGroup* group : owner.groups)
        names += (names.empty() ? "" : ", ") + resource_name(*group);
    return names.empty() ? "none" : names;
}

Filter group_filter(const Party& owner, const Party& peer, int protocol,
                    Rules SecurityGroup::* rules, std::string_view kind,
                    std::string_view direction) {
    Filter filter;
    filter.title = fmt::format("security group {}, {}", names_of(owner), direction);
    filter.cause.kind = kind;
    if (!owner.groups.empty()) {
        filter.cause.resource = resource_name(*owner.groups.front());
        filter.key = owner.groups.front()->key;
    }
    for (const SecurityGroup* group : owner.groups)
        add_rules(filter, *group, group->*rules, peer, protocol);
    if (!owner.groups_missing.empty()) {
        filter.rules.push_back(perhaps_everything());
        filter.missing = owner.groups_missing;
    }
    return filter;
}

}  // namespace

Filter egress_filter(const Party& owner, const Party& peer, int protocol) {
    Filter filter = group_filter(owner, peer, protocol, &SecurityGroup::egress,
                                 cause_kind::security_group_egress, "egress");
    filter.address_side = Side::Destination;
    return filter;
}

Filter ingress_filter(const Party& owner, const Party& peer, int protocol) {
    Filter filter = group_filter(owner, peer, protocol, &SecurityGroup::ingress,
                                 cause_kind::security_group_ingress, "ingress");
    filter.address_side = Side::Source;
    return filter;
}

}  // namespace inland::prove
