// SPDX-License-Identifier: Apache-2.0
#include "prove/repairs/trial.h"

#include "prove/intents/intent_flows.h"
#include "prove/joins/flow_table.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace inland::prove {

namespace {

using RowKey = std::tuple<std::string, std::string, std::string>;

RowKey key_of(const Verdict& verdict) {
    return {verdict.flow, verdict.from, verdict.to};
}

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

std::vector<Proof> rows_of(const Scene& scene, const std::string& flow_name) {
    if (const auto* flow = scene.network.tables().flow(flow_name))
        return prove_rows(scene, *flow);
    if (const auto* intents = scene.network.question().intents)
        for (const intents::Intent& intent : *intents)
            if (flow_id(intent) == flow_name)
                return prove_intent(inhabitants_of(scene.network), intent);
    return {};
}

std::optional<Proof> prove_again(const Scene& scene, const Verdict& verdict) {
    for (Proof& proof : rows_of(scene, verdict.flow))
        if (key_of(proof.verdict) == key_of(verdict))
            return std::move(proof);
    return std::nullopt;
}

}  // namespace

std::vector<Proof> prove_world(const Scene& scene) {
    std::vector<Proof> proofs;
    if (!scene.cluster.key.empty())
        proofs = prove_all(scene);
    if (scene.network.question().intents != nullptr)
        std::ranges::move(prove_intents(inhabitants_of(scene.network)), std::back_inserter(proofs));
    return proofs;
}

Trial::Trial(const Scene& original, const std::vector<Remedy>& remedies, const Verdict& broken)
    : topology_(changed(original, remedies)),
      question_{topology_, original.network.tables(), original.network.question().clients,
                original.network.question().wishes, original.network.question().intents},
      network_(question_),
      scene_(scene_again(network_, original.cluster.key)),
      proof_(prove_again(scene_, broken)) {}

bool Trial::mends(const std::vector<Proof>& before) const {
    if (!proof_ || proof_->verdict.outcome != Outcome::Holds)
        return false;
    std::map<RowKey, Outcome> now;
    for (const Proof& proof : prove_world(scene_))
        now.emplace(key_of(proof.verdict), proof.verdict.outcome);
    return std::ranges::all_of(before, [&](const Proof& proof) {
        const auto row = now.find(key_of(proof.verdict));
        return proof.verdict.outcome != Outcome::Holds || row == now.end() ||
               row->second == Outcome::Holds;
    });
}

}  // namespace inland::prove
