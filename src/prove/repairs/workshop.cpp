// SPDX-License-Identifier: Apache-2.0
#include "prove/repairs/workshop.h"

#include <algorithm>

namespace inland::prove {

namespace {

/// Changed worlds are kept as long as they have so many resources together.
constexpr std::size_t most_resources = 50'000;
constexpr std::size_t most_trials = 32;

std::size_t capacity_for(const topology::Topology& topology) {
    std::size_t resources = 1;
    topology::for_each_resource(topology, [&](const auto& /*resource*/) { ++resources; });
    return std::clamp(most_resources / resources, std::size_t{1}, most_trials);
}

std::string steps_of(const std::vector<Remedy>& remedies) {
    std::string steps;
    for (const Remedy& remedy : remedies)
        steps += remedy.step + '\n';
    return steps;
}

}  // namespace

Workshop::Workshop(const Scene& scene)
    : scene_(scene), rows_(scene, proven_), capacity_(capacity_for(scene.network.topology())) {}

Trial& Workshop::attempt(const std::vector<Remedy>& remedies) {
    std::string steps = steps_of(remedies);
    const auto known = trials_.find(steps);
    if (known != trials_.end())
        return *known->second;
    if (trials_.size() >= capacity_)
        trials_.clear();
    auto trial = std::make_unique<Trial>(scene_, remedies, work_);
    return *trials_.emplace(std::move(steps), std::move(trial)).first->second;
}

std::optional<Workshop::RowPlace> Workshop::place_of(const Verdict& verdict) {
    const auto section = rows_.section_of(verdict);
    const Proof* row = section ? rows_.find(*section, verdict) : nullptr;
    if (row == nullptr)
        return std::nullopt;
    return RowPlace{*section, static_cast<std::size_t>(row - rows_.section(*section).data())};
}

bool Workshop::mends(const std::vector<Remedy>& remedies, const Verdict& broken) {
    const auto place = place_of(broken);
    if (!place)
        return false;
    ++work_;
    Tried& tried = tried_[steps_of(remedies)];
    auto held = tried.held.find(place->section);
    if (held == tried.held.end())
        held = tried.held.emplace(place->section, attempt(remedies).held_now(rows_, place->section))
                   .first;
    if (!held->second.at(place->row))
        return false;
    if (!tried.keeps)
        tried.keeps = attempt(remedies).keeps(rows_);
    return *tried.keeps;
}

}  // namespace inland::prove
