// SPDX-License-Identifier: Apache-2.0
#include "deploy/step.h"

#include "deploy/ordering.h"
#include "deploy/references.h"
#include "deploy/transitions.h"

#include <array>
#include <optional>

#include <fmt/format.h>

namespace inland::deploy {

namespace {

constexpr std::array removal{Phase::Detach, Phase::Remove, Phase::AwaitGone};
constexpr std::array creation{Phase::Create, Phase::Attach, Phase::AwaitReady};
constexpr std::array update{Phase::Attach, Phase::AwaitReady};

bool removes(Action action) {
    return action == Action::Delete || action == Action::Replace;
}
bool creates(Action action) {
    return action == Action::Create || action == Action::Replace;
}

/// Builds the graph step by step: nodes first, then each kind of edge.
class StepGraph {
  public:
    StepGraph(const Plan& plan, const Estimate& estimate) : estimate_(estimate) {
        for (const auto& change : plan.changes)
            add_phases(change);
        for (const auto& unfinished : plan.unfinished)
            add_wait(unfinished);
    }

    /// What is made waits for what it needs.
    void order_creations(const std::map<Name, std::vector<Need>>& needs) {
        for (const auto& [name, list] : needs)
            for (const auto& need : list)
                after(name, need.binding == Binding::Creation ? Phase::Create : Phase::Attach,
                      {need.type, need.key}, usable_phase(need.type));
    }

    /// What is removed waits until nothing refers to it any more.
    void order_removals(const std::map<Name, std::vector<Need>>& needs) {
        for (const auto& [name, list] : needs)
            for (const auto& need : list)
                after({need.type, need.key}, Phase::Remove, name,
                      need.binding == Binding::Creation ? Phase::AwaitGone : Phase::Detach);
    }

    /// What no reference says (ordering.h), in both directions.
    void order_by_rules(const topology::Topology& desired, const topology::Topology& observed,
                        const knowledge::Tables& tables) {
        for (const auto& rule : ordering_rules(desired, tables))
            order_creation(rule);
        for (const auto& rule : ordering_rules(observed, tables))
            order_removal(rule);
    }

    /// What must not happen before something else while nodes live.
    void order_by_transitions(const std::vector<Transition>& order) {
        for (const auto& transition : order)
            after(transition.later, transition.later_phase, transition.earlier,
                  transition.earlier_phase);
    }

    void order_creation(const OrderingRule& rule) {
        after(rule.later, Phase::Create, rule.earlier, Phase::AwaitReady);
    }

    /// What nodes need stays whole until they are gone: they still drain through it.
    void order_removal(const OrderingRule& rule) {
        after(rule.earlier, Phase::Detach, rule.later, Phase::AwaitGone);
        after(rule.earlier, Phase::Remove, rule.later, Phase::AwaitGone);
    }

    /// Errands are no resources that others refer to: all that is said of their order is the rule.
    void order_errand(const OrderingRule& rule) {
        order_creation(rule);
        order_removal(rule);
        after(rule.earlier, Phase::Attach, rule.later, Phase::AwaitGone);
        if (is_only_removed(rule.earlier))
            after(rule.earlier, Phase::Detach, rule.later, Phase::AwaitReady);
    }

    [[nodiscard]] std::vector<Step> take() { return std::move(steps_); }

  private:
    struct Key {
        Name name;
        Phase phase;
        auto operator<=>(const Key&) const = default;
    };

    void add_phases(const Change& change) {
        std::optional<std::size_t> previous;
        const auto add = [&](std::span<const Phase> phases) {
            for (const auto phase : phases)
                previous = add_step(change, phase, previous);
        };
        if (removes(change.action))
            add(removal);
        if (creates(change.action))
            add(creation);
        if (change.action == Action::Update)
            add(update);
    }

    /// What an earlier run began is waited for, unless it is changed anyway.
    void add_wait(const Unfinished& unfinished) {
        if (!find({unfinished.type, unfinished.resource}, Phase::AwaitReady))
            add_step({.action = Action::Update,
                      .type = unfinished.type,
                      .resource = unfinished.resource,
                      .id = unfinished.id,
                      .why = "an earlier run began it",
                      .fields = {}},
                     Phase::AwaitReady, std::nullopt);
    }

