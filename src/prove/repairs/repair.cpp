// SPDX-License-Identifier: Apache-2.0
#include "prove/repairs/repair.h"

#include "prove/repairs/cuts.h"
#include "prove/repairs/remedy.h"
#include "prove/repairs/workshop.h"

#include <algorithm>

namespace inland::prove {

namespace {

/// Enough for a blocker that hides another behind it.
constexpr int rounds = 4;
constexpr std::size_t alternatives = 2;
constexpr std::size_t trials_of_a_part = 32;

using Remedies = std::vector<Remedy>;

bool has_step(const Remedies& remedies, const Remedy& remedy) {
    return std::ranges::find(remedies, remedy.step, &Remedy::step) != remedies.end();
}

/// Adds one remedy for each blocker; false when one of them has none, or nothing is new.
bool add_remedies(Remedies& remedies, const Scene& scene, const Proof& proof, std::size_t choice) {
    const std::size_t before = remedies.size();
    for (const Blocker& blocker : proof.blockers) {
        auto possible = remedies_for({scene, proof.verdict, blocker});
        if (possible.empty())
            return false;
        Remedy& chosen = possible[std::min(choice, possible.size() - 1)];
        if (!has_step(remedies, chosen))
            remedies.push_back(std::move(chosen));
    }
    return remedies.size() > before;
}

/// What is left when every step goes without which the rest mends as well.
Remedies smallest(Workshop& workshop, const Verdict& broken, Remedies remedies) {
    for (std::size_t next = remedies.size(); next > 0 && remedies.size() > 1; --next) {
        Remedies fewer = remedies;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(next - 1));
        if (workshop.mends(fewer, broken))
            remedies = std::move(fewer);
    }
    return remedies;
}

/// One way to mend the flow, or none. What hides behind a blocker shows in the next round.
Remedies mend(Workshop& workshop, const Proof& broken, std::size_t choice) {
    Remedies remedies;
    if (!add_remedies(remedies, workshop.scene(), broken, choice))
        return {};
    for (int round = 0; round < rounds; ++round) {
        if (workshop.mends(remedies, broken.verdict))
            return smallest(workshop, broken.verdict, std::move(remedies));
        const Trial& trial = workshop.attempt(remedies);
        const Proof* proof = trial.proof(broken.verdict);
        if (proof == nullptr || proof->verdict.outcome == Outcome::Holds ||
            !add_remedies(remedies, trial.scene(), *proof, choice))
            return {};
    }
    return {};
}

Repair steps_of(const Remedies& remedies) {
    Repair steps;
    for (const Remedy& remedy : remedies)
        steps.push_back(remedy.step);
    return steps;
}

bool is_broken(const Proof& proof) {
    return proof.verdict.outcome == Outcome::Fails;
}

/// What passes and never should has nothing that stops it, but perhaps one thing that lets it.
void add_cuts(Proof& proof, Workshop& workshop) {
    auto& repairs = proof.verdict.repairs;
    for (Remedy& cut : cuts_for(workshop.scene(), proof.verdict)) {
        const Remedies remedies{std::move(cut)};
        if (workshop.mends(remedies, proof.verdict))
            repairs.push_back(steps_of(remedies));
        if (repairs.size() == alternatives)
            return;
    }
}

void add_repairs_to(Proof& proof, Workshop& workshop) {
    auto& repairs = proof.verdict.repairs;
    if (proof.verdict.must == knowledge::Must::NeverReach && proof.blockers.empty())
        return add_cuts(proof, workshop);
    for (std::size_t choice = 0; choice < alternatives; ++choice) {
        Repair steps = steps_of(mend(workshop, proof, choice));
        if (!steps.empty() && std::ranges::find(repairs, steps) == repairs.end())
            repairs.push_back(std::move(steps));
    }
}

void mend_all(std::vector<Proof>& proofs, Workshop workshop) {
    for (Proof& proof : proofs)
        if (is_broken(proof))
            add_repairs_to(proof, workshop);
}

/// Whether a part of the world says of a cluster what the whole says.
bool are_same(const std::vector<Proof>& whole, const Rows& part) {
    return std::ranges::all_of(whole, [&](const Proof& row) {
        const Proof* same = part.find(row.verdict);
        return same != nullptr && same->verdict.outcome == row.verdict.outcome &&
               same->verdict.causes == row.verdict.causes;
    });
}

}  // namespace

void add_repairs(const Scene& scene, std::vector<Proof>& proofs) {
    if (std::ranges::any_of(proofs, is_broken))
        mend_all(proofs, Workshop(scene, 1));
}

void add_repairs(const Scene& scene, const Neighbourhoods& neighbourhoods,
                 std::vector<Proof>& proofs) {
    if (std::ranges::none_of(proofs, is_broken))
        return;
    const topology::Topology around = neighbourhoods.around(scene.cluster.key);
    const Question& whole = scene.network.question();
    const Question question{around,  whole.tables,      whole.clients,       whole.wishes,
                            nullptr, Evidence::Dropped, whole.operator_place};
    const Network network(question);
    const auto* cluster = around.find<topology::Cluster>(scene.cluster.key);
    const Scene part = scene_of(network, *cluster);
    Workshop workshop(part, trials_of_a_part);
    if (whole.intents == nullptr && are_same(proofs, workshop.rows()))
        mend_all(proofs, std::move(workshop));
    else
        add_repairs(scene, proofs);
}

}  // namespace inland::prove
