// SPDX-License-Identifier: Apache-2.0
#include "cli/living_diagnosis.h"
#include "render/text_table.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::cli {

namespace {

using doctor::Ailment;
using doctor::Diagnosis;
using doctor::Ground;
using render::Tone;

/// More of them say nothing new.
constexpr std::size_t most_signs = 3;
constexpr std::size_t longest_line = 160;

std::string shortened(const std::string& line) {
    return line.size() <= longest_line ? line : line.substr(0, longest_line) + "…";
}

std::string headline(const Ailment& ailment) {
    return fmt::format("{}{}{}: {}", ailment.kind, ailment.resource.empty() ? "" : " at ",
                       ailment.resource, ailment.detail);
}

/// Steps are sentences and, below them, perhaps the change in the user's own language.
std::string repair_text(const Ailment& ailment) {
    std::vector<std::string> steps;
    for (const auto& step : ailment.repair)
        steps.push_back(step.substr(0, step.find('\n')));
    return fmt::format("{}", fmt::join(steps, "; then "));
}

std::vector<render::TextRow> detail_rows(const Ailment& ailment) {
    std::vector<render::TextRow> rows;
    if (!ailment.flows.empty())
        rows.push_back({"breaks", fmt::format("{}", fmt::join(ailment.flows, ", "))});
    for (std::size_t i = 0; i < std::min(ailment.signs.size(), most_signs); ++i) {
        const auto& sign = ailment.signs[i];
        rows.push_back({i == 0 ? "seen" : "", fmt::format("{} of {}: {}", sign.seen, sign.resource,
                                                          shortened(sign.line))});
    }
    if (ailment.signs.size() > most_signs)
        rows.push_back({"", fmt::format("and {} more", ailment.signs.size() - most_signs)});
    if (ailment.ground == Ground::Seen)
        rows.push_back({"proof", "the proof does not explain it"});
    if (!ailment.repair.empty())
        rows.push_back({"repair", repair_text(ailment)});
    return rows;
}

std::string summary(const Diagnosis& diagnosis, const render::Style& style) {
    const auto& name = diagnosis.cluster;
    if (!diagnosis.ailments.empty())
        return fmt::format("{}: {}\n", name,
                           style(Tone::Bad, render::count_of(diagnosis.ailments.size(), "cause")));
    if (!diagnosis.undecided.empty())
        return fmt::format("{}: {}\n", name,
                           style(Tone::Doubtful, "nothing is seen, and not all is proven"));
    return fmt::format("{}: {}\n", name, style(Tone::Good, "nothing is wrong"));
}

std::string ignorance_text(const Diagnosis& diagnosis, const render::Style& style) {
    std::string text;
    for (const auto& row : diagnosis.undecided)
        text +=
            fmt::format("{} {}: {}\n", style(Tone::Doubtful, "not proven"), row.flow, row.missing);
    for (const auto& row : diagnosis.unread)
        text += fmt::format("{} {}: {}\n", style(Tone::Doubtful, "not read"), row.what, row.why);
    return text;
}

}  // namespace

std::string diagnosis_text(const Diagnosis& diagnosis, const render::Style& style) {
    auto text = summary(diagnosis, style);
    for (std::size_t i = 0; i < diagnosis.ailments.size(); ++i) {
        const auto& ailment = diagnosis.ailments[i];
        text += fmt::format("\n  {}. {}\n{}", i + 1, style(Tone::Strong, headline(ailment)),
                            render::text_table(detail_rows(ailment), 5));
    }
    const auto ignorance = ignorance_text(diagnosis, style);
    return ignorance.empty() ? text : text + "\n" + ignorance;
}

std::string diagnosis_line(const Diagnosis& diagnosis, const render::Style& style) {
    if (diagnosis.ailments.empty())
        return "why   " + summary(diagnosis, style);
    const auto& first = diagnosis.ailments.front();
    const auto repair = repair_text(first);
    const auto more = diagnosis.ailments.size() - 1;
    return fmt::format(
        "why   {}{}{}{}\n", style(Tone::Strong, headline(first)),
        repair.empty() ? "" : "; repair: ", repair,
        more == 0 ? "" : fmt::format(" (and {} more: inland doctor {})", more, diagnosis.cluster));
}

}  // namespace inland::cli
