// SPDX-License-Identifier: Apache-2.0
#include "prove/repairs/rows.h"

#include "prove/intents/intent_flows.h"
#include "prove/joins/flow_table.h"

#include <utility>

namespace inland::prove {

Rows::Rows(const Scene& scene, std::size_t& proven) : scene_(scene), proven_(proven) {
    if (!scene.cluster.key.empty())
        for (const knowledge::Flow& flow : scene.network.tables().flows)
            add(flow.id, {.flow = &flow});
    if (const auto* intents = scene.network.question().intents)
        for (const intents::Intent& intent : *intents)
            add(flow_id(intent), {.intent = &intent});
}

void Rows::add(std::string flow, Section section) {
    numbers_.emplace(std::move(flow), sections_.size());
    sections_.push_back(std::move(section));
}

std::vector<Proof> Rows::prove(const Section& section) {
    if (section.flow != nullptr)
        return prove_rows(scene_, *section.flow);
    if (!inhabitants_)
        inhabitants_.emplace(inhabitants_of(scene_.network));
    return prove_intent(*inhabitants_, *section.intent);
}

const std::vector<Proof>& Rows::section(std::size_t number) {
    Section& section = sections_.at(number);
    if (!section.rows) {
        section.rows = prove(section);
        proven_ += section.rows->size();
        for (const Proof& row : *section.rows)
            section.by_key.emplace(Key(row.verdict.flow, row.verdict.from, row.verdict.to), &row);
    }
    return *section.rows;
}

std::optional<std::size_t> Rows::section_of(const Verdict& verdict) const {
    const auto* flow = scene_.network.tables().flow(verdict.flow);
    const auto found = numbers_.find(flow != nullptr ? flow->id : verdict.flow);
    return found == numbers_.end() ? std::nullopt : std::optional(found->second);
}

const Proof* Rows::find(const Verdict& verdict) {
    const auto number = section_of(verdict);
    return number ? find(*number, verdict) : nullptr;
}

const Proof* Rows::find(std::size_t number, const Verdict& verdict) {
    static_cast<void>(section(number));
    const auto& rows = sections_.at(number).by_key;
    const auto found = rows.find(Key(verdict.flow, verdict.from, verdict.to));
    return found == rows.end() ? nullptr : found->second;
}

}  // namespace inland::prove
