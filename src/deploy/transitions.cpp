// SPDX-License-Identifier: Apache-2.0
#include "deploy/transitions.h"

#include <algorithm>
#include <map>
#include <set>

namespace inland::deploy {
namespace {

using topology::Cluster;
using topology::RouteTable;
using topology::Topology;
using topology::VpcEndpoint;

constexpr std::string_view after_routes =
    "only when the new way out is open, so that nodes are never without a way to AWS";
constexpr std::string_view after_endpoints =
    "only when the endpoints answer, so that nodes are never without a way to AWS";
constexpr std::string_view after_private_access =
    "only when the API answers inside the VPC, so that nodes never lose it";
constexpr std::string_view after_way_out =
    "only when the nodes' way to the public API is open, so that they never lose it";
constexpr std::string_view after_old_nodes = "only when the old nodes, which use it, are gone";

bool removes(const Change& change) {
    return change.action == Action::Delete || change.action == Action::Replace;
}
bool updates(const Change& change) {
    return change.action == Action::Update;
}

template <typename R>
bool is_of(const Change& change) {
    return change.type == R::type;
}

bool is_group(const Change& change) {
    return is_of<topology::NodeGroup>(change) || is_of<topology::AutoScalingGroup>(change);
}

/// A table that loses a route closes a way; every other change of one opens ways or none.
bool closes_a_way(const Change& change, const Topology& desired, const Topology& observed) {
    if (!is_of<RouteTable>(change) || !updates(change))
        return false;
    const auto routes_of = [&](const Topology& topology) {
        const auto* table = topology.find<RouteTable>(change.resource);
        return table == nullptr
                   ? std::vector<topology::Route>()
                   : table->routes.value_or_default({}).value_or(std::vector<topology::Route>());
    };
    const auto wanted = routes_of(desired);
    return std::ranges::any_of(routes_of(observed), [&](const topology::Route& route) {
        return std::ranges::find(wanted, route) == wanted.end();
    });
}

bool changes_access(const Change& change) {
    return is_of<Cluster>(change) && updates(change) &&
           std::ranges::any_of(change.fields, [](const FieldChange& field) {
               return field.field.starts_with("endpoint_") || field.field.starts_with("public_");
           });
}

bool has_private_access(const Topology& topology, const std::string& key) {
    const auto* cluster = topology.find<Cluster>(key);
    return cluster != nullptr &&
           cluster->endpoint_private_access.value_or_default(false).value_or(false);
}

/// The changes of one plan, with what each does to the ways of living nodes.
class Ways {
  public:
    Ways(const std::vector<Change>& changes, const Topology& desired, const Topology& observed) {
        for (const auto& change : changes)
            sort(change, desired, observed);
    }

    std::vector<Transition> transitions() && {
        wait(closed_endpoints_, Phase::Detach, opened_tables_, Phase::AwaitReady, after_routes);
        wait(closed_tables_, Phase::Attach, made_endpoints_, Phase::AwaitReady, after_endpoints);
        wait(closed_tables_, Phase::Attach, made_private_, Phase::AwaitReady, after_private_access);
        wait(made_public_, Phase::Attach, opened_tables_, Phase::AwaitReady, after_way_out);
        wait(closed_tables_, Phase::Attach, left_groups_, Phase::AwaitGone, after_old_nodes);
        wait(changed_access_, Phase::Attach, left_groups_, Phase::AwaitGone, after_old_nodes);
        return std::move(order_);
    }

  private:
    using Names = std::vector<Name>;

    void sort(const Change& change, const Topology& desired, const Topology& observed) {
        const Name name{change.type, change.resource};
        if (is_of<RouteTable>(change) && change.action != Action::Delete)
            (closes_a_way(change, desired, observed) ? closed_tables_ : opened_tables_)
                .push_back(name);
        if (is_of<VpcEndpoint>(change))
            (change.action == Action::Delete ? closed_endpoints_ : made_endpoints_).push_back(name);
        if (is_group(change) && removes(change))
            left_groups_.push_back(name);
        if (changes_access(change))
            sort_access(name, desired, observed);
    }

