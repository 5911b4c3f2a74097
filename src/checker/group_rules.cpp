// SPDX-License-Identifier: Apache-2.0
#include "checker/rules.h"

#include <algorithm>
#include <functional>

namespace inland::checker {

namespace {

using topology::SecurityGroup;
using topology::SecurityGroupRule;

constexpr Rule unknown{{}, {}, Answer::Unknown};

/// How a rule answers to the peer; No when it is not about it. Passages are of IPv4; one of ICMP is
/// of all its types.
Answer answer_to(const SecurityGroupRule& rule, const Party& peer) {
    if (rule.ipv6_block)
        return Answer::No;
    if (rule.unknown_peer || (rule.protocol == 1 && rule.icmp_type != -1))
        return Answer::Unknown;
    if (rule.block)
        return Answer::Yes;
    if (!rule.prefix_list.empty()) {
        if (!peer.service.empty() && rule.prefix_list == peer.service)
            return Answer::Yes;
        return rule.prefix_list.starts_with("pl-") ? Answer::Unknown : Answer::No;
    }
    return std::ranges::find(peer.groups, rule.group) != peer.groups.end() ? Answer::Yes
                                                                           : Answer::No;
}

Rule read(const SecurityGroupRule& rule, const Party& peer) {
    return {rule.block ? addresses_of(*rule.block) : Addresses{},
            has_ports(rule.protocol) ? rule.ports : PortRange{}, answer_to(rule, peer)};
}

bool is_cited(const Step& step, const std::string& group, std::size_t number) {
    return std::ranges::find(step.rules, RuleReference{group, number}) != step.rules.end();
}

/// The rules of the group that AWS makes: everything out, everything in from its own members.
std::vector<Rule> rules_by_aws(const std::string& group, const Party& peer, Component component) {
    const bool member = std::ranges::find(peer.groups, group) != peer.groups.end();
    if (component == Component::GroupEgress || member)
        return {Rule{}};
    return {};
}

void add_group(std::vector<Rule>& rules, const SecurityGroup& group, const Passage& passage,
               const Step& step, Cited cited) {
    const bool egress = step.component == Component::GroupEgress;
    const auto& known = egress ? group.egress : group.ingress;
    if (known.is_unknown() && cited == Cited::Ignored)
        rules.push_back(unknown);
    if (!known.is_known())
        return;
    const Party& peer = party_at(passage, egress ? Side::To : Side::From);
    for (std::size_t number = 0; number < known.value().size(); ++number) {
        const SecurityGroupRule& rule = known.value()[number];
        const bool about = rule.protocol == -1 || rule.protocol == passage.protocol;
        if (about && (cited == Cited::Ignored || is_cited(step, group.key, number)))
            rules.push_back(read(rule, peer));
    }
}

}  // namespace

RuleList group_rules(const World& world, const Passage& passage, const Step& step, Cited cited) {
    const bool egress = step.component == Component::GroupEgress;
    const Party& owner = party_at(passage, egress ? Side::From : Side::To);
    const Party& peer = party_at(passage, egress ? Side::To : Side::From);
    RuleList list{egress ? Side::To : Side::From, Side::To, {}};
    for (const std::string& key : owner.groups)
        if (const auto* group = world.topology.find<SecurityGroup>(key))
            add_group(list.rules, *group, passage, step, cited);
        else if (world.is_made_by_aws(key))
            std::ranges::copy(rules_by_aws(key, peer, step.component),
                              std::back_inserter(list.rules));
        else if (cited == Cited::Ignored)
            list.rules.push_back(unknown);
    std::erase_if(list.rules, [](const Rule& rule) { return rule.answer == Answer::No; });
    std::ranges::stable_sort(list.rules, std::greater{}, &Rule::answer);  // groups only permit
    return list;
}

}  // namespace inland::checker
