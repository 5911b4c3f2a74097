// SPDX-License-Identifier: Apache-2.0
#include "prove/repairs/workshop.h"

namespace inland::prove {

Workshop::Workshop(const Scene& scene, std::size_t capacity)
    : scene_(scene), rows_(scene), capacity_(capacity) {}

const Trial& Workshop::attempt(const std::vector<Remedy>& remedies) {
    std::string steps;
    for (const Remedy& remedy : remedies)
        steps += remedy.step + '\n';
    const auto known = trials_.find(steps);
    if (known != trials_.end())
        return *known->second;
    if (trials_.size() >= capacity_)
        trials_.clear();
    auto trial = std::make_unique<Trial>(scene_, remedies);
    return *trials_.emplace(std::move(steps), std::move(trial)).first->second;
}

}  // namespace inland::prove
