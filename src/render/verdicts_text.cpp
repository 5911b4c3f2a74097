// SPDX-License-Identifier: Apache-2.0
#include "render/verdicts_text.h"

#include "render/text_table.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::render {

namespace {

/// The same failure of several sources is shown once.
struct Group {
    const prove::Verdict* verdict;
    std::vector<std::string> from;
};

bool same_story(const prove::Verdict& left, const prove::Verdict& right) {
    return left.flow == right.flow && left.to == right.to && left.outcome == right.outcome &&
           left.causes == right.causes;
}

std::vector<Group> groups_of(const prove::ClusterVerdicts& cluster, prove::Outcome outcome) {
    std::vector<Group> groups;
    for (const auto& verdict : cluster.flows) {
        if (verdict.outcome != outcome)
            continue;
        const auto known = std::ranges::find_if(
            groups, [&](const Group& group) { return same_story(*group.verdict, verdict); });
        if (known == groups.end())
            groups.push_back({&verdict, {verdict.from}});
        else
            known->from.push_back(verdict.from);
    }
    return groups;
}

/// "nodegroup/general in subnet/a" and "… in subnet/b" → "nodegroup/general in subnet/a, subnet/b".
std::string sources_text(const std::vector<std::string>& sources) {
    std::map<std::string, std::vector<std::string>> places;
    for (const auto& source : sources) {
        const auto in = source.find(" in ");
        auto& list = places[source.substr(0, in)];
        if (in != source.npos && std::ranges::find(list, source.substr(in + 4)) == list.end())
            list.push_back(source.substr(in + 4));
    }
    std::vector<std::string> texts;
    for (const auto& [who, where] : places)
        texts.push_back(where.empty() ? who : fmt::format("{} in {}", who, fmt::join(where, ", ")));
    return fmt::format("{}", fmt::join(texts, "; "));
}

void add_row(std::vector<TextRow>& rows, std::string label, std::string text) {
    rows.push_back({std::move(label), std::move(text)});
}

std::vector<TextRow> detail_rows(const prove::Verdict& verdict) {
    std::vector<TextRow> rows;
    for (const auto& cause : verdict.causes)
        add_row(rows, cause.kind,
                cause.resource.empty() ? cause.detail
                                       : fmt::format("{}: {}", cause.resource, cause.detail));
    if (verdict.witness)
        add_row(rows, "witness",
                fmt::format("{} to {} {}/{}", verdict.witness->source.text(),
                            verdict.witness->destination.text(), verdict.witness->protocol,
                            verdict.witness->port));
    if (!verdict.symptom.empty())
        add_row(rows, "you would see", verdict.symptom);
    for (const auto& repair : verdict.repairs)
        add_row(rows, rows.empty() || rows.back()[0] != "repair" ? "repair" : "or",
                fmt::format("{}", fmt::join(repair, "; then ")));
    return rows;
}

struct Heading {
    prove::Outcome outcome;
    std::string_view word;
    Tone tone;
};
constexpr Heading headings[] = {{prove::Outcome::Fails, "FAILS", Tone::Bad},
                                {prove::Outcome::Unknown, "UNKNOWN", Tone::Doubtful}};

std::string group_text(const Group& group, const Heading& heading, const Style& style) {
    const auto& verdict = *group.verdict;
    const auto* relation = verdict.must == knowledge::Must::Reach ? "to" : "must never reach";
    return fmt::format("\n  {} {}  {} {} {}\n{}", style(heading.tone, heading.word),
                       style(Tone::Strong, verdict.flow), sources_text(group.from), relation,
                       verdict.to, text_table(detail_rows(verdict), 6));
}

std::size_t count_with(const prove::ClusterVerdicts& cluster, prove::Outcome outcome) {
    return static_cast<std::size_t>(
        std::ranges::count(cluster.flows, outcome, &prove::Verdict::outcome));
}

std::string summary_line(const prove::ClusterVerdicts& cluster, const Style& style) {
    const auto total = count_of(cluster.flows.size(), "flow");
    if (cluster.outcome == prove::Outcome::Holds)
        return fmt::format("{}: {}, all proven\n", cluster.cluster,
                           style(Tone::Good, "holds: " + total));
    return fmt::format("{}: {} of {} fail, {} unknown\n", cluster.cluster,
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

std::string finding_text(const prove::Finding& finding, const Style& style) {
    constexpr std::string_view names[] = {"error", "warning", "note"};
    constexpr Tone tones[] = {Tone::Bad, Tone::Doubtful, Tone::Faint};
    const auto severity = static_cast<std::size_t>(finding.severity);
    const auto where = finding.place.text().empty() ? finding.resource : finding.place.text();
    return fmt::format("{}: {}: {} [{}]\n", where, style(tones[severity], names[severity]),
                       finding.message, finding.rule);
}

}  // namespace

std::string verdicts_text(const prove::Verdicts& verdicts, const Style& style, Detail detail) {
    std::string text;
    for (const auto& cluster : verdicts.clusters) {
        text += summary_line(cluster, style);
        for (const auto& heading : headings)
            for (const auto& group : groups_of(cluster, heading.outcome))
                text += group_text(group, heading, style);
        if (detail == Detail::Full)
            text += holding_text(cluster) + assumptions_text(cluster);
    }
    for (const auto& finding : verdicts.findings)
        text += finding_text(finding, style);
    return text;
}

}  // namespace inland::render
