// SPDX-License-Identifier: Apache-2.0
#include "prove/prove.h"

#include "prove/certificates/writer.h"
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

/// Adds the rows of a cluster (its key), or of no cluster in particular, explained and placed.
void add_rows(CertifiedProof& proof, const Network& network, std::vector<Proof> rows,
              const std::string& cluster, const inland::Place& place) {
    ClusterVerdicts& verdicts = proof.verdicts.clusters.back();
    for (Proof& row : rows) {
        if (network.question().evidence == Evidence::Kept)
            proof.certificate.rows.push_back(certificate_row(network, cluster, row));
        add_symptom(row.verdict, network);
        add_places(row.verdict, network, place);
        verdicts.outcome = std::max(verdicts.outcome, row.verdict.outcome);
        verdicts.flows.push_back(std::move(row.verdict));
    }
}

void add_cluster(CertifiedProof& proof, const Network& network, const topology::Cluster& cluster) {
    auto& verdicts = proof.verdicts.clusters.emplace_back();
    verdicts.cluster = cluster.cluster_name.is_known() ? cluster.cluster_name.value() : cluster.key;
    std::vector<Proof> proofs = prove_all(scene_of(network, cluster));
    add_repairs(network, cluster, proofs);
    add_rows(proof, network, std::move(proofs), cluster.key, cluster.place);
}

/// The user's own flows go with the cluster when there is one, else they stand alone.
void add_intents(CertifiedProof& proof, const Network& network) {
    if (network.question().intents == nullptr)
        return;
    if (proof.verdicts.clusters.size() != 1)
        proof.verdicts.clusters.emplace_back();
    const Inhabitants inhabitants = inhabitants_of(network);
    for (const intents::Intent& intent : *network.question().intents)
        add_rows(proof, network, prove_intent(inhabitants, intent), {}, intent.place);
}

CertifiedProof prove_everything(const Question& question) {
    const Network network(question);
    CertifiedProof proof;
    Verdicts& verdicts = proof.verdicts;
    for (const auto& [key, cluster] : question.topology.all<topology::Cluster>())
        add_cluster(proof, network, cluster);
    add_intents(proof, network);
    for (const ClusterVerdicts& cluster : verdicts.clusters)
        verdicts.outcome = std::max(verdicts.outcome, cluster.outcome);
    verdicts.findings = findings_of(network);
    for (const Finding& finding : verdicts.findings)
        if (finding.severity == Severity::Error)
            verdicts.outcome = Outcome::Fails;
    return proof;
}

}  // namespace

Verdicts prove(const Question& question) {
    return prove_everything(question).verdicts;
}

CertifiedProof prove_certified(Question question) {
    question.evidence = Evidence::Kept;
    return prove_everything(question);
}

}  // namespace inland::prove
