// SPDX-License-Identifier: Apache-2.0
#include "checker/rules.h"

#include <algorithm>
#include <array>
#include <functional>

namespace inland::checker {

namespace {

using Reader = RuleList (*)(const World&, const Passage&, const Step&, Cited);

/// In the order of Component.
constexpr std::array<Reader, 12> readers{group_rules,   group_rules, acl_rules,   acl_rules,
                                         acl_rules,     acl_rules,   route_rules, route_rules,
                                         gateway_rules, route_rules, route_rules, gateway_rules};

/// The first of a range and of every part into which the rules cut it: one sample of each part.
template <typename Number, typename Interval>
std::vector<Number> samples(const std::vector<Rule>& rules, Interval Rule::* member,
                            const Interval& whole) {
    std::vector<Number> found{whole.first};
    const auto add = [&](Number number) {
        if (whole.first < number && number <= whole.last)
            found.push_back(number);
    };
    for (const Rule& rule : rules) {
        const Interval& interval = rule.*member;
        add(interval.first);
        if (interval.last < whole.last)
            add(static_cast<Number>(interval.last + 1));
    }
    std::ranges::sort(found);
    found.erase(std::ranges::unique(found).begin(), found.end());
    return found;
}

Answer decide(const std::vector<Rule>& rules, std::uint32_t address, std::uint16_t port) {
    for (const Rule& rule : rules)
        if (rule.peers.first <= address && address <= rule.peers.last && rule.ports.contains(port))
            return rule.answer;
    return Answer::No;
}

bool any_sample(const RuleList& list, const Passage& passage,
                const std::function<bool(Answer)>& wanted) {
    const PortRange& ports = list.ports == Side::To ? passage.ports : passage.source_ports;
    const auto numbers = samples<std::uint16_t>(list.rules, &Rule::ports, ports);
    for (const Addresses& range : party_at(passage, list.addresses).addresses)
        for (const std::uint32_t address : samples<std::uint32_t>(list.rules, &Rule::peers, range))
            for (const std::uint16_t port : numbers)
                if (wanted(decide(list.rules, address, port)))
                    return true;
    return false;
}

}  // namespace

RuleList rules_of(const World& world, const Passage& passage, const Step& step, Cited cited) {
    return readers.at(static_cast<std::size_t>(step.component))(world, passage, step, cited);
}

bool all_are(const RuleList& list, const Passage& passage, Answer answer) {
    return !any_sample(list, passage, [&](Answer given) { return given != answer; });
}

bool some_is(const RuleList& list, const Passage& passage, Answer answer) {
    return any_sample(list, passage, [&](Answer given) { return given == answer; });
}

}  // namespace inland::checker
