// SPDX-License-Identifier: Apache-2.0
#include "checker/rules.h"

#include <algorithm>
#include <functional>
#include <iterator>

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
    return std::ranges::find(peer.groups, rule.group) != peer.groups.end() ? Answer::Yes
                                                                           : Answer::No;
}

PortRange ports_of(const SecurityGroupRule& rule) {
    return has_ports(rule.protocol) ? rule.ports : PortRange{};
}

/// AWS's own lists hold public addresses of its services, and no private ones.
Answer answer_of_own_list(const std::string& list, const Party& peer) {
    if (!peer.service.empty() && list == peer.service)
        return Answer::Yes;
    const bool elsewhere = list.starts_with("com.amazonaws.") && peer.where != Where::Internet;
    return elsewhere ? Answer::No : Answer::Unknown;
}

/// One rule for each block of the list that the rule names.
std::vector<Rule> read_list(const World& world, const SecurityGroupRule& rule, const Party& peer) {
    const auto* list = world.topology.find<topology::PrefixList>(rule.prefix_list);
    if (list == nullptr)
        return {{{}, ports_of(rule), answer_of_own_list(rule.prefix_list, peer)}};
    if (list->blocks.is_unknown())
        return {{{}, ports_of(rule), Answer::Unknown}};
    std::vector<Rule> rules;
    if (list->blocks.is_known())
        for (const Ipv4Prefix& block : list->blocks.value())
            rules.push_back({addresses_of(block), ports_of(rule), Answer::Yes});
    return rules;
}

std::vector<Rule> read(const World& world, const SecurityGroupRule& rule, const Party& peer) {
    const bool has_list = !rule.unknown_peer && !rule.ipv6_block && !rule.prefix_list.empty();
    if (has_list && rule.protocol != 1)
        return read_list(world, rule, peer);
    return {{rule.block ? addresses_of(*rule.block) : Addresses{}, ports_of(rule),
             has_list ? Answer::Unknown : answer_to(rule, peer)}};
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

void add_group(std::vector<Rule>& rules, const World& world, const SecurityGroup& group,
               const Passage& passage, const Step& step, Cited cited) {
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
            std::ranges::copy(read(world, rule, peer), std::back_inserter(rules));
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
            add_group(list.rules, world, *group, passage, step, cited);
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
