// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/filter.h"

namespace inland::prove {

namespace {

using topology::RuleAction;

Box reach_of(const Filter& filter, const FilterRule& rule) {
    Box reach;
    reach.addresses(filter.address_side) = rule.peers;
    reach.ports(filter.port_side) = rule.ports;
    return reach;
}

/// Moves what the rule decides out of `open`; returns whether it decided anything.
bool decide(const Filter& filter, const FilterRule& rule, Boxes& open, Boxes& decided) {
    const Box reach = reach_of(filter, rule);
    Boxes rest;
    bool any = false;
    for (const Box& box : open) {
        const auto common = intersect(box, reach);
        if (common) {
            decided.push_back(*common);
            any = true;
        }
        subtract(box, reach, rest);
    }
    open = std::move(rest);
    return any;
}

}  // namespace

bool counts(const FilterRule& rule, Bound bound) {
    if (rule.certainty == Certainty::Sure)
        return true;
    return (bound == Bound::Possibly) == (rule.action == RuleAction::Allow);
}

Division divide(const Filter& filter, const Boxes& boxes, Bound bound) {
    Division division;
    Boxes open = boxes;
    for (const FilterRule& rule : filter.rules) {
        if (open.empty())
            break;
        if (!counts(rule, bound))
            continue;
        const bool allows = rule.action == RuleAction::Allow;
        if (decide(filter, rule, open, allows ? division.admitted : division.blocked) && allows)
            division.admitting.push_back(&rule);
    }
    division.blocked.insert(division.blocked.end(), open.begin(), open.end());
    return division;
}

FilterRule admit_everything(std::string text) {
    return {.peers = {}, .ports = {}, .text = std::move(text)};
}

FilterRule perhaps_everything() {
    return {.peers = {}, .ports = {}, .certainty = Certainty::Maybe, .text = {}};
}

}  // namespace inland::prove
