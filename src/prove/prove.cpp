// SPDX-License-Identifier: Apache-2.0
#include "prove/prove.h"

#include "prove/intents/intent_flows.h"
#include "prove/joins/findings.h"
#include "prove/joins/flow_table.h"
#include "prove/joins/symptom.h"
#include "prove/places.h"
#include "prove/repairs/repair.h"

#include <algorithm>

namespace inland::prove {

namespace {

std::vector<Proof> prove_all(const Scene& scene) {
    std::vector<Proof> proofs;
    for (const knowledge::Flow& flow : scene.network.tables().flows)
        std::ranges::move(prove_rows(scene, flow), std::back_inserter(proofs));
    return proofs;
}

/// Adds the rows of a cluster, or of no cluster in particular, mended, explained and placed.
void add_rows(ClusterVerdicts& verdicts, const Network& network, std::vector<Proof> proofs,
              const inland::Place& place) {
    for (Proof& proof : proofs) {
        add_symptom(proof.verdict, network);
        add_places(proof.verdict, network, place);
        verdicts.outcome = std::max(verdicts.outcome, proof.verdict.outcome);
        verdicts.flows.push_back(std::move(proof.verdict));
    }
}

ClusterVerdicts prove_cluster(const Network& network, const topology::Cluster& cluster) {
    ClusterVerdicts verdicts;
    verdicts.cluster = cluster.cluster_name.is_known() ? cluster.cluster_name.value() : cluster.key;
    std::vector<Proof> proofs = prove_all(scene_of(network, cluster));
    add_repairs(network, cluster, proofs);
    add_rows(verdicts, network, std::move(proofs), cluster.place);
    return verdicts;
}

/// The user's own flows go with the cluster when there is one, else they stand alone.
void add_intents(Verdicts& verdicts, const Network& network) {
    if (network.question().intents == nullptr)
        return;
    if (verdicts.clusters.size() != 1)
        verdicts.clusters.emplace_back();
    const Inhabitants inhabitants = inhabitants_of(network);
    for (const intents::Intent& intent : *network.question().intents)
        add_rows(verdicts.clusters.back(), network, prove_intent(inhabitants, intent),
                 intent.place);
}

}  // namespace

Verdicts prove(const Question& question) {
    const Network network(question);
    Verdicts verdicts;
    for (const auto& [key, cluster] : question.topology.all<topology::Cluster>())
        verdicts.clusters.push_back(prove_cluster(network, cluster));
    add_intents(verdicts, network);
    for (const ClusterVerdicts& cluster : verdicts.clusters)
        verdicts.outcome = std::max(verdicts.outcome, cluster.outcome);
    verdicts.findings = findings_of(network);
    for (const Finding& finding : verdicts.findings)
        if (finding.severity == Severity::Error)
            verdicts.outcome = Outcome::Fails;
    return verdicts;
}

}  // namespace inland::prove
