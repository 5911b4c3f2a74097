// SPDX-License-Identifier: Apache-2.0
#include "checker/check_passage.h"

#include "checker/rules.h"
#include "checker/way.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::checker {

namespace {

constexpr std::array<std::string_view, 12> component_names{
    "the security groups, egress",
    "the security groups, ingress",
    "the network ACL, egress",
    "the network ACL, ingress",
    "the network ACL, egress of replies",
    "the network ACL, ingress of replies",
    "the route table, to the VPC",
    "the route table, to the clients",
    "the VPN gateway",
    "the route table, to the gateway endpoint",
    "the route table, to the internet",
    "the internet gateway"};

std::string text_of(const Step& step) {
    return fmt::format("{}{}{}", component_names.at(static_cast<std::size_t>(step.component)),
                       step.resource.empty() ? "" : " ", step.resource);
}

bool same_place(const Step& one, const Step& other) {
    return one.component == other.component && one.side == other.side;
}

/// Packets get through: every step of the way is there and admits all of them by what it cites.
std::string fault_of_way(const World& world, const Passage& passage, const std::vector<Step>& way) {
    if (!std::ranges::equal(passage.steps, way, same_place))
        return "its steps are not the way that these packets take";
    for (const Step& step : passage.steps)
        if (step.component == Component::InternetRoute ||
            !all_are(rules_of(world, passage, step, Cited::Only), passage, Answer::Yes))
            return fmt::format("what it cites of {} does not admit all of it", text_of(step));
    return {};
}

/// What has no way by a gateway endpoint may have one by the internet, from the same route table.
bool stops(const World& world, const Passage& passage, Step cut) {
    const RuleList list = rules_of(world, passage, cut, Cited::Ignored);
    const bool closed = passage.must == Must::Reach ? some_is(list, passage, Answer::No)
                                                    : all_are(list, passage, Answer::No);
    if (!closed || cut.component != Component::EndpointRoute)
        return closed;
    cut.component = Component::InternetRoute;
    return stops(world, passage, cut);
}

/// Packets are stopped: one component of the way lets none through, or, where all had to get
/// through, surely stops some.
std::string fault_of_cut(const World& world, const Passage& passage, const std::vector<Step>& way) {
    if (passage.steps.size() != 1)
        return "one component must be named that stops it";
    const Step& cut = passage.steps.front();
    if (std::ranges::none_of(way, [&](const Step& step) { return same_place(step, cut); }))
        return fmt::format("{} is not on the way", text_of(cut));
    return stops(world, passage, cut) ? std::string()
                                      : fmt::format("{} does not stop it", text_of(cut));
}

/// Who is certain of an end, down to its addresses, where packets must, or must not, for all.
bool is_about_all(const Passage& passage) {
    return passage.must == Must::Reach || passage.outcome == Outcome::Holds;
}

}  // namespace

std::string fault_of(const World& world, const Passage& passage) {
    for (const Party* party : {&passage.from, &passage.to})
        if (auto fault = fault_of(world, *party, is_about_all(passage)); !fault.empty())
            return fault;
    const auto way = way_of(world, passage);
    if (!way)
        return "no way between these ends is known here";
    if (passage.outcome == Outcome::Unknown)
        return "nothing can be shown of what is not known";
    const bool passes = (passage.must == Must::Reach) == (passage.outcome == Outcome::Holds);
    return passes ? fault_of_way(world, passage, *way) : fault_of_cut(world, passage, *way);
}

}  // namespace inland::checker
