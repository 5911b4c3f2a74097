// SPDX-License-Identifier: Apache-2.0
#include "cli/experience_pages.h"

#include "cli/report.h"
#include "render/text_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::cli {

namespace {

constexpr std::string_view meeting_names[] = {"a spec", "a plan or template", "a manifest"};

std::string meeting_text(const knowledge::Meeting& meeting) {
    return fmt::format("{}: {}{}", meeting_names[static_cast<std::size_t>(meeting.in)], meeting.at,
                       meeting.value.empty() ? "" : " " + meeting.value);
}

std::string restriction_page(const knowledge::Restriction& restriction) {
    std::string text =
        fmt::format("{}: {} ({})\n\n  in 2020: {}\n  now: {}\n\n  rule: {}\n  instead: {}\n",
                    restriction.id, restriction.title, knowledge::state_name(restriction.state),
                    restriction.then, restriction.now, restriction.rule, restriction.way_out);
    for (const auto& meeting : restriction.met_by)
        text += fmt::format("  met in {}\n", meeting_text(meeting));
    return text + fmt::format("  source: {}\n", restriction.source);
}

std::vector<std::string_view> places_of(const knowledge::Symptom& symptom) {
    std::vector<std::string_view> places;
    for (const auto seen : symptom.seen)
        places.push_back(knowledge::seen_name(seen));
    return places;
}

std::string symptom_page(const knowledge::Symptom& symptom) {
    std::string text =
        fmt::format("{}: \"{}\"\n\n{}\n\n  seen in: {}\n", symptom.id, symptom.pattern,
                    symptom.meaning, fmt::join(places_of(symptom), ", "));
    if (!symptom.flows.empty())
        text += fmt::format("  flows: {}\n", fmt::join(symptom.flows, ", "));
    if (!symptom.causes.empty())
        text += fmt::format("  causes: {}\n", fmt::join(symptom.causes, ", "));
    return text + fmt::format("  what to do: {}\n  source: {}\n", symptom.repair, symptom.source);
}

}  // namespace

Result<Experience> experience_of(const Invocation& invocation) {
    const auto folder = invocation.value("knowledge");
    if (!folder)
        return Experience{knowledge::built_in_restrictions(), knowledge::built_in_symptoms()};
    Diagnostics diagnostics;
    auto restrictions = knowledge::load_restrictions(*folder, diagnostics);
    auto symptoms = knowledge::load_symptoms(*folder, diagnostics);
    report(invocation.streams, diagnostics);
    return Experience{TRY(std::move(restrictions)), TRY(std::move(symptoms))};
}

std::string restrictions_page(const knowledge::Restrictions& restrictions) {
    std::vector<render::TextRow> rows{{"RESTRICTION", "NOW", ""}};
    for (const auto& row : restrictions.rows)
        rows.push_back({row.id, std::string(knowledge::state_name(row.state)), row.title});
    return render::text_table(rows);
}

std::string symptoms_page(const knowledge::Symptoms& symptoms) {
    std::vector<render::TextRow> rows{{"SYMPTOM", "SEEN IN", ""}};
    for (const auto& row : symptoms.rows)
        rows.push_back({row.id, fmt::format("{}", fmt::join(places_of(row), ", ")), row.pattern});
    return render::text_table(rows);
}

std::optional<std::string> experience_page(const Experience& experience, const std::string& id) {
    if (id == "restrictions")
        return restrictions_page(experience.restrictions);
    if (id == "symptoms")
        return symptoms_page(experience.symptoms);
    if (const auto* restriction = experience.restrictions.find(id))
        return restriction_page(*restriction);
    if (const auto* symptom = experience.symptoms.find(id))
        return symptom_page(*symptom);
    return std::nullopt;
}

}  // namespace inland::cli
