// SPDX-License-Identifier: Apache-2.0
#include "render/difference_text.h"

#include "prove/packets/box.h"
#include "render/text_table.h"
#include "render/verdict_groups.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::render {

namespace {

struct Heading {
    std::string_view word;
    Tone tone;
};
/// In the order of Change.
constexpr Heading headings[] = {{"LOST", Tone::Bad},
                                {"MISSED", Tone::Bad},
                                {"gained", Tone::Good},
                                {"dropped", Tone::Faint},
                                {"differs", Tone::Doubtful}};

std::string row_text(const prove::RowChange& row, const Style& style) {
    const Heading& heading = headings[static_cast<std::size_t>(row.change)];
    const VerdictGroup group{&row.verdict, {row.verdict.from}};
    std::string text = fmt::format("{} {}{}{}  {}\n", style(heading.tone, heading.word),
                                   row.cluster, row.cluster.empty() ? "" : " ",
                                   style(Tone::Strong, row.verdict.flow), group.flow_text());
    if (row.change == prove::Change::Gained || row.change == prove::Change::Dropped)
        return text;
    std::vector<TextRow> causes;
    for (const auto& cause : row.verdict.causes)
        causes.push_back({cause.kind, cause_text(cause)});
    return text + text_table(causes, 6);
}

std::string ports_text(const prove::TalkChange& change) {
    if (change.talk.protocol == "icmp")
        return "icmp";
    std::vector<std::string> ports;
    for (const auto& range : change.ports)
        ports.push_back(range == PortRange{} ? "any" : prove::port_text(range));
    return fmt::format("{}/{}", change.talk.protocol, fmt::join(ports, ","));
}

std::string talk_text(const std::vector<prove::TalkChange>& changes, std::string_view sign) {
    std::vector<TextRow> rows;
    for (const auto& change : changes)
        rows.push_back(
            {std::string(sign), change.talk.from, "to", change.talk.to, ports_text(change)});
    return text_table(rows);
}

}  // namespace

std::string difference_text(const prove::Difference& difference, const Style& style) {
    std::string text;
    for (const auto& row : difference.rows)
        text += row_text(row, style);
    text += talk_text(difference.gained, "+") + talk_text(difference.lost, "-");
    return text.empty() ? "no flow was gained or lost\n" : text;
}

}  // namespace inland::render
