// SPDX-License-Identifier: Apache-2.0
#include "checker/check_passage.h"

#include "checker/connections.h"
#include "checker/rules.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::checker {

namespace {

constexpr std::array<std::string_view, 13> component_names{"the security groups, egress",
                                                           "the security groups, ingress",
                                                           "the network ACL, egress",
                                                           "the network ACL, ingress",
                                                           "the route table",
                                                           "the VPN gateway",
                                                           "the VPC peering",
                                                           "the transit gateway attachment",
                                                           "the transit gateway's route table",
                                                           "the NAT gateway",
                                                           "the route to the gateway endpoint",
                                                           "the public address",
                                                           "VPC Block Public Access"};

std::string text_of(const Step& step) {
    return fmt::format("{}{}{}{}", component_names.at(static_cast<std::size_t>(step.component)),
                       step.to == Side::From ? " (replies)" : "", step.resource.empty() ? "" : " ",
                       step.resource);
}

bool same_place(const Step& one, const Step& other) {
    return one.component == other.component && one.to == other.to && one.subnet == other.subnet &&
           one.resource == other.resource && one.target == other.target;
}

bool same_ends(const Way& way, const Connection& connection) {
    return way.from == connection.from && way.to == connection.to;
}

Traffic traffic_of(const World& world, const Passage& passage, const Connection& connection) {
    return {world, passage, connection.from, connection.to};
}

/// "" when a way is a whole connection, and every component admits all by what is cited of it.
std::string fault_of_way(const Traffic& traffic, const Way& way, const Connection& connection) {
    if (!same_ends(way, connection) || way.steps.size() != connection.hops.size())
        return "its ways are not those that these packets take";
    for (std::size_t at = 0; at < way.steps.size(); ++at) {
        const Step& step = way.steps[at];
        const Hop& hop = connection.hops[at];
        if (!same_place(step, hop.step))
            return fmt::format("{} is not on the way", text_of(step));
        if (!admits_all(cited_rules(traffic, hop, step), traffic))
            return fmt::format("what it cites of {} does not admit all of it", text_of(step));
    }
    return {};
}

/// The hop that a step cites; null: there is none, or it is behind one where nothing is sure.
const Hop* cited_hop(const Connection& connection, const Step& step) {
    for (const Hop& hop : connection.hops) {
        if (same_place(hop.step, step))
            return &hop;
        if (hop.beyond == Sight::Lost)
            break;
    }
    return nullptr;
}

/// Packets surely do not get through: a component stops some that had to.
bool stops_some(const Traffic& traffic, const Way& way, const Connection& connection) {
    if (!same_ends(way, connection) || way.steps.size() != 1)
        return false;
    const Hop* hop = cited_hop(connection, way.steps.front());
    return hop != nullptr && stops_some(all_rules(traffic, *hop), traffic);
}

/// The cited components together let none through.
bool stops_all(const Traffic& traffic, const Way& way, const Connection& connection) {
    std::vector<RuleList> lists;
    for (const Step& step : way.steps) {
        const Hop* hop = cited_hop(connection, step);
        if (hop == nullptr)
            return false;
        lists.push_back(all_rules(traffic, *hop));
    }
    return same_ends(way, connection) && !lists.empty() && stop_all(lists, traffic);
}

std::string fault_of_reaching(const World& world, const Passage& passage,
                              const Connections& found) {
    if (found.empty() || passage.ways.size() != found.size())
        return "its ways are not those that these packets take";
    for (std::size_t at = 0; at < found.size(); ++at)
        if (auto fault =
                fault_of_way(traffic_of(world, passage, found[at]), passage.ways[at], found[at]);
            !fault.empty())
            return fault;
    return {};
}

/// A leak: one connection lets a packet through, and not only to its own sender.
std::string fault_of_leak(const World& world, const Passage& passage, const Connections& found) {
    if (passage.ways.size() != 1 || passage.ways.front().from == passage.ways.front().to)
        return "one way must be shown that a packet takes";
    std::string fault = "no such way is known here";
    for (const Connection& connection : found) {
        if (!same_ends(passage.ways.front(), connection))
            continue;
        fault =
            fault_of_way(traffic_of(world, passage, connection), passage.ways.front(), connection);
        if (fault.empty())
            return {};
    }
    return fault;
}

bool is_stopped(const World& world, const Passage& passage, const Connection& connection) {
    return std::ranges::any_of(passage.ways, [&](const Way& way) {
        return stops_some(traffic_of(world, passage, connection), way, connection);
    });
}

/// AWS may choose any way, so one that is stopped is enough; but of a service's addresses nobody
/// knows which is meant, so all of them must be.
std::string fault_of_failing(const World& world, const Passage& passage, const Connections& found) {
    const auto stopped = [&](const Connection& connection) {
        return is_stopped(world, passage, connection);
    };
    const auto stopped_there = [&](const Connection& connection) {
        return std::ranges::any_of(found, [&](const Connection& other) {
            return other.to == connection.to && stopped(other);
        });
    };
    const bool stops = passage.to.service.empty()
                           ? std::ranges::any_of(found, stopped)
                           : !found.empty() && std::ranges::all_of(found, stopped_there);
    return stops ? std::string() : "what it cites does not stop it";
}

std::string fault_of_never(const World& world, const Passage& passage, const Connections& found) {
    if (passage.ways.size() != found.size())
        return "its ways are not those that these packets take";
    for (std::size_t at = 0; at < found.size(); ++at)
        if (!stops_all(traffic_of(world, passage, found[at]), passage.ways[at], found[at]))
            return fmt::format("packets to {} are not stopped by what it cites",
                               found[at].to.first.text());
    return {};
}

}  // namespace

std::string fault_of_packets(const World& world, const Passage& passage) {
    const auto unmade = [](const Party& party) { return party.addresses.empty(); };
    if (unmade(passage.from) || unmade(passage.to))
        return "an end has no addresses";
    if (passage.outcome == Outcome::Unknown)
        return "nothing can be shown of what is not known";
    const Connections found = connections(world, passage);
    const bool holds = passage.outcome == Outcome::Holds;
    if (passage.must == Must::Reach)
        return holds ? fault_of_reaching(world, passage, found)
                     : fault_of_failing(world, passage, found);
    return holds ? fault_of_never(world, passage, found) : fault_of_leak(world, passage, found);
}

std::string fault_of(const World& world, const Passage& passage) {
    for (const Party* party : {&passage.from, &passage.to})
        if (auto fault = fault_of(world, *party, passage); !fault.empty())
            return fault;
    return fault_of_packets(world, passage);
}

}  // namespace inland::checker
