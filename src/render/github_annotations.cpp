// SPDX-License-Identifier: Apache-2.0
#include "render/github_annotations.h"

#include "render/verdict_groups.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::render {

namespace {

struct Escape {
    char letter;
    std::string_view code;
};
/// GitHub's toolkit, packages/core/src/command.ts: messages, and properties beside.
constexpr Escape message_escapes[] = {{'%', "%25"}, {'\r', "%0D"}, {'\n', "%0A"}};
constexpr Escape property_escapes[] = {
    {'%', "%25"}, {'\r', "%0D"}, {'\n', "%0A"}, {':', "%3A"}, {',', "%2C"}};

template <std::size_t count>
std::string escape(std::string_view text, const Escape (&escapes)[count]) {
    std::string escaped;
    for (const char letter : text) {
        const auto* row = std::ranges::find(escapes, letter, &Escape::letter);
        if (row == std::end(escapes))
            escaped += letter;
        else
            escaped += row->code;
    }
    return escaped;
}

std::string annotation(std::string_view command, const Place& place, std::string_view title,
                       std::string_view message) {
    std::string properties;
    const auto add = [&](std::string_view name, std::string_view value) {
        properties += fmt::format("{}{}={}", properties.empty() ? " " : ",", name,
                                  escape(value, property_escapes));
    };
    if (!place.file.empty())
        add("file", place.file);
    if (place.line > 0)
        add("line", fmt::to_string(place.line));
    if (place.column > 0)
        add("col", fmt::to_string(place.column));
    add("title", title);
    return fmt::format("::{}{}::{}\n", command, properties, escape(message, message_escapes));
}

std::string message_of(const VerdictGroup& group, const prove::Cause& cause) {
    const auto& verdict = *group.verdict;
    std::string text = group.flow_text();
    if (!cause.kind.empty())
        text += "\n" + cause_text(cause);
    if (!verdict.symptom.empty())
        text += "\nyou would see: " + verdict.symptom;
    for (const auto& repair : verdict.repairs)
        text += fmt::format("\nrepair: {}", fmt::join(repair, "; then "));
    if (!verdict.repairs_note.empty())
        text += "\n" + verdict.repairs_note;
    return text;
}

std::string annotations_of(const prove::ClusterVerdicts& cluster, prove::Outcome outcome,
                           std::string_view command) {
    std::string text;
    for (const VerdictGroup& group : groups_of(cluster, outcome)) {
        auto causes = group.verdict->causes;
        if (causes.empty())
            causes.emplace_back();
        for (const prove::Cause& cause : causes)
            text += annotation(command, cause.place,
                               fmt::format("{}{}{}", group.verdict->flow,
                                           cause.kind.empty() ? "" : "/", cause.kind),
                               message_of(group, cause));
    }
    return text;
}

std::string annotation_of(const FindingGroup& group) {
    constexpr std::string_view commands[] = {"error", "warning", "notice"};
    const auto& finding = *group.first;
    return annotation(commands[static_cast<std::size_t>(finding.severity)], finding.place,
                      finding.rule, fmt::format("{}: {}", group.resources_text(), finding.message));
}

}  // namespace

std::string github_annotations(const prove::Verdicts& verdicts) {
    std::string text;
    for (const auto& cluster : verdicts.clusters) {
        text += annotations_of(cluster, prove::Outcome::Fails, "error");
        text += annotations_of(cluster, prove::Outcome::Unknown, "warning");
    }
    for (const FindingGroup& group : groups_of(verdicts.findings))
        text += annotation_of(group);
    return text;
}

}  // namespace inland::render
