// SPDX-License-Identifier: Apache-2.0
#include "render/verdict_groups.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::render {

namespace {

bool same_story(const prove::Verdict& left, const prove::Verdict& right) {
    return left.flow == right.flow && left.to == right.to && left.outcome == right.outcome &&
           left.causes == right.causes;
}

bool same_words(const prove::Finding& left, const prove::Finding& right) {
    return left.rule == right.rule && left.severity == right.severity &&
           left.message == right.message;
}

}  // namespace

std::vector<VerdictGroup> groups_of(const prove::ClusterVerdicts& cluster, prove::Outcome outcome) {
    std::vector<VerdictGroup> groups;
    for (const auto& verdict : cluster.flows) {
        if (verdict.outcome != outcome)
            continue;
        const auto known = std::ranges::find_if(
            groups, [&](const VerdictGroup& group) { return same_story(*group.verdict, verdict); });
        if (known == groups.end())
            groups.push_back({&verdict, {verdict.from}});
        else
            known->from.push_back(verdict.from);
    }
    return groups;
}

std::string VerdictGroup::from_text() const {
    std::map<std::string, std::vector<std::string>> places;
    for (const auto& source : from) {
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

std::string VerdictGroup::flow_text() const {
    const auto* relation = verdict->must == knowledge::Must::Reach ? "to" : "must never reach";
    return fmt::format("{} {} {}", from_text(), relation, verdict->to);
}

std::vector<FindingGroup> groups_of(const std::vector<prove::Finding>& findings) {
    std::vector<FindingGroup> groups;
    for (const auto& finding : findings) {
        const auto known = std::ranges::find_if(
            groups, [&](const FindingGroup& group) { return same_words(*group.first, finding); });
        if (known == groups.end())
            groups.push_back({&finding, {&finding}});
        else
            known->all.push_back(&finding);
    }
    return groups;
}

std::string FindingGroup::resources_text() const {
    std::vector<std::string> names;
    for (const auto* finding : all)
        if (!finding->resource.empty() &&
            std::ranges::find(names, finding->resource) == names.end())
            names.push_back(finding->resource);
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string_view severity_name(Severity severity) {
    constexpr std::string_view names[] = {"error", "warning", "note"};
    return names[static_cast<std::size_t>(severity)];
}

std::string cause_text(const prove::Cause& cause) {
    const std::string& what = cause.missing.empty() ? cause.detail : cause.missing;
    return cause.resource.empty() ? what : fmt::format("{}: {}", cause.resource, what);
}

}  // namespace inland::render
