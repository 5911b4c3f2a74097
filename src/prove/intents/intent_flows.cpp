// SPDX-License-Identifier: Apache-2.0
#include "prove/intents/intent_flows.h"

#include "core/suggestion.h"
#include "prove/cause_kinds.h"
#include "prove/intents/alike_parties.h"
#include "prove/intents/traffic.h"

#include <algorithm>
#include <functional>
#include <optional>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using intents::Intent;
using knowledge::Must;

/// What an intent is about in one network.
struct Sides {
    Members from, to;
    std::vector<UnknownName> unknown;
};

Sides sides_of(const Inhabitants& inhabitants, const Intent& intent) {
    Sides sides;
    sides.from = members_of(inhabitants, intent.from, sides.unknown);
    sides.to = members_of(inhabitants, intent.to, sides.unknown);
    return sides;
}

Passage pass(const Network& network, const Intent& intent, const Party& from, const Party& to) {
    Passage whole;
    for (const Traffic& traffic : traffics_of(intent, from))
        merge(whole, intent.must == Must::Reach ? must_pass(network, from, to, traffic)
                                                : must_not_pass(network, from, to, traffic));
    return whole;
}

Passage doubt(std::string fact) {
    return stopped_by({missing_fact("", std::move(fact))});
}

/// Of destinations one of which is meant, nobody knows which: sure only when all are alike.
Passage pass_one_of(const Network& network, const Intent& intent, const Party& from,
                    const Members& to) {
    Passage whole;
    bool any_differs = false;
    std::optional<Outcome> first;
    for (const Party& party : to.possible) {
        Passage passage = pass(network, intent, from, party);
        any_differs = any_differs || (first && *first != passage.outcome);
        first = first.value_or(passage.outcome);
        merge(whole, std::move(passage));
    }
    if (!any_differs || to.choice.empty())
        return whole;
    Passage unsure = doubt(to.choice);
    unsure.exchanges = std::move(whole.exchanges);
    return unsure;
}

/// What must be reached are those who are known, or else whoever may be there; what must not are
/// both.
bool asks_strangers(const Intent& intent, const Members& members) {
    return intent.must == Must::NeverReach || members.known.empty();
}

/// Who is called, and those of them whose packets stand for all.
struct Called {
    const Members& members;
    AlikeParties known;
};

Passage prove_source(const Network& network, const Intent& intent, const Party& from,
                     const Called& to) {
    Passage whole;
    for (const Party* party : to.known.to_follow(from))
        merge(whole, pass(network, intent, from, *party));
    if (asks_strangers(intent, to.members))
        merge(whole, pass_one_of(network, intent, from, to.members));
    return whole;
}

Proof row_of(const Intent& intent, const std::string& from, Passage passage) {
    const knowledge::Flow flow{.id = flow_id(intent), .must = intent.must};
    return proof_of(flow, from, intent.to.name + traffic_text(intent), std::move(passage));
}

/// Sources one of which is meant share one row.
Proof row_of_possible(const Network& network, const Intent& intent, const Sides& sides,
                      const Called& to) {
    Passage whole;
    std::vector<Outcome> outcomes;
    for (const Party& party : sides.from.possible) {
        Passage passage = prove_source(network, intent, party, to);
        outcomes.push_back(passage.outcome);
        merge(whole, std::move(passage));
    }
    const bool differ = std::ranges::adjacent_find(outcomes, std::not_equal_to{}) != outcomes.end();
    if (differ)
        whole = doubt(sides.from.choice);
    return row_of(intent, intent.from.name, std::move(whole));
}

std::vector<Proof> rows_of(const Network& network, const Intent& intent, const Sides& sides) {
    const Called to{sides.to, AlikeParties(network, sides.to.known)};
    std::vector<Proof> rows;
    for (const Party& party : sides.from.known)
        rows.push_back(row_of(intent, party.name, prove_source(network, intent, party, to)));
    if (!asks_strangers(intent, sides.from) || sides.from.possible.empty())
        return rows;
    if (!sides.from.choice.empty())
        rows.push_back(row_of_possible(network, intent, sides, to));
    else
        for (const Party& party : sides.from.possible)
            rows.push_back(row_of(intent, party.name, prove_source(network, intent, party, to)));
    return rows;
}

/// "Nobody" is what the source does not say, and no proof that there is nobody.
Proof nobody(const Intent& intent, const std::string& group) {
    return row_of(intent, intent.from.name,
                  doubt(fmt::format("who belongs to {}: the source holds nobody", group)));
}

}  // namespace

std::string flow_id(const Intent& intent) {
    return "intent." + intent.name;
}

std::vector<Proof> prove_intent(const Inhabitants& inhabitants, const Intent& intent) {
    const Sides sides = sides_of(inhabitants, intent);
    std::vector<Proof> rows;
    if (!sides.unknown.empty())
        return rows;
    if (sides.from.empty() || sides.to.empty())
        rows.push_back(nobody(intent, sides.from.empty() ? intent.from.name : intent.to.name));
    else
        rows = rows_of(inhabitants.network, intent, sides);
    return rows;
}

std::vector<Proof> prove_intents(const Inhabitants& inhabitants) {
    std::vector<Proof> proofs;
    if (const auto* intents = inhabitants.network.question().intents)
        for (const Intent& intent : *intents)
            std::ranges::move(prove_intent(inhabitants, intent), std::back_inserter(proofs));
    return proofs;
}

Diagnostics check_intents(const Question& question) {
    Diagnostics diagnostics;
    if (question.intents == nullptr)
        return diagnostics;
    const Network network(question);
    const Inhabitants inhabitants = inhabitants_of(network);
    for (const Intent& intent : *question.intents)
        for (const UnknownName& name : sides_of(inhabitants, intent).unknown) {
            const auto nearest = nearest_name(name.selector.name, name.known);
            diagnostics.add({.rule = "unknown-name",
                             .summary = "the source has nothing of this name",
                             .detail = fmt::format("\"{}\"", name.selector.name),
                             .remedy = nearest.empty()
                                           ? std::string()
                                           : fmt::format("did you mean \"{}\"?", nearest),
                             .place = name.selector.place});
        }
    return diagnostics;
}

}  // namespace inland::prove