    std::size_t add_step(const Change& change, Phase phase, std::optional<std::size_t> previous) {
        const auto index = steps_.size();
        steps_.push_back({change.type,
                          change.resource,
                          phase,
                          change.action,
                          change.why,
                          estimate_(change.type, change.resource, phase),
                          {}});
        if (previous)
            steps_.back().after.push_back(*previous);
        index_.emplace(Key{{change.type, change.resource}, phase}, index);
        return index;
    }

    [[nodiscard]] std::optional<std::size_t> find(const Name& name, Phase phase) const {
        const auto found = index_.find(Key{name, phase});
        return found == index_.end() ? std::nullopt : std::optional(found->second);
    }

    /// The first phase at or after `phase` that the change has: an update is not created, only
    /// attached.
    [[nodiscard]] std::optional<std::size_t> find_from(const Name& name, Phase phase) const {
        if (const auto exact = find(name, phase))
            return exact;
        return phase == Phase::Create ? find(name, Phase::Attach) : std::nullopt;
    }

    [[nodiscard]] bool is_only_removed(const Name& name) const {
        const auto index = find(name, Phase::Detach);
        return index && steps_[*index].action == Action::Delete;
    }

    void after(const Name& later, Phase later_phase, const Name& earlier, Phase earlier_phase) {
        const auto dependent = find_from(later, later_phase);
        const auto dependency = find(earlier, earlier_phase);
        if (dependent && dependency && *dependent != *dependency)
            steps_[*dependent].after.push_back(*dependency);
    }

    const Estimate& estimate_;
    std::vector<Step> steps_;
    std::map<Key, std::size_t> index_;
};

/// The step at which a walk along dependencies comes back to itself, if it does (Kahn).
std::optional<std::size_t> find_cycle(const std::vector<Step>& steps) {
    std::vector<std::size_t> open(steps.size());
    std::vector<std::vector<std::size_t>> dependents(steps.size());
    std::vector<std::size_t> ready;
    for (std::size_t index = 0; index < steps.size(); ++index) {
        open[index] = steps[index].after.size();
        for (const auto earlier : steps[index].after)
            dependents[earlier].push_back(index);
        if (open[index] == 0)
            ready.push_back(index);
    }
    while (!ready.empty()) {
        const auto done = ready.back();
        ready.pop_back();
        for (const auto dependent : dependents[done])
            if (--open[dependent] == 0)
                ready.push_back(dependent);
    }
    const auto stuck = std::ranges::find_if(open, [](std::size_t count) { return count > 0; });
    return stuck == open.end() ? std::nullopt
                               : std::optional(static_cast<std::size_t>(stuck - open.begin()));
}

}  // namespace

std::string_view phase_name(Phase phase) {
    constexpr std::string_view names[] = {"detach", "remove", "wait until gone",
                                          "create", "attach", "wait until ready"};
    return names[static_cast<std::size_t>(phase)];
}

std::string Step::text() const {
    return fmt::format("{} {}", phase_name(phase), resource);
}

Result<std::vector<Step>> make_steps(const Plan& plan, const topology::Topology& desired,
                                     const topology::Topology& observed,
                                     const knowledge::Tables& tables, const Estimate& estimate,
                                     std::span<const OrderingRule> order) {
    StepGraph graph(plan, estimate);
    graph.order_creations(all_needs(desired));
    graph.order_removals(all_needs(observed));
    graph.order_by_rules(desired, observed, tables);
    for (const auto& rule : order)
        graph.order_errand(rule);
    graph.order_by_transitions(transitions(plan.changes, desired, observed));
    auto steps = graph.take();
    if (const auto stuck = find_cycle(steps))
        return failure(ErrorKind::Internal, fmt::format("{} waits for itself: a bug of the design",
                                                        steps[*stuck].text()));
    return steps;
}

}  // namespace inland::deploy
