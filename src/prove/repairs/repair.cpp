// SPDX-License-Identifier: Apache-2.0
#include "prove/repairs/repair.h"

#include "prove/repairs/alike_rows.h"
#include "prove/repairs/cuts.h"
#include "prove/repairs/remedy.h"
#include "prove/repairs/workshop.h"

#include <algorithm>

#include <fmt/format.h>

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

Remedies without(const Remedies& remedies, std::size_t left_out) {
    Remedies fewer = remedies;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(left_out));
    return fewer;
}

/// What is left when every step goes without which the rest mends as well.
Remedies smallest(Workshop& workshop, const Verdict& broken, Remedies remedies) {
    for (std::size_t next = remedies.size(); next > 0 && remedies.size() > 1; --next) {
        Remedies fewer = without(remedies, next - 1);
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
    for (int round = 0; round < rounds && !workshop.is_exhausted(); ++round) {
        if (workshop.mends(remedies, broken.verdict))
            return smallest(workshop, broken.verdict, std::move(remedies));
        Trial& trial = workshop.attempt(remedies);
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

/// What passes and never should has nothing that stops it, but perhaps one thing that lets it.
std::vector<Remedies> ways_to_cut(const Proof& proof, Workshop& workshop) {
    std::vector<Remedies> ways;
    for (Remedy& cut : cuts_for(workshop.scene(), proof.verdict)) {
        Remedies remedies{std::move(cut)};
        if (workshop.mends(remedies, proof.verdict))
            ways.push_back(std::move(remedies));
        if (ways.size() == alternatives || workshop.is_exhausted())
            break;
    }
    return ways;
}

std::vector<Remedies> ways_to_mend(const Proof& proof, Workshop& workshop) {
    if (proof.verdict.must == knowledge::Must::NeverReach && proof.blockers.empty())
        return ways_to_cut(proof, workshop);
    std::vector<Remedies> ways;
    for (std::size_t choice = 0; choice < alternatives; ++choice) {
        Remedies remedies = mend(workshop, proof, choice);
        const bool is_known = std::ranges::any_of(
            ways, [&](const Remedies& way) { return steps_of(way) == steps_of(remedies); });
        if (!remedies.empty() && !is_known)
            ways.push_back(std::move(remedies));
    }
    return ways;
}

void offer(Proof& proof, const std::vector<Remedies>& ways) {
    for (const Remedies& way : ways)
        proof.verdict.repairs.push_back(steps_of(way));
}

/// Whether all of it is what another row needs, too.
bool mends_as_well(Workshop& workshop, const Remedies& way, const Verdict& other) {
    if (!workshop.mends(way, other))
        return false;
    for (std::size_t step = 0; way.size() > 1 && step < way.size(); ++step)
        if (workshop.mends(without(way, step), other))
            return false;
    return true;
}

/// Offers to others what was found for one of them. Those that are left.
AlikeRows not_mended(Workshop& workshop, const std::vector<Remedies>& ways, const AlikeRows& rows) {
    AlikeRows left;
    for (Proof* row : rows) {
        const bool fits = !ways.empty() && std::ranges::all_of(ways, [&](const Remedies& way) {
            return mends_as_well(workshop, way, row->verdict);
        });
        if (fits)
            offer(*row, ways);
        else
            left.push_back(row);
    }
    return left;
}

void say_not_looked_for(Proof& proof) {
    proof.verdict.repairs_note =
        "repairs were not looked for: too much was tried for other rows already; mend those first";
}

/// One search for all of them, where what it finds is what all of them need.
void mend_alike(AlikeRows rows, Workshop& workshop) {
    while (!rows.empty() && !workshop.is_exhausted()) {
        const auto ways = ways_to_mend(*rows.front(), workshop);
        offer(*rows.front(), ways);
        if (ways.empty() && workshop.is_exhausted())
            break;
        rows.erase(rows.begin());
        rows = not_mended(workshop, ways, rows);
    }
    for (Proof* row : rows)
        say_not_looked_for(*row);
}

void mend_all(std::vector<Proof>& proofs, Workshop& workshop) {
    for (AlikeRows& rows : alike_failures(proofs))
        mend_alike(std::move(rows), workshop);
}

bool is_broken(const Proof& proof) {
    return proof.verdict.outcome == Outcome::Fails;
}

/// Whether a part of the world says of a cluster what the whole says.
bool are_same(const std::vector<Proof>& whole, Rows& part) {
    return std::ranges::all_of(whole, [&](const Proof& row) {
        const Proof* same = part.find(row.verdict);
        return same != nullptr && same->verdict.outcome == row.verdict.outcome &&
               same->verdict.causes == row.verdict.causes;
    });
}

}  // namespace

void add_repairs(const Scene& scene, std::vector<Proof>& proofs) {
    if (std::ranges::none_of(proofs, is_broken))
        return;
    Workshop workshop(scene);
    mend_all(proofs, workshop);
}

void add_repairs(const Scene& scene, const Neighbourhoods& neighbourhoods,
                 std::vector<Proof>& proofs) {
    if (std::ranges::none_of(proofs, is_broken))
        return;
    const topology::Topology around = neighbourhoods.around(scene.cluster.key);
    const Question& whole = scene.network.question();
    const Question question{around,  whole.tables,      whole.clients,        whole.wishes,
                            nullptr, Evidence::Dropped, whole.operator_place, whole.registries};
    const Network network(question);
    const auto* cluster = around.find<topology::Cluster>(scene.cluster.key);
    const Scene part = scene_of(network, *cluster);
    Workshop workshop(part);
    if (whole.intents == nullptr && are_same(proofs, workshop.rows()))
        mend_all(proofs, workshop);
    else
        add_repairs(scene, proofs);
}

}  // namespace inland::prove
