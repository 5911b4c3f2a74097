// SPDX-License-Identifier: Apache-2.0
#include "prove/repairs/repair.h"

#include "prove/repairs/remedy.h"
#include "prove/repairs/trial.h"

#include <algorithm>

namespace inland::prove {

namespace {

/// Enough for a blocker that hides another behind it.
constexpr int rounds = 4;
constexpr std::size_t alternatives = 2;

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
Remedies smallest(const Scene& scene, const Verdict& broken, Remedies remedies,
                  const std::vector<Proof>& before) {
    for (std::size_t next = remedies.size(); next > 0 && remedies.size() > 1; --next) {
        Remedies fewer = remedies;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(next - 1));
        if (Trial(scene, fewer, broken).mends(before))
            remedies = std::move(fewer);
    }
    return remedies;
}

/// One way to mend the flow, or none. What hides behind a blocker shows in the next round.
Remedies mend(const Scene& scene, const Proof& broken, std::size_t choice,
              const std::vector<Proof>& before) {
    Remedies remedies;
    if (!add_remedies(remedies, scene, broken, choice))
        return {};
    for (int round = 0; round < rounds; ++round) {
        const Trial trial(scene, remedies, broken.verdict);
        if (trial.mends(before))
            return smallest(scene, broken.verdict, std::move(remedies), before);
        if (!trial.proof() || trial.proof()->verdict.outcome == Outcome::Holds ||
            !add_remedies(remedies, trial.scene(), *trial.proof(), choice))
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

void add_repairs_to(Proof& proof, const Scene& scene, const std::vector<Proof>& before) {
    auto& repairs = proof.verdict.repairs;
    for (std::size_t choice = 0; choice < alternatives; ++choice) {
        Repair steps = steps_of(mend(scene, proof, choice, before));
        if (!steps.empty() && std::ranges::find(repairs, steps) == repairs.end())
            repairs.push_back(std::move(steps));
    }
}

bool is_broken(const Proof& proof) {
    return proof.verdict.outcome == Outcome::Fails;
}

}  // namespace

void add_repairs(const Scene& scene, std::vector<Proof>& proofs) {
    if (std::ranges::none_of(proofs, is_broken))
        return;
    const std::vector<Proof> before = prove_world(scene);
    for (Proof& proof : proofs)
        if (is_broken(proof))
            add_repairs_to(proof, scene, before);
}

}  // namespace inland::prove
