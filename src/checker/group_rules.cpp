// SPDX-License-Identifier: Apache-2.0
#include "checker/awaited.h"
#include "checker/look_up.h"
#include "checker/rules.h"

#include <algorithm>
#include <functional>
#include <iterator>

namespace inland::checker {

namespace {

using topology::SecurityGroup;
using topology::SecurityGroupRule;

constexpr Rule unknown{{}, {}, Answer::Unknown};

/// Who a rule may be about.
struct Peer {
    const Party& party;
    References references;
};

Answer answer_to_group(const std::string& group, const Peer& peer) {
    const auto& groups = peer.party.groups;
    const bool carries = std::ranges::find(groups, group) != groups.end();
    if (!carries || peer.references == References::Lost)
        return Answer::No;
    return peer.references == References::Kept ? Answer::Yes : Answer::Unknown;
}

PortRange ports_of(const SecurityGroupRule& rule) {
    return ports_of_rule(rule.protocol, rule.ports, rule.icmp_type, rule.icmp_code);
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
    const auto* list = prefix_list(world, rule.prefix_list);
    if (list != nullptr && !peer.service.empty() && list->prefix_list_name == peer.service)
        return {{{}, ports_of(rule), Answer::Yes}};
    if (list == nullptr)
        return {{{}, ports_of(rule), answer_of_own_list(rule.prefix_list, peer)}};
    std::vector<Rule> rules;
    const auto add = [&](const auto& blocks) {
        if (blocks.is_unknown())
            rules.push_back({{}, ports_of(rule), Answer::Unknown});
        if (blocks.is_known())
            for (const auto& block : blocks.value())
                rules.push_back({addresses_of(block), ports_of(rule), Answer::Yes});
    };
    add(list->blocks);
    add(list->ipv6_blocks);
    return rules;
}

std::vector<Rule> read(const World& world, const SecurityGroupRule& rule, const Peer& peer) {
    if (rule.unknown_peer)
        return {{{}, ports_of(rule), Answer::Unknown}};
    if (rule.block)
        return {{addresses_of(*rule.block), ports_of(rule), Answer::Yes}};
    if (rule.ipv6_block)
        return {{addresses_of(*rule.ipv6_block), ports_of(rule), Answer::Yes}};
    if (!rule.prefix_list.empty())
        return read_list(world, rule, peer.party);
    return {{{}, ports_of(rule), answer_to_group(rule.group, peer)}};
}

bool is_cited(const Step& step, const std::string& group, std::size_t number) {
    return std::ranges::find(step.rules, RuleReference{group, number}) != step.rules.end();
}

/// The rules of the group that AWS makes: everything out, everything in from its own members.
std::vector<Rule> rules_by_aws(const std::string& group, const Peer& peer, Component component) {
    if (component == Component::GroupEgress)
        return {Rule{}};
    return {{{}, {}, answer_to_group(group, peer)}};
}

void add_group(std::vector<Rule>& rules, const Traffic& traffic, const SecurityGroup& group,
               const Hop& hop, const Peer& peer, const Step* citing) {
    const bool egress = hop.step.component == Component::GroupEgress;
    const auto& known = egress ? group.egress : group.ingress;
    if (known.is_unknown() && citing == nullptr)
        rules.push_back(unknown);
    if (!known.is_known())
        return;
    for (std::size_t number = 0; number < known.value().size(); ++number) {
        const SecurityGroupRule& rule = known.value()[number];
        const bool about = rule.protocol == -1 || rule.protocol == traffic.passage.protocol;
        if (about && (citing == nullptr || is_cited(*citing, group.key, number)))
            std::ranges::copy(read(traffic.world, rule, peer), std::back_inserter(rules));
    }
}

}  // namespace

RuleList group_rules(const Traffic& traffic, const Hop& hop, const Step* citing) {
    const bool egress = hop.step.component == Component::GroupEgress;
    const Party& owner = egress ? traffic.passage.from : traffic.passage.to;
    const Peer peer{egress ? traffic.passage.to : traffic.passage.from, hop.references};
    RuleList list{egress ? Side::To : Side::From, Side::To, {}};
    if (is_awaited(owner)) {  // whoever makes it opens it: an assumption of the proof
        list.rules.push_back(Rule{});
        return list;
    }
    for (const std::string& key : owner.groups)
        if (const auto* group = traffic.world.topology.find<SecurityGroup>(key))
            add_group(list.rules, traffic, *group, hop, peer, citing);
        else if (traffic.world.is_made_by_aws(key))
            std::ranges::copy(rules_by_aws(key, peer, hop.step.component),
                              std::back_inserter(list.rules));
        else if (citing == nullptr)
            list.rules.push_back(unknown);
    std::erase_if(list.rules, [](const Rule& rule) { return rule.answer == Answer::No; });
    std::ranges::stable_sort(list.rules, std::greater{}, &Rule::answer);  // groups only permit
    return list;
}

}  // namespace inland::checker
