// SPDX-License-Identifier: Apache-2.0
#include "deploy/errands.h"

#include <algorithm>

namespace inland::deploy {

bool Errands::has(std::string_view type, std::string_view resource) const {
    const auto is_it = [&](const auto& errand) {
        return errand.type == type && errand.resource == resource;
    };
    return std::ranges::any_of(changes, is_it) || std::ranges::any_of(unfinished, is_it);
}

Plan with_errands(Plan plan, const Errands& errands) {
    plan.changes.insert(plan.changes.end(), errands.changes.begin(), errands.changes.end());
    plan.unfinished.insert(plan.unfinished.end(), errands.unfinished.begin(),
                           errands.unfinished.end());
    return plan;
}

bool ErrandRunner::is_errand(const Step& step) const {
    return errands_.runner != nullptr && errands_.has(step.type, step.resource);
}

Outcome ErrandRunner::run(const Step& step) {
    if (!is_errand(step))
        return resources_.run(step);
    if (auto free = guard_(); !free)
        return std::move(free).error();
    return errands_.runner->run(step);
}

/// EKS's add-ons and those that Inland installs are of one type.
std::vector<Outcome> ErrandRunner::look(std::span<const Step* const> steps) {
    std::vector<const Step*> errands;
    std::vector<const Step*> others;
    for (const auto* step : steps)
        (is_errand(*step) ? errands : others).push_back(step);
    auto of_errands = errands.empty() ? std::vector<Outcome>() : errands_.runner->look(errands);
    auto of_others = others.empty() ? std::vector<Outcome>() : resources_.look(others);
    std::vector<Outcome> outcomes;
    auto errand = of_errands.begin();
    auto other = of_others.begin();
    for (const auto* step : steps)
        outcomes.push_back(std::move(is_errand(*step) ? *errand++ : *other++));
    return outcomes;
}

}  // namespace inland::deploy
