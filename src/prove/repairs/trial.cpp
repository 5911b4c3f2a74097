// SPDX-License-Identifier: Apache-2.0
#include "prove/repairs/trial.h"

#include <algorithm>

namespace inland::prove {

namespace {

topology::Topology changed(const Scene& original, const std::vector<Remedy>& remedies) {
    topology::Topology topology = original.network.topology();
    for (const Remedy& remedy : remedies)
        remedy.apply(topology);
    return topology;
}

Scene scene_again(const Network& network, const std::string& cluster) {
    const auto* found = network.topology().find<topology::Cluster>(cluster);
    return found != nullptr ? scene_of(network, *found) : scene_without_cluster(network);
}

}  // namespace

Trial::Trial(const Scene& original, const std::vector<Remedy>& remedies, std::size_t& work)
    : topology_(changed(original, remedies)),
      question_{topology_,
                original.network.tables(),
                original.network.question().clients,
                original.network.question().wishes,
                original.network.question().intents,
                Evidence::Dropped,
                original.network.question().operator_place,
                original.network.question().registries},
      network_(question_),
      scene_(scene_again(network_, original.cluster.key)),
      rows_(scene_, work) {
    topology::for_each_resource(topology_, [&](const auto& /*resource*/) { ++work; });
}

std::vector<bool> Trial::held_now(Rows& before, std::size_t section) {
    std::vector<bool> held;
    for (const Proof& row : before.section(section)) {
        const Proof* now = rows_.find(section, row.verdict);
        held.push_back(now != nullptr && now->verdict.outcome == Outcome::Holds);
    }
    return held;
}

bool Trial::keeps(Rows& before, std::size_t section) {
    return std::ranges::all_of(before.section(section), [&](const Proof& row) {
        if (row.verdict.outcome != Outcome::Holds)
            return true;
        const Proof* now = rows_.find(section, row.verdict);
        return now == nullptr || now->verdict.outcome == Outcome::Holds;
    });
}

bool Trial::keeps(Rows& before) {
    for (std::size_t section = 0; section < before.sections(); ++section)
        if (!keeps(before, section))
            return false;
    return true;
}

}  // namespace inland::prove
