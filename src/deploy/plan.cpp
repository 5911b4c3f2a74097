// SPDX-License-Identifier: Apache-2.0
#include "deploy/plan.h"

#include "deploy/compare.h"
#include "deploy/given_edit.h"
#include "deploy/late_values.h"
#include "deploy/states.h"
#include "deploy/transitions.h"
#include "topology/ownership.h"

#include <algorithm>
#include <array>

namespace inland::deploy {
namespace {

using topology::Topology;

/// One planning under way.
struct Planning {
    std::string_view cluster;
    const Topology& desired;
    const Topology& observed;
    Plan& plan;
    Renewed renewed = {};

    template <typename R>
    void renew(const R& resource) {
        renewed.insert({std::string(R::type), resource.key});
        if constexpr (std::is_same_v<R, topology::Cluster>) {
            // EKS makes its group anew with the cluster.
            renewed.insert({std::string(topology::SecurityGroup::type),
                            topology::cluster_security_group_key(cluster)});
        }
    }
};

template <typename R>
Change change_of(Action action, const R& resource, std::string id) {
    return {action, R::type, resource.key, std::move(id), resource.why, {}};
}

/// A state that only a new resource mends, as a change of the field `state`.
std::optional<FieldChange> broken_state(std::string_view type, const std::string& state) {
    const auto standing = standing_of(type, state);
    if (standing != Standing::Broken && standing != Standing::Leaving)
        return std::nullopt;
    return FieldChange{"state", json::string(state), json::value(), true};
}

template <typename R>
void replace_where_machines_stay(const R& /*wanted*/, const R& /*found*/,
                                 std::vector<FieldChange>& /*fields*/) {}

/// Auto Scaling moves no machine out of a subnet that its group may no longer use, and there the
/// machine would stay without the way that the group's nodes have: such a group is made anew.
void replace_where_machines_stay(const topology::AutoScalingGroup& wanted,
                                 const topology::AutoScalingGroup& found,
                                 std::vector<FieldChange>& fields) {
    const auto changed = std::ranges::find(fields, "subnets", &FieldChange::field);
    if (changed == fields.end() || !found.subnets.is_known())
        return;
    const auto& kept = wanted.subnets.value();
    changed->replaces = std::ranges::any_of(found.subnets.value(), [&](const auto& subnet) {
        return std::ranges::find(kept, subnet) == kept.end();
    });
}

template <typename R>
void plan_existing(Planning& planning, const R& wanted, const R& found) {
    auto change = change_of(Action::Update, wanted, found.id);
    change.fields = compare(wanted, found, planning.renewed);
    replace_where_machines_stay(wanted, found, change.fields);
    const auto state = state_of(found);
    if (auto broken = broken_state(R::type, state))
        change.fields.push_back(std::move(*broken));
    if (standing_of(R::type, state) == Standing::Unfinished)
        planning.plan.unfinished.push_back({change.type, change.resource, found.id, state});
    if (change.fields.empty())
        return;
    if (std::ranges::any_of(change.fields, &FieldChange::replaces)) {
        change.action = Action::Replace;
        planning.renew(wanted);
    }
    planning.plan.changes.push_back(std::move(change));
}

template <typename R>
void plan_wanted(Planning& planning) {
    for (const auto& [key, wanted] : planning.desired.all<R>()) {
        if (!topology::is_owned(wanted, planning.cluster)) {
            // Expected of AWS, or there already: not made by us.
            if (auto edit = edit_of_given(wanted, planning.observed))
                planning.plan.changes.push_back(std::move(*edit));
            continue;
        }
        if (const auto* found = planning.observed.find<R>(key)) {
            plan_existing(planning, with_late_values(wanted, planning.observed, planning.renewed),
                          *found);
        } else {
            planning.plan.changes.push_back(change_of(Action::Create, wanted, ""));
            planning.renew(wanted);
        }
    }
}

template <typename R>
void plan_unwanted(const Planning& planning, std::vector<Change>& deletions) {
    for (const auto& [key, found] : planning.observed.all<R>()) {
        if (!topology::is_owned(found, planning.cluster) ||
            planning.desired.find<R>(key) != nullptr)
            continue;
        auto change = change_of(Action::Delete, found, found.id);
        change.why = "nothing needs it any more";
        deletions.push_back(std::move(change));
    }
}

/// Identity providers that are made anew: roles, which come before them, wait for their names.
Renewed renewed_providers(std::string_view cluster, const Topology& desired,
                          const Topology& observed) {
    Plan unused;
    Planning rehearsal{cluster, desired, observed, unused};
    topology::for_each_type([&]<typename R>() { plan_wanted<R>(rehearsal); });
    std::erase_if(rehearsal.renewed, [](const auto& name) {
        return name.first != topology::OpenIdConnectProvider::type;
    });
    return std::move(rehearsal.renewed);
}

}  // namespace

std::string_view action_name(Action action) {
    static constexpr std::array<std::string_view, 4> names = {"create", "update", "replace",
                                                              "delete"};
    return names.at(static_cast<std::size_t>(action));
}

Plan make_plan(std::string_view cluster, const Topology& desired, const Topology& observed) {
    Plan plan;
    plan.cluster = cluster;
    Planning planning{cluster, desired, observed, plan,
                      renewed_providers(cluster, desired, observed)};
    topology::for_each_type([&]<typename R>() { plan_wanted<R>(planning); });
    std::vector<Change> deletions;
    topology::for_each_type([&]<typename R>() { plan_unwanted<R>(planning, deletions); });
    // Types come after what they refer to, so the last goes first.
    plan.changes.insert(plan.changes.end(), std::make_move_iterator(deletions.rbegin()),
                        std::make_move_iterator(deletions.rend()));
    order_by_transitions(plan.changes, transitions(plan.changes, desired, observed));
    return plan;
}

Plan as_destruction(Plan plan) {
    for (auto& change : plan.changes)
        if (change.action == Action::Delete)
            change.why = "the cluster is destroyed";
    return plan;
}

Plan make_destroy_plan(std::string_view cluster, const Topology& observed) {
    return as_destruction(make_plan(cluster, Topology{}, observed));
}

json::value plan_json(const Plan& plan) {
    json::array changes;
    for (const auto& change : plan.changes) {
        json::array fields;
        for (const auto& field : change.fields) {
            fields.push_back(json::object{{"field", field.field},
                                          {"before", field.before},
                                          {"after", field.after},
                                          {"replaces", field.replaces}});
        }
        changes.push_back(
            json::object{{"action", action_name(change.action)},
                         {"resource", change.resource},
                         {"id", change.id.empty() ? json::value() : json::value(change.id)},
                         {"why", change.why},
                         {"fields", std::move(fields)}});
    }
    return json::object{{"schema", "inland.dev/plan/v1"},
                        {"cluster", plan.cluster},
                        {"changes", std::move(changes)}};
}

}  // namespace inland::deploy