    void sort_access(const Name& name, const Topology& desired, const Topology& observed) {
        changed_access_.push_back(name);
        const bool before = has_private_access(observed, name.key);
        const bool after = has_private_access(desired, name.key);
        if (after && !before)
            made_private_.push_back(name);
        if (before && !after)
            made_public_.push_back(name);
    }

    void wait(const Names& later, Phase later_phase, const Names& earlier, Phase earlier_phase,
              std::string_view why) {
        for (const auto& one : later)
            for (const auto& other : earlier)
                order_.push_back({one, later_phase, other, earlier_phase, why});
    }

    Names opened_tables_, closed_tables_, made_endpoints_, closed_endpoints_;
    Names made_private_, made_public_, changed_access_, left_groups_;
    std::vector<Transition> order_;
};

/// What goes waits until those who stay have let go of it.
void add_released(const std::vector<Change>& changes, const Topology& observed,
                  std::vector<Transition>& order) {
    std::map<Name, Action> actions;
    for (const auto& change : changes)
        actions.emplace(Name{change.type, change.resource}, change.action);
    const auto has = [&](const Name& name, Action action) {
        const auto found = actions.find(name);
        return found != actions.end() && found->second == action;
    };
    for (const auto& [holder, needs] : all_needs(observed))
        for (const auto& need : needs)
            if (has({need.type, need.key}, Action::Delete) && has(holder, Action::Update))
                order.push_back(
                    {{need.type, need.key}, Phase::Detach, holder, Phase::AwaitReady, {}});
}

using Indices = std::vector<std::size_t>;

/// For each change, those that come first. One that is replaced goes and comes again: where it
/// stands in a list says nothing.
std::vector<std::set<std::size_t>> predecessors(const std::vector<Change>& changes,
                                                const std::vector<Transition>& order) {
    std::map<Name, std::size_t> index;
    for (std::size_t at = 0; at < changes.size(); ++at) {
        if (changes[at].action != Action::Replace)
            index.emplace(Name{changes[at].type, changes[at].resource}, at);
    }
    std::vector<std::set<std::size_t>> before(changes.size());
    for (const auto& transition : order) {
        const auto later = index.find(transition.later);
        const auto earlier = index.find(transition.earlier);
        if (later != index.end() && earlier != index.end())
            before[later->second].insert(earlier->second);
    }
    return before;
}

/// The given order, but for what must wait.
Indices sorted_indices(const std::vector<std::set<std::size_t>>& before) {
    Indices sorted;
    std::vector<bool> is_done(before.size());
    const auto is_ready = [&](std::size_t at) {
        return !is_done[at] && std::ranges::all_of(before[at], [&](std::size_t earlier) {
            return is_done[earlier];
        });
    };
    for (std::size_t count = 0; count < before.size(); ++count) {
        std::size_t next = 0;
        while (next < before.size() && !is_ready(next))
            ++next;
        if (next == before.size())
            return {};  // a cycle: make_steps tells it
        is_done[next] = true;
        sorted.push_back(next);
    }
    return sorted;
}

void say_why(std::vector<Change>& changes, const std::vector<Transition>& order) {
    std::set<std::pair<Name, std::string_view>> said;
    for (const auto& transition : order) {
        if (transition.why.empty() || !said.insert({transition.later, transition.why}).second)
            continue;
        for (auto& change : changes) {
            if (Name{change.type, change.resource} == transition.later)
                change.why.append("; ").append(transition.why);
        }
    }
}

}  // namespace

std::vector<Transition> transitions(const std::vector<Change>& changes, const Topology& desired,
                                    const Topology& observed) {
    auto order = Ways(changes, desired, observed).transitions();
    add_released(changes, observed, order);
    return order;
}

void order_by_transitions(std::vector<Change>& changes, const std::vector<Transition>& order) {
    say_why(changes, order);
    const auto sorted = sorted_indices(predecessors(changes, order));
    if (sorted.empty())
        return;
    std::vector<Change> ordered;
    for (const auto at : sorted)
        ordered.push_back(std::move(changes[at]));
    changes = std::move(ordered);
}

}  // namespace inland::deploy
