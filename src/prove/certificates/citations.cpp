// SPDX-License-Identifier: Apache-2.0
#include "prove/certificates/citations.h"

#include "checker/check_passage.h"
#include "checker/connections.h"
#include "checker/rules.h"

#include <algorithm>

namespace inland::prove {

namespace {

using checker::Answer;
using checker::Component;
using checker::Connection;
using checker::Hop;
using checker::Passage;
using checker::Step;
using checker::Traffic;
using checker::Way;
using checker::World;

bool is_enough(const Traffic& traffic, const Hop& hop, const Step& step) {
    return admits_all(cited_rules(traffic, hop, step), traffic);
}

bool admits_something(const Traffic& traffic, const Hop& hop, const Step& step) {
    return std::ranges::any_of(
        cited_rules(traffic, hop, step).rules,
        [](const checker::Rule& rule) { return rule.answer == Answer::Yes; });
}

/// Every rule of the groups that admits something by itself.
void cite_all_rules(const Traffic& traffic, const Hop& hop, Step& step) {
    const bool egress = step.component == Component::GroupEgress;
    const auto& owner = egress ? traffic.passage.from : traffic.passage.to;
    for (const std::string& key : owner.groups) {
        const auto* group = traffic.world.topology.find<topology::SecurityGroup>(key);
        const auto* rules = group == nullptr ? nullptr : egress ? &group->egress : &group->ingress;
        if (rules == nullptr || !rules->is_known())
            continue;
        for (std::size_t number = 0; number < rules->value().size(); ++number) {
            Step alone = step;
            alone.rules = {{key, number}};
            if (admits_something(traffic, hop, alone))
                step.rules.push_back({key, number});
        }
    }
}

/// Drops each rule without which the rest still admits everything.
void cite_rules(const Traffic& traffic, const Hop& hop, Step& step) {
    step.rules.clear();
    cite_all_rules(traffic, hop, step);
    for (std::size_t next = step.rules.size(); next > 0; --next) {
        Step fewer = step;
        fewer.rules.erase(fewer.rules.begin() + static_cast<std::ptrdiff_t>(next - 1));
        if (is_enough(traffic, hop, fewer))
            step = std::move(fewer);
    }
}

/// The lowest entry behind which none is needed.
void cite_entries(const Traffic& traffic, const Hop& hop, Step& step) {
    const auto* acl = traffic.world.topology.find<topology::NetworkAcl>(step.resource);
    if (acl == nullptr || !acl->entries.is_known())
        return;
    std::vector<int> numbers;
    for (const auto& entry : acl->entries.value())
        numbers.push_back(entry.rule_number);
    std::ranges::sort(numbers);
    for (const int number : numbers) {
        step.last_entry = number;
        if (is_enough(traffic, hop, step))
            return;
    }
}

Step cited(const Traffic& traffic, const Hop& hop) {
    Step step = hop.step;
    if (step.component == Component::GroupEgress || step.component == Component::GroupIngress)
        cite_rules(traffic, hop, step);
    else if (step.component == Component::AclEgress || step.component == Component::AclIngress)
        cite_entries(traffic, hop, step);
    return step;
}

Traffic traffic_of(const World& world, const Passage& passage, const Connection& connection) {
    return {world, passage, connection.from, connection.to};
}

Way whole_way(const Traffic& traffic, const Connection& connection) {
    Way way{connection.from, connection.to, {}};
    for (const Hop& hop : connection.hops)
        way.steps.push_back(cited(traffic, hop));
    return way;
}

/// The hops of which something is sure.
std::vector<Hop> clear_hops(const Connection& connection) {
    std::vector<Hop> hops;
    for (const Hop& hop : connection.hops) {
        if (hop.beyond == checker::Sight::Lost)
            break;
        hops.push_back(hop);
    }
    return hops;
}

bool all_stopped_by(const Traffic& traffic, const std::vector<Hop>& hops) {
    std::vector<checker::RuleList> lists;
    for (const Hop& hop : hops)
        lists.push_back(all_rules(traffic, hop));
    return !lists.empty() && stop_all(lists, traffic);
}

std::vector<Step> steps_of(const std::vector<Hop>& hops) {
    std::vector<Step> steps;
    for (const Hop& hop : hops)
        steps.push_back(hop.step);
    return steps;
}

/// One component that stops everything, else as few as do together.
Way whole_cut(const Traffic& traffic, const Connection& connection) {
    std::vector<Hop> hops = clear_hops(connection);
    std::erase_if(hops, [](const Hop& hop) { return hop.source_ports.has_value(); });
    for (const Hop& hop : hops)
        if (all_stopped_by(traffic, {hop}))
            return {connection.from, connection.to, {hop.step}};
    for (std::size_t next = hops.size(); next > 0; --next) {
        auto fewer = hops;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(next - 1));
        if (all_stopped_by(traffic, fewer))
            hops = std::move(fewer);
    }
    return {connection.from, connection.to, steps_of(hops)};
}

void add_cut(Passage& passage, const World& world, const Connection& connection) {
    const Traffic traffic = traffic_of(world, passage, connection);
    for (const Hop& hop : clear_hops(connection))
        if (stops_some(all_rules(traffic, hop), traffic)) {
            passage.ways.push_back({connection.from, connection.to, {hop.step}});
            return;
        }
}

bool has_cut(const Passage& passage, const Connection& connection) {
    const bool one_is_enough = passage.to.service.empty();
    return std::ranges::any_of(
        passage.ways, [&](const Way& way) { return one_is_enough || way.to == connection.to; });
}

/// One failure; of a service's addresses one for each.
void cite_failure(const World& world, Passage& passage) {
    for (const Connection& connection : connections(world, passage))
        if (!has_cut(passage, connection))
            add_cut(passage, world, connection);
}

void cite_each(const World& world, Passage& passage,
               Way (*cite)(const Traffic&, const Connection&)) {
    for (const Connection& connection : connections(world, passage))
        passage.ways.push_back(cite(traffic_of(world, passage, connection), connection));
}

/// The first way that a packet takes.
void cite_leak(const World& world, Passage& passage) {
    for (const Connection& connection : connections(world, passage)) {
        passage.ways = {whole_way(traffic_of(world, passage, connection), connection)};
        if (fault_of_packets(world, passage).empty())
            return;
    }
}

}  // namespace

bool cite_packets(const World& world, Passage& passage) {
    passage.ways.clear();
    const bool holds = passage.outcome == checker::Outcome::Holds;
    if (passage.must == checker::Must::Reach)
        holds ? cite_each(world, passage, whole_way) : cite_failure(world, passage);
    else
        holds ? cite_each(world, passage, whole_cut) : cite_leak(world, passage);
    return fault_of_packets(world, passage).empty();
}

bool cite(const World& world, Passage& passage) {
    const bool shown =
        passage.protocol >= 0 && cite_packets(world, passage) && fault_of(world, passage).empty();
    if (!shown)
        passage.ways.clear();
    return shown;
}

}  // namespace inland::prove
