// SPDX-License-Identifier: Apache-2.0
#include "prove/certificates/citations.h"

#include "checker/check_passage.h"
#include "checker/rules.h"
#include "checker/way.h"

#include <algorithm>

namespace inland::prove {

namespace {

using checker::Answer;
using checker::Cited;
using checker::Component;
using checker::Passage;
using checker::Step;
using checker::World;

bool is_enough(const World& world, const Passage& passage, const Step& step) {
    return all_are(rules_of(world, passage, step, Cited::Only), passage, Answer::Yes);
}

/// Every rule of the groups that admits something by itself.
void cite_all_rules(const World& world, const Passage& passage, Step& step) {
    const bool egress = step.component == Component::GroupEgress;
    const auto& owner = egress ? passage.from : passage.to;
    for (const std::string& key : owner.groups) {
        const auto* group = world.topology.find<topology::SecurityGroup>(key);
        const auto* rules = group == nullptr ? nullptr : egress ? &group->egress : &group->ingress;
        if (rules == nullptr || !rules->is_known())
            continue;
        for (std::size_t number = 0; number < rules->value().size(); ++number) {
            Step alone{step.component, step.side, {}, {{key, number}}, 0};
            if (some_is(rules_of(world, passage, alone, Cited::Only), passage, Answer::Yes))
                step.rules.push_back({key, number});
        }
    }
}

/// Drops each rule without which the rest still admits everything.
void cite_rules(const World& world, const Passage& passage, Step& step) {
    cite_all_rules(world, passage, step);
    for (std::size_t next = step.rules.size(); next > 0; --next) {
        Step fewer = step;
        fewer.rules.erase(fewer.rules.begin() + static_cast<std::ptrdiff_t>(next - 1));
        if (is_enough(world, passage, fewer))
            step = std::move(fewer);
    }
}

/// The lowest entry behind which none is needed.
void cite_entries(const World& world, const Passage& passage, Step& step) {
    const auto* acl = world.topology.find<topology::NetworkAcl>(step.resource);
    if (acl == nullptr || !acl->entries.is_known())
        return;
    std::vector<int> numbers;
    for (const auto& entry : acl->entries.value())
        numbers.push_back(entry.rule_number);
    std::ranges::sort(numbers);
    for (const int number : numbers) {
        step.last_entry = number;
        if (is_enough(world, passage, step))
            return;
    }
}

template <typename R>
std::string key_of(const std::optional<const R*>& found) {
    return found && *found != nullptr ? (*found)->key : std::string();
}

bool is_acl(Component component) {
    return Component::AclEgress <= component && component <= Component::AclReplyIngress;
}

bool is_group(Component component) {
    return component == Component::GroupEgress || component == Component::GroupIngress;
}

std::string gateway_of(const World& world, const topology::Subnet& subnet) {
    for (const auto& [key, gateway] : world.topology.all<topology::VpnGateway>())
        if (gateway.vpc.is_known() && subnet.vpc.is_known() &&
            gateway.vpc.value().key == subnet.vpc.value().key)
            return key;
    return {};
}

/// Of the endpoints of the passage's service the one that serves its subnet.
std::string endpoint_of(const World& world, const Passage& passage, Step step) {
    for (const auto& [key, endpoint] : world.topology.all<topology::VpcEndpoint>()) {
        step.resource = key;
        if (is_enough(world, passage, step))
            return key;
    }
    return {};
}

/// Whose subnet a step is about: replies leave the subnet of who was called.
const checker::Party& subnet_party(const Passage& passage, const Step& step) {
    return party_at(passage, step.side);
}

void name_resource(const World& world, const Passage& passage, Step& step) {
    const auto* subnet = world.subnet(subnet_party(passage, step).subnet);
    if (subnet == nullptr || is_group(step.component))
        return;
    if (is_acl(step.component))
        step.resource = key_of(world.acl_of(*subnet));
    else if (step.component == Component::VpnGateway)
        step.resource = gateway_of(world, *subnet);
    else if (step.component == Component::EndpointRoute)
        step.resource = endpoint_of(world, passage, step);
    else if (step.component != Component::InternetGateway)
        step.resource = key_of(world.table_of(*subnet));
}

bool cite_way(const World& world, Passage& passage, const std::vector<Step>& way) {
    passage.steps = way;
    for (Step& step : passage.steps) {
        name_resource(world, passage, step);
        if (is_group(step.component))
            cite_rules(world, passage, step);
        else if (is_acl(step.component))
            cite_entries(world, passage, step);
    }
    return fault_of(world, passage).empty();
}

/// Of a way by an endpoint that is cut the route table is named: it has no other way either.
void name_cut(const World& world, const Passage& passage, Step& step) {
    name_resource(world, passage, step);
    const auto* subnet = world.subnet(subnet_party(passage, step).subnet);
    if (step.component == Component::EndpointRoute && subnet != nullptr)
        step.resource = key_of(world.table_of(*subnet));
}

bool cite_cut(const World& world, Passage& passage, const std::vector<Step>& way) {
    for (Step step : way) {
        name_cut(world, passage, step);
        passage.steps = {step};
        if (fault_of(world, passage).empty())
            return true;
    }
    return false;
}

}  // namespace

bool cite(const World& world, Passage& passage) {
    const auto way = way_of(world, passage);
    const bool passes =
        (passage.must == checker::Must::Reach) == (passage.outcome == checker::Outcome::Holds);
    const bool shown =
        way && (passes ? cite_way(world, passage, *way) : cite_cut(world, passage, *way));
    if (!shown)
        passage.steps.clear();
    return shown;
}

}  // namespace inland::prove
