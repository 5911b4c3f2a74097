// SPDX-License-Identifier: Apache-2.0
#include "render/readiness_text.h"

#include "render/text_table.h"

#include <array>
#include <ranges>

#include <fmt/format.h>

namespace inland::render {

namespace {

using upgrade::Finding;
using upgrade::Standing;

Tone tone_of(Standing standing) {
    constexpr std::array tones{Tone::Good, Tone::Doubtful, Tone::Doubtful, Tone::Bad};
    return tones.at(static_cast<std::size_t>(standing));
}

std::string finding_text(const Finding& finding, const Style& style) {
    const auto word = fmt::format("{:<8}", standing_name(finding.standing));
    auto text = fmt::format("{} {}  {}: {}\n", style(tone_of(finding.standing), word),
                            finding.check, finding.resource, finding.message);
    if (!finding.remedy.empty())
        text += fmt::format("         → {}\n", finding.remedy);
    return text;
}

std::string summary(const upgrade::Report& report) {
    std::array<std::size_t, 4> counts{};
    for (const auto& finding : report.findings)
        ++counts.at(static_cast<std::size_t>(finding.standing));
    const auto way =
        report.from == report.to
            ? fmt::format("{} at {}", report.cluster, report.to.text())
            : fmt::format("{} from {} to {}", report.cluster, report.from.text(), report.to.text());
    if (report.standing() == Standing::Blocks)
        return fmt::format("{}: {} in the way", way, count_of(counts[3], "thing"));
    if (report.standing() == Standing::Unknown)
        return fmt::format("{}: {} not known", way, count_of(counts[2], "thing"));
    return fmt::format("{}: ready", way);
}

}  // namespace

std::string readiness_text(const upgrade::Report& report, const Style& style) {
    std::string text;
    for (const auto& finding : report.findings | std::views::reverse)
        text += finding_text(finding, style);
    return text + "\n" + style(Tone::Strong, summary(report)) + "\n";
}

}  // namespace inland::render
