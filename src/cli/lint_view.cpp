// SPDX-License-Identifier: Apache-2.0
#include "cli/lint_view.h"

#include "render/text_table.h"

#include <fmt/format.h>

namespace inland::cli {

namespace {

using knowledge::LintOutcome;
using kube::LintedFile;
using kube::LintFinding;

std::string_view outcome_of(const LintFinding& finding) {
    if (!finding.depends.empty())
        return "unknown";
    return finding.rule->outcome == LintOutcome::Public ? "public" : "fails";
}

std::string_view headline(const LintFinding& finding) {
    const bool is_public = finding.rule->outcome == LintOutcome::Public;
    if (finding.depends.empty())
        return is_public ? "public" : "fails";
    return is_public ? "may be public" : "may fail";
}

std::string finding_text(const LintFinding& finding, const render::Style& style) {
    const auto& rule = *finding.rule;
    const auto tone = finding.depends.empty() ? render::Tone::Bad : render::Tone::Doubtful;
    auto text = fmt::format("{}: {}: {} [{}]\n  {}: {}\n", finding.place.text(),
                            style(tone, headline(finding)), rule.title, rule.id,
                            finding.object.text(), finding.detail);
    if (!finding.depends.empty())
        text += fmt::format("  it hangs on {}\n", finding.depends);
    return text + fmt::format("  you would see: {}\n  instead: {}\n\n", rule.symptom, rule.remedy);
}

json::object finding_json(const LintFinding& finding) {
    const auto& rule = *finding.rule;
    return {{"rule", rule.id},
            {"outcome", outcome_of(finding)},
            {"title", rule.title},
            {"detail", finding.detail},
            {"dependsOn",
             finding.depends.empty() ? json::value(nullptr) : json::value(finding.depends)},
            {"object", finding.object.text()},
            {"place",
             {{"file", finding.place.file},
              {"line", finding.place.line},
              {"column", finding.place.column}}},
            {"symptom", rule.symptom},
            {"remedy", rule.remedy},
            {"mended", finding.is_mended}};
}

}  // namespace

std::string lint_text(const std::vector<LintedFile>& files, const render::Style& style) {
    std::string text;
    std::size_t count = 0;
    std::size_t mended = 0;
    for (const LintedFile& file : files)
        for (const LintFinding& finding : file.findings) {
            text += finding_text(finding, style);
            ++count;
            mended += finding.is_mended ? 1 : 0;
        }
    if (count == 0)
        return fmt::format("{}: nothing becomes public, nothing fails\n",
                           render::count_of(files.size(), "file"));
    return text + fmt::format("{} in {}; --fix DIR mends {}\n", render::count_of(count, "finding"),
                              render::count_of(files.size(), "file"), mended);
}

json::value lint_json(const std::vector<LintedFile>& files) {
    json::array findings;
    json::array texts;
    for (const LintedFile& file : files) {
        for (const LintFinding& finding : file.findings)
            findings.push_back(finding_json(finding));
        if (file.mended)
            texts.push_back({{"file", file.path}, {"text", *file.mended}});
    }
    return json::object{{"schema", "inland.dev/lint/v1"},
                        {"findings", std::move(findings)},
                        {"mended", std::move(texts)}};
}

std::string lint_rule_page(const knowledge::LintRule& rule) {
    return fmt::format(
        "{}: {}\n\n{}\n{}\n  you would see: {}\n  instead: {}\n  source: {}\n", rule.id, rule.title,
        rule.why,
        rule.depends.empty() ? std::string() : fmt::format("\n  it hangs on {}\n", rule.depends),
        rule.symptom, rule.remedy, rule.source);
}

}  // namespace inland::cli
