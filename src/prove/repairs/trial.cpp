// SPDX-License-Identifier: Apache-2.0
#include "prove/repairs/trial.h"

#include "prove/intents/intent_flows.h"
#include "prove/joins/flow_table.h"

#include <algorithm>
#include <iterator>

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

std::vector<Proof> prove_world(const Scene& scene) {
    std::vector<Proof> proofs;
    if (!scene.cluster.key.empty())
        proofs = prove_all(scene);
    if (scene.network.question().intents != nullptr)
        std::ranges::move(prove_intents(inhabitants_of(scene.network)), std::back_inserter(proofs));
    return proofs;
}

}  // namespace

Rows::Rows(const Scene& scene) : rows_(prove_world(scene)) {
    for (const Proof& row : rows_)
        by_key_.emplace(Key(row.verdict.flow, row.verdict.from, row.verdict.to), &row);
}

const Proof* Rows::find(const Verdict& verdict) const {
    const auto found = by_key_.find(Key(verdict.flow, verdict.from, verdict.to));
    return found == by_key_.end() ? nullptr : found->second;
}

Trial::Trial(const Scene& original, const std::vector<Remedy>& remedies)
    : topology_(changed(original, remedies)),
      question_{topology_,
                original.network.tables(),
                original.network.question().clients,
                original.network.question().wishes,
                original.network.question().intents,
                Evidence::Dropped,
                original.network.question().operator_place},
      network_(question_),
      scene_(scene_again(network_, original.cluster.key)),
      rows_(scene_) {}

bool Trial::mends(const Verdict& broken, const Rows& before) const {
    const Proof* mended = proof(broken);
    if (mended == nullptr || mended->verdict.outcome != Outcome::Holds)
        return false;
    return std::ranges::all_of(before.all(), [&](const Proof& row) {
        const Proof* now = proof(row.verdict);
        return row.verdict.outcome != Outcome::Holds || now == nullptr ||
               now->verdict.outcome == Outcome::Holds;
    });
}

}  // namespace inland::prove
