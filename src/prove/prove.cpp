// SPDX-License-Identifier: Apache-2.0
#include "prove/prove.h"

#include "prove/certificates/writer.h"
#include "prove/intents/intent_flows.h"
#include "prove/joins/findings.h"
#include "prove/joins/flow_table.h"
#include "prove/joins/missing_classes.h"
#include "prove/joins/symptom.h"
#include "prove/places.h"
#include "prove/repairs/repair.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <thread>

namespace inland::prove {

namespace {

/// So few are proven before a thread has begun.
constexpr std::size_t few_clusters = 8;

/// What was proven about one cluster.
struct ClusterProof {
    ClusterVerdicts verdicts;
    std::vector<checker::Row> rows;
};

/// Adds the rows of a cluster (its key), or of no cluster in particular, explained and placed.
void add_rows(ClusterProof& proof, const Network& network, std::vector<Proof> rows,
              const std::string& cluster, const inland::Place& place) {
    for (Proof& row : rows) {
        if (network.question().evidence == Evidence::Kept)
            proof.rows.push_back(certificate_row(network, cluster, row));
        add_symptom(row.verdict, network);
        add_places(row.verdict, network, place);
        proof.verdicts.flows.push_back(std::move(row.verdict));
    }
}

ClusterProof prove_cluster(const Network& network, const Neighbourhoods& neighbourhoods,
                           const topology::Cluster& cluster) {
    ClusterProof proof;
    proof.verdicts.cluster =
        cluster.cluster_name.is_known() ? cluster.cluster_name.value() : cluster.key;
    const Scene scene = scene_of(network, cluster);
    std::vector<Proof> proofs = prove_all(scene);
    add_repairs(scene, neighbourhoods, proofs);
    add_rows(proof, network, std::move(proofs), cluster.key, cluster.place);
    return proof;
}

/// Clusters have nothing to say to each other: those of a large account are proven by all cores.
std::vector<ClusterProof> prove_clusters(const Network& network) {
    const Neighbourhoods neighbourhoods(network.topology());
    std::vector<const topology::Cluster*> clusters;
    for (const auto& [key, cluster] : network.topology().all<topology::Cluster>())
        clusters.push_back(&cluster);
    std::vector<ClusterProof> proofs(clusters.size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t taken = next++; taken < clusters.size(); taken = next++)
            proofs[taken] = prove_cluster(network, neighbourhoods, *clusters[taken]);
    };
    const std::size_t helpers =
        std::min<std::size_t>(std::thread::hardware_concurrency(), clusters.size() / few_clusters);
    std::vector<std::jthread> threads;
    for (std::size_t number = 1; number < helpers; ++number)
        threads.emplace_back(work);
    work();
    threads.clear();  // waits for them
    return proofs;
}

void add(CertifiedProof& whole, ClusterProof part) {
    whole.verdicts.clusters.push_back(std::move(part.verdicts));
    std::ranges::move(part.rows, std::back_inserter(whole.certificate.rows));
}

/// The user's own flows go with the cluster when there is one, else they stand alone.
void add_intents(CertifiedProof& proof, const Network& network) {
    if (network.question().intents == nullptr)
        return;
    if (proof.verdicts.clusters.size() != 1)
        proof.verdicts.clusters.emplace_back();
    const Inhabitants inhabitants = inhabitants_of(network);
    const Scene scene =
        inhabitants.scenes.empty() ? scene_without_cluster(network) : inhabitants.scenes.front();
    ClusterProof part{std::move(proof.verdicts.clusters.back()), {}};
    proof.verdicts.clusters.pop_back();
    const intents::Intents& intents = *network.question().intents;
    std::vector<Proof> proofs;
    std::vector<std::size_t> counts;
    for (const intents::Intent& intent : intents) {
        auto rows = prove_intent(inhabitants, intent);
        counts.push_back(rows.size());
        std::ranges::move(rows, std::back_inserter(proofs));
    }
    add_repairs(scene, proofs);
    auto next = proofs.begin();
    for (std::size_t number = 0; number < intents.size(); ++number) {
        const auto end = next + static_cast<std::ptrdiff_t>(counts[number]);
        add_rows(part, network, {std::move_iterator(next), std::move_iterator(end)}, {},
                 intents[number].place);
        next = end;
    }
    add(proof, std::move(part));
}

/// The outcome of each row, and of all, once it is said what the source does not tell.
void judge(Verdicts& verdicts, const Network& network) {
    if (network.is_missing(topology::Cluster::type))
        verdicts.outcome = Outcome::Unknown;  // what there is to prove is not known
    for (ClusterVerdicts& cluster : verdicts.clusters) {
        doubt_missing_classes(cluster, network.topology());
        for (const Verdict& verdict : cluster.flows)
            cluster.outcome = std::max(cluster.outcome, verdict.outcome);
        verdicts.outcome = std::max(verdicts.outcome, cluster.outcome);
    }
}

/// A certificate claims nothing of what became doubtful.
void drop_doubtful(CertifiedProof& proof) {
    auto row = proof.certificate.rows.begin();
    for (const ClusterVerdicts& cluster : proof.verdicts.clusters)
        for (const Verdict& verdict : cluster.flows) {
            if (row == proof.certificate.rows.end() || row->flow != verdict.flow ||
                row->from != verdict.from)
                continue;  // a row that was added for what is not told
            if (verdict.outcome == Outcome::Unknown)
                *row = checker::Row{.cluster = row->cluster,
                                    .flow = row->flow,
                                    .must = row->must,
                                    .outcome = checker::Outcome::Unknown,
                                    .from = row->from,
                                    .to = row->to};
            ++row;
        }
}

CertifiedProof prove_everything(const Question& question) {
    const Network network(question);
    CertifiedProof proof;
    Verdicts& verdicts = proof.verdicts;
    for (ClusterProof& part : prove_clusters(network))
        add(proof, std::move(part));
    add_intents(proof, network);
    judge(verdicts, network);
    drop_doubtful(proof);
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
