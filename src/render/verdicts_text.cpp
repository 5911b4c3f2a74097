// SPDX-License-Identifier: Apache-2.0
#include "render/verdicts_text.h"

#include "render/text_table.h"
#include "render/verdict_groups.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::render {

namespace {

void add_row(std::vector<TextRow>& rows, std::string label, std::string text) {
    rows.push_back({std::move(label), std::move(text)});
}

/// With the line of the user's file where that is known.
std::string cause_row_text(const prove::Cause& cause) {
    const auto where = cause.place.line > 0 ? fmt::format(" ({})", cause.place.text()) : "";
    return cause_text(cause) + where;
}

/// A step is a sentence and, below it, perhaps the change in the user's own language.
std::string_view sentence_of(std::string_view step) {
    return step.substr(0, step.find('\n'));
}

std::vector<std::string_view> sentences_of(const prove::Repair& repair) {
    std::vector<std::string_view> sentences;
    for (const auto& step : repair)
        sentences.push_back(sentence_of(step));
    return sentences;
}

/// What to write for the first repair.
std::string changes_text(const prove::Verdict& verdict, std::string_view indent) {
    std::string text;
    if (verdict.repairs.empty())
        return text;
    for (const std::string& step : verdict.repairs.front()) {
        const auto sentence = sentence_of(step);
        for (auto rest = std::string_view(step).substr(sentence.size()); !rest.empty();) {
            const auto end = rest.find('\n', 1);
            text += fmt::format("{}{}\n", indent, rest.substr(1, end - 1));
            rest = end == rest.npos ? std::string_view() : rest.substr(end);
        }
    }
    return text;
}

std::vector<TextRow> detail_rows(const prove::Verdict& verdict) {
    std::vector<TextRow> rows;
    for (const auto& cause : verdict.causes)
        add_row(rows, cause.kind, cause_row_text(cause));
    if (verdict.witness)
        add_row(rows, "witness",
                fmt::format("{} to {} {}/{}", verdict.witness->source.text(),
                            verdict.witness->destination.text(), verdict.witness->protocol,
                            verdict.witness->port));
    if (!verdict.symptom.empty())
        add_row(rows, "you would see", verdict.symptom);
    for (const auto& repair : verdict.repairs)
        add_row(rows, rows.empty() || rows.back()[0] != "repair" ? "repair" : "or",
                fmt::format("{}", fmt::join(sentences_of(repair), "; then ")));
    if (!verdict.repairs_note.empty())
        add_row(rows, "no repair", verdict.repairs_note);
    return rows;
}

struct Heading {
    prove::Outcome outcome;
    std::string_view word;
    Tone tone;
};
constexpr Heading headings[] = {{prove::Outcome::Fails, "FAILS", Tone::Bad},
                                {prove::Outcome::Unknown, "UNKNOWN", Tone::Doubtful}};

std::string group_text(const VerdictGroup& group, const Heading& heading, const Style& style) {
    const auto& verdict = *group.verdict;
    return fmt::format("\n  {} {}  {}\n{}{}", style(heading.tone, heading.word),
                       style(Tone::Strong, verdict.flow), group.flow_text(),
                       text_table(detail_rows(verdict), 6), changes_text(verdict, "        "));
}

std::size_t count_with(const prove::ClusterVerdicts& cluster, prove::Outcome outcome) {
    return static_cast<std::size_t>(
        std::ranges::count(cluster.flows, outcome, &prove::Verdict::outcome));
}

std::string summary_line(const prove::ClusterVerdicts& cluster, const Style& style) {
    const auto total = count_of(cluster.flows.size(), "flow");
    const std::string name = cluster.cluster.empty() ? "intents" : cluster.cluster;
    if (cluster.outcome == prove::Outcome::Holds)
        return fmt::format("{}: {}, all proven\n", name, style(Tone::Good, "holds: " + total));
    return fmt::format("{}: {} of {} fail, {} unknown\n", name,
                       count_with(cluster, prove::Outcome::Fails), total,
                       count_with(cluster, prove::Outcome::Unknown));
}

std::string holding_text(const prove::ClusterVerdicts& cluster) {
    std::vector<TextRow> rows;
    for (const auto& verdict : cluster.flows)
        if (verdict.outcome == prove::Outcome::Holds)
            rows.push_back({"holds", verdict.flow, verdict.from, verdict.to});
    return text_table(rows, 2);
}

std::string assumptions_text(const prove::ClusterVerdicts& cluster) {
    std::vector<std::string> seen;
    std::string text;
    for (const auto& verdict : cluster.flows)
        for (const auto& assumption : verdict.assumptions)
            if (std::ranges::find(seen, assumption) == seen.end()) {
                seen.push_back(assumption);
                text += fmt::format("  assumed: {}\n", assumption);
            }
    return text;
}

/// "cluster.yaml:38:11: warning: what [rule]: on which resources".
std::string finding_text(const FindingGroup& group, const Style& style) {
    constexpr Tone tones[] = {Tone::Bad, Tone::Doubtful, Tone::Faint};
    const auto& finding = *group.first;
    const auto tone = tones[static_cast<std::size_t>(finding.severity)];
    const auto place = finding.place.text();
    const auto resources = group.resources_text();
    return fmt::format("{}{}{}: {} [{}]{}{}\n", place, place.empty() ? "" : ": ",
                       style(tone, severity_name(finding.severity)), finding.message, finding.rule,
                       resources.empty() ? "" : ": ", resources);
}

}  // namespace

std::string verdicts_text(const prove::Verdicts& verdicts, const Style& style, Detail detail) {
    std::string text = verdicts.clusters.empty()
                           ? "there is no EKS cluster, so no flow was proven\n"
                           : std::string();
    for (const auto& cluster : verdicts.clusters) {
        text += summary_line(cluster, style);
        for (const auto& heading : headings)
            for (const auto& group : groups_of(cluster, heading.outcome))
                text += group_text(group, heading, style);
        if (detail == Detail::Full)
            text += holding_text(cluster) + assumptions_text(cluster);
    }
    for (const auto& group : groups_of(verdicts.findings))
        text += finding_text(group, style);
    return text;
}

}  // namespace inland::render
