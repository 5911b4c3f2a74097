// SPDX-License-Identifier: Apache-2.0
#include "prove/reach/group_rules.h"

#include "prove/packets/security_group_filter.h"

#include <algorithm>
#include <optional>

namespace inland::prove {

namespace {

using topology::SecurityGroup;
using topology::SecurityGroupRule;
using Rules = topology::Attribute<std::vector<SecurityGroupRule>>;

PortRange ports_of(const SecurityGroupRule& rule) {
    if (has_types(rule.protocol))
        return types_as_ports(rule.icmp_type, rule.icmp_code);
    return has_ports(rule.protocol) ? rule.ports : PortRange{};
}

bool concerns(const SecurityGroupRule& rule, const Traffic& traffic) {
    return rule.protocol == every_protocol ||
           (rule.protocol == traffic.protocol && ports_of(rule).overlaps(traffic.ports));
}

std::optional<AddressRange> block_of(const SecurityGroupRule& rule) {
    if (rule.block)
        return AddressRange::of(*rule.block);
    return rule.ipv6_block ? std::optional(AddressRange::of(*rule.ipv6_block)) : std::nullopt;
}

bool is_simple(const SecurityGroupRule& rule) {
    return !rule.unknown_peer && (block_of(rule) || !rule.group.empty());
}

bool are_simple(const Rules& rules) {
    return rules.is_known() && std::ranges::all_of(rules.value(), is_simple);
}

/// Blocks and references to groups, of which there are many: without the texts of a filter.
void add_simple(GroupRules& compiled, const SecurityGroupRule& rule) {
    if (const auto block = block_of(rule))
        compiled.by_address.push_back({*block, ports_of(rule)});
    else
        compiled.by_group.push_back({rule.group, ports_of(rule)});
}

/// What else there may be (prefix lists, rules that nobody knows) as a filter has it for a peer
/// that carries no group.
void add_others(GroupRules& compiled, const Filter& filter) {
    for (const FilterRule& rule : filter.rules)
        compiled.by_address.push_back({rule.peers, rule.ports, rule.certainty});
}

void add_members(GroupRules& compiled, const Rules& rules, const Traffic& traffic) {
    for (const SecurityGroupRule& rule : rules.value())
        if (!rule.group.empty() && !rule.unknown_peer && concerns(rule, traffic))
            add_simple(compiled, rule);
}

/// `filter` makes the direction's filter, which is asked for only when it is needed.
template <typename MakeFilter>
GroupRules compile(const Rules& rules, const Traffic& traffic, MakeFilter&& filter) {
    GroupRules compiled;
    if (!are_simple(rules)) {
        add_others(compiled, filter());
        add_members(compiled, rules, traffic);
        return compiled;
    }
    for (const SecurityGroupRule& rule : rules.value())
        if (concerns(rule, traffic))
            add_simple(compiled, rule);
    return compiled;
}

}  // namespace

CompiledGroup compile(const SecurityGroup& group, const SubnetView& subnet,
                      const Traffic& traffic) {
    Party owner;
    owner.where = Where::Subnet;
    owner.subnet = &subnet;
    owner.groups = {&group};
    const Party stranger;
    const int protocol = traffic.protocol;
    return {
        &group,
        compile(group.egress, traffic, [&] { return egress_filter(owner, stranger, protocol); }),
        compile(group.ingress, traffic, [&] { return ingress_filter(owner, stranger, protocol); })};
}

}  // namespace inland::prove
