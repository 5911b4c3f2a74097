// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/experience_pages.h"
#include "cli/lint_view.h"
#include "cli/report.h"
#include "cli/session.h"
#include "cli/spec_fields.h"
#include "core/suggestion.h"
#include "render/text_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::cli {

namespace {

std::string flow_page(const knowledge::Flow& flow) {
    const auto* must = flow.must == knowledge::Must::Reach ? "must reach" : "must never reach";
    std::string text = fmt::format("{}: {}\n\n{}\n\n", flow.id, flow.title, flow.explanation);
    text += fmt::format("  {} {}{}\n", flow.from, must,
                        flow.ports.empty()
                            ? std::string()
                            : fmt::format(", {} {}", flow.protocol, fmt::join(flow.ports, ", ")));
    if (!flow.symptom.empty())
        text += fmt::format("  when it does not hold: {}\n", flow.symptom);
    return text + fmt::format("  source: {}\n", flow.source);
}

std::string cause_page(const knowledge::CauseText& cause) {
    return fmt::format("{}: {}\n\n{}\n\n  what to do: {}\n  source: {}\n", cause.kind, cause.title,
                       cause.explanation, cause.remedy, cause.source);
}

std::string index_page(const knowledge::Tables& tables, const Experience& experience) {
    std::vector<render::TextRow> rows{{"FLOW", ""}};
    for (const auto& flow : tables.flows)
        rows.push_back({flow.id, flow.title});
    rows.push_back({"", ""});
    rows.push_back({"CAUSE", ""});
    for (const auto& cause : tables.causes)
        rows.push_back({cause.kind, cause.title});
    rows.push_back({"", ""});
    rows.push_back({"RULE OF LINT", ""});
    for (const auto& rule : knowledge::built_in_lint_rules().rules)
        rows.push_back({rule.id, rule.title});
    return render::text_table(rows) + "\n" + restrictions_page(experience.restrictions) + "\n" +
           symptoms_page(experience.symptoms);
}

std::vector<std::string> known_names(const knowledge::Tables& tables,
                                     const Experience& experience) {
    auto names = spec_field_names();
    for (const auto& rule : knowledge::built_in_lint_rules().rules)
        names.push_back(rule.id);
    for (const auto& flow : tables.flows)
        names.push_back(flow.id);
    for (const auto& cause : tables.causes)
        names.push_back(cause.kind);
    for (const auto& restriction : experience.restrictions.rows)
        names.push_back(restriction.id);
    for (const auto& symptom : experience.symptoms.rows)
        names.push_back(symptom.id);
    return names;
}

Result<std::string> page_of(const knowledge::Tables& tables, const Experience& experience,
                            const std::string& id) {
    if (const auto* flow = tables.flow(id))
        return flow_page(*flow);
    if (const auto* cause = tables.cause(id))
        return cause_page(*cause);
    if (const auto* rule = knowledge::built_in_lint_rules().find(id))
        return lint_rule_page(*rule);
    if (auto page = experience_page(experience, id))
        return std::move(*page);
    if (auto field = spec_field_page(id))
        return std::move(*field);
    const auto nearest = nearest_name(id, known_names(tables, experience));
    return failure(
        ErrorKind::InvalidInput,
        fmt::format("there is no flow, cause, rule, restriction, symptom or field of the "
                    "spec {}{}",
                    id,
                    nearest.empty() ? std::string("; `inland explain` lists them")
                                    : fmt::format("; did you mean {}?", nearest)));
}

ExitCode run_explain(const Invocation& invocation) {
    const auto tables = tables_of(invocation);
    if (!tables)
        return report(invocation.streams, tables.error());
    const auto experience = experience_of(invocation);
    if (!experience)
        return report(invocation.streams, experience.error());
    if (invocation.arguments.empty()) {
        invocation.streams.data(index_page(**tables, *experience));
        return ExitCode::Done;
    }
    const auto page = page_of(**tables, *experience, invocation.arguments.front());
    if (!page)
        return report(invocation.streams, page.error());
    invocation.streams.data(*page);
    return ExitCode::Done;
}

}  // namespace

const Command& explain_command() {
    static constexpr Command command{
        "explain",
        "a flow, cause, rule, restriction, symptom or field of the spec in plain words",
        Arguments::Optional,
        "ID",
        {},
        run_explain};
    return command;
}

}  // namespace inland::cli
