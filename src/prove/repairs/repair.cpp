// SPDX-License-Identifier: Apache-2.0
#include "prove/repairs/repair.h"

#include "prove/joins/flow_table.h"
#include "prove/repairs/remedy.h"

#include <algorithm>

namespace inland::prove {

namespace {

/// Enough for a blocker that hides another behind it.
constexpr int rounds = 4;
constexpr std::size_t alternatives = 2;

bool is_same_row(const Verdict& one, const Verdict& other) {
    return one.flow == other.flow && one.from == other.from && one.to == other.to;
}

/// A world after some remedies, and what was done to it.
struct Trial {
    topology::Topology topology;
    Repair steps;
};

std::optional<Proof> prove_again(const Scene& scene, const Verdict& verdict) {
    const auto* flow = scene.network.tables().flow(verdict.flow);
    if (flow == nullptr)
        return std::nullopt;
    for (Proof& proof : prove_rows(scene, *flow))
        if (is_same_row(proof.verdict, verdict))
            return std::move(proof);
    return std::nullopt;
}

/// Applies one remedy for each blocker; false when one of them has none.
bool apply_remedies(Trial& trial, const Scene& scene, const Proof& proof, std::size_t choice) {
    std::vector<Remedy> chosen;
    for (const Blocker& blocker : proof.blockers) {
        auto remedies = remedies_for({scene, proof.verdict, blocker});
        if (remedies.empty())
            return false;
        chosen.push_back(std::move(remedies[std::min(choice, remedies.size() - 1)]));
    }
    for (const Remedy& remedy : chosen)
        if (std::ranges::find(trial.steps, remedy.step) == trial.steps.end()) {
            remedy.apply(trial.topology);
            trial.steps.push_back(remedy.step);
        }
    return true;
}

/// The never-reach rows that fail.
std::vector<Verdict> leaks(const Scene& scene) {
    std::vector<Verdict> failing;
    for (const knowledge::Flow& flow : scene.network.tables().flows)
        if (flow.must == knowledge::Must::NeverReach)
            for (Proof& proof : prove_rows(scene, flow))
                if (proof.verdict.outcome != Outcome::Holds)
                    failing.push_back(std::move(proof.verdict));
    return failing;
}

bool opens_nothing(const Scene& repaired, const std::vector<Verdict>& leaks_before) {
    return std::ranges::all_of(leaks(repaired), [&](const Verdict& leak) {
        return std::ranges::any_of(leaks_before,
                                   [&](const Verdict& known) { return is_same_row(known, leak); });
    });
}

/// A proof of one row in a world that was changed for a trial. Keeps what it refers to.
struct Retrial {
    Trial trial;
    Question question;
    Network network;
    Scene scene;
    std::optional<Proof> proof;

    Retrial(Trial changed, const Scene& original, const Verdict& broken)
        : trial(std::move(changed)),
          question{trial.topology, original.network.tables(), original.network.question().clients,
                   original.network.question().wishes},
          network(question),
          scene(scene_of(network, *trial.topology.find<topology::Cluster>(original.cluster.key))),
          proof(prove_again(scene, broken)) {}
    Retrial(const Retrial&) = delete;
    Retrial& operator=(const Retrial&) = delete;
};

/// One way to mend the flow, or nothing. What hides behind a blocker shows in the next round.
std::optional<Repair> mend(const Scene& scene, const Proof& broken, std::size_t choice,
                           const std::vector<Verdict>& leaks_before) {
    Trial current{scene.network.topology(), {}};
    if (!apply_remedies(current, scene, broken, choice))
        return std::nullopt;
    for (int round = 0; round < rounds; ++round) {
        const Retrial retrial(std::move(current), scene, broken.verdict);
        if (!retrial.proof)
            return std::nullopt;
        if (retrial.proof->verdict.outcome == Outcome::Holds)
            return opens_nothing(retrial.scene, leaks_before) ? std::optional(retrial.trial.steps)
                                                              : std::nullopt;
        current = retrial.trial;
        if (!apply_remedies(current, retrial.scene, *retrial.proof, choice) ||
            current.steps.size() == retrial.trial.steps.size())
            return std::nullopt;
    }
    return std::nullopt;
}

void add_repairs_to(Proof& proof, const Scene& scene, const std::vector<Verdict>& leaks_before) {
    for (std::size_t choice = 0; choice < alternatives; ++choice) {
        auto repair = mend(scene, proof, choice, leaks_before);
        auto& repairs = proof.verdict.repairs;
        if (repair && std::ranges::find(repairs, *repair) == repairs.end())
            repairs.push_back(std::move(*repair));
    }
}

}  // namespace

void add_repairs(const Network& network, const topology::Cluster& cluster,
                 std::vector<Proof>& proofs) {
    const bool any = std::ranges::any_of(
        proofs, [](const Proof& proof) { return proof.verdict.outcome == Outcome::Fails; });
    if (!any)
        return;
    const Scene scene = scene_of(network, cluster);
    const std::vector<Verdict> leaks_before = leaks(scene);
    for (Proof& proof : proofs)
        if (proof.verdict.outcome == Outcome::Fails)
            add_repairs_to(proof, scene, leaks_before);
}

}  // namespace inland::prove
