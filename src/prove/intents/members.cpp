// SPDX-License-Identifier: Apache-2.0
#include "prove/intents/members.h"

#include "prove/intents/selectors.h"

#include <algorithm>
#include <array>

namespace inland::prove {

namespace {

using intents::Kind;
using intents::Selector;

/// In the order of Kind.
constexpr std::array<selectors::Select, 10> table{
    selectors::nodes,    selectors::pods,    selectors::control_plane, selectors::endpoints,
    selectors::internet, selectors::clients, selectors::block,         selectors::security_group,
    selectors::subnet,   selectors::resource};

void append(Members& members, Members more) {
    std::ranges::move(more.known, std::back_inserter(members.known));
    std::ranges::move(more.possible, std::back_inserter(members.possible));
    if (members.choice.empty())
        members.choice = std::move(more.choice);
}

/// What selectors of one kind name, each reported when there is no such thing.
template <typename R>
std::vector<const R*> all_called(const Network& network, const intents::Group& group, Kind kind,
                                 std::vector<UnknownName>& unknown) {
    std::vector<const R*> found;
    for (const Selector& selector : group.selectors) {
        std::vector<std::string> known;
        if (selector.kind != kind)
            continue;
        if (const auto* resource = selectors::called<R>(network, selector.name, known))
            found.push_back(resource);
        else
            unknown.push_back({selector, std::move(known)});
    }
    return found;
}

bool has(const intents::Group& group, Kind kind) {
    return std::ranges::find(group.selectors, kind, &Selector::kind) != group.selectors.end();
}

/// Security groups narrowed by subnets.
Members narrowed(const Inhabitants& inhabitants, const intents::Group& group,
                 std::vector<UnknownName>& unknown) {
    const Network& network = inhabitants.network;
    std::vector<const SubnetView*> subnets;
    for (const auto* subnet : all_called<topology::Subnet>(network, group, Kind::Subnet, unknown))
        if (const SubnetView* view = network.subnet(subnet->key))
            subnets.push_back(view);
    return selectors::carriers(
        inhabitants,
        all_called<topology::SecurityGroup>(network, group, Kind::SecurityGroup, unknown), subnets);
}

void add_selected(Members& members, const Inhabitants& inhabitants, const Selector& selector,
                  std::vector<UnknownName>& unknown) {
    std::vector<std::string> known;
    const auto select = table.at(static_cast<std::size_t>(selector.kind));
    if (auto selected = select(inhabitants, selector.name, known))
        append(members, std::move(*selected));
    else
        unknown.push_back({selector, std::move(known)});
}

}  // namespace

Members members_of(const Inhabitants& inhabitants, const intents::Group& group,
                   std::vector<UnknownName>& unknown) {
    Members members;
    const bool narrows = has(group, Kind::Subnet) && has(group, Kind::SecurityGroup);
    if (narrows)
        append(members, narrowed(inhabitants, group, unknown));
    for (const Selector& selector : group.selectors)
        if (!narrows || (selector.kind != Kind::Subnet && selector.kind != Kind::SecurityGroup))
            add_selected(members, inhabitants, selector, unknown);
    return members;
}

}  // namespace inland::prove
