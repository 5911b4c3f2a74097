// SPDX-License-Identifier: Apache-2.0
#include "prove/prove.h"

#include "prove/joins/findings.h"
#include "prove/joins/flow_table.h"
#include "prove/joins/missing_classes.h"
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

ClusterVerdicts prove_cluster(const Network& network, const topology::Cluster& cluster) {
    ClusterVerdicts verdicts;
    verdicts.cluster = cluster.cluster_name.is_known() ? cluster.cluster_name.value() : cluster.key;
    std::vector<Proof> proofs = prove_all(scene_of(network, cluster));
    add_repairs(network, cluster, proofs);
    for (Proof& proof : proofs) {
        add_symptom(proof.verdict, network);
        add_places(proof.verdict, network, cluster.place);
        verdicts.flows.push_back(std::move(proof.verdict));
    }
    doubt_missing_classes(verdicts, network.topology());
    for (const Verdict& verdict : verdicts.flows)
        verdicts.outcome = std::max(verdicts.outcome, verdict.outcome);
    return verdicts;
}

}  // namespace

Verdicts prove(const Question& question) {
    const Network network(question);
    Verdicts verdicts;
    if (network.is_missing(topology::Cluster::type))
        verdicts.outcome = Outcome::Unknown;  // what there is to prove is not known
    for (const auto& [key, cluster] : question.topology.all<topology::Cluster>()) {
        verdicts.clusters.push_back(prove_cluster(network, cluster));
        verdicts.outcome = std::max(verdicts.outcome, verdicts.clusters.back().outcome);
    }
    verdicts.findings = findings_of(network);
    for (const Finding& finding : verdicts.findings)
        if (finding.severity == Severity::Error)
            verdicts.outcome = Outcome::Fails;
    return verdicts;
}

}  // namespace inland::prove
