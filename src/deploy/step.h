// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "deploy/plan.h"
#include "knowledge/tables.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inland::deploy {

/// The parts of a change, each one or a few API calls. A removal detaches, removes and waits until
/// it is gone; a creation makes, attaches and waits until it is usable.
enum class Phase { Detach, Remove, AwaitGone, Create, Attach, AwaitReady };

std::string_view phase_name(Phase phase);

struct OrderingRule;

/// One node of the graph that the executor walks.
struct Step {
    std::string_view type;
    std::string resource;
    Phase phase = Phase::Create;
    Action action = Action::Create;
    std::string why;
    Duration expected{};             ///< how long it takes, for the critical path
    std::vector<std::size_t> after;  ///< indices of the steps that come first

    /// "create subnet/private-a".
    [[nodiscard]] std::string text() const;
};

/// How long AWS takes for a phase of a resource; zero when it answers at once.
using Estimate = std::function<Duration(std::string_view type, const std::string& resource, Phase)>;

/// The steps of a plan with what each must wait for: references, both ways, and what no reference
/// says (nodes need endpoints, routes and the network add-on before they can join), with `order`
/// beside. A cycle is a bug of the design and an Internal error that names it.
Result<std::vector<Step>> make_steps(const Plan& plan, const topology::Topology& desired,
                                     const topology::Topology& observed,
                                     const knowledge::Tables& tables, const Estimate& estimate,
                                     std::span<const OrderingRule> order = {});

}  // namespace inland::deploy
