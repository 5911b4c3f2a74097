// SPDX-License-Identifier: Apache-2.0
#include "render/junit.h"

#include "render/verdict_groups.h"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <pugixml.hpp>

namespace inland::render {

namespace {

/// XML 1.0 has no control characters but tab and line ends, not even escaped.
std::string clean(std::string text) {
    std::ranges::replace_if(
        text,
        [](char letter) {
            const auto byte = static_cast<unsigned char>(letter);
            return byte == 0x7FU || (byte < 0x20U && byte != '\t' && byte != '\n');
        },
        '?');
    return text;
}

void set(pugi::xml_node node, const char* name, const std::string& value) {
    node.append_attribute(name).set_value(clean(value).c_str());
}

void set(pugi::xml_node node, const char* name, std::size_t value) {
    node.append_attribute(name).set_value(static_cast<unsigned long long>(value));
}

void add_text(pugi::xml_node node, const std::string& text) {
    node.append_child(pugi::node_pcdata).set_value(clean(text).c_str());
}

std::string story_of(const prove::Verdict& verdict) {
    std::string text;
    for (const auto& cause : verdict.causes)
        text += fmt::format("{}: {}{}\n", cause.kind, cause_text(cause),
                            cause.place.line > 0 ? " (" + cause.place.text() + ")" : "");
    if (!verdict.symptom.empty())
        text += fmt::format("you would see: {}\n", verdict.symptom);
    for (const auto& repair : verdict.repairs)
        text += fmt::format("repair: {}\n", fmt::join(repair, "; then "));
    if (!verdict.repairs_note.empty())
        text += verdict.repairs_note + "\n";
    return text;
}

std::string headline_of(const prove::Verdict& verdict) {
    if (verdict.causes.empty())
        return fmt::format("{} {}", verdict.flow, prove::outcome_name(verdict.outcome));
    const auto& cause = verdict.causes.front();
    return fmt::format("{}: {}", cause.kind, cause_text(cause));
}

/// <failure> or <error> of a case.
void add_problem(pugi::xml_node test_case, const char* element, const std::string& type,
                 const std::string& message, const std::string& text) {
    auto problem = test_case.append_child(element);
    set(problem, "message", message);
    set(problem, "type", type);
    add_text(problem, text);
}

void add_place(pugi::xml_node test_case, const Place& place) {
    if (place.file.empty())
        return;
    set(test_case, "file", place.file);
    if (place.line > 0)
        set(test_case, "line", static_cast<std::size_t>(place.line));
}

pugi::xml_node add_case(pugi::xml_node suite, const std::string& class_name,
                        const std::string& name) {
    auto test_case = suite.append_child("testcase");
    set(test_case, "classname", class_name);
    set(test_case, "name", name);
    return test_case;
}

struct Problem {
    prove::Outcome outcome;
    const char* element;
};
constexpr Problem problems[] = {{prove::Outcome::Fails, "failure"},
                                {prove::Outcome::Unknown, "error"}};

void add_flow(pugi::xml_node suite, const std::string& cluster, const prove::Verdict& verdict) {
    const VerdictGroup row{&verdict, {verdict.from}};
    auto test_case = add_case(suite, cluster.empty() ? verdict.flow : cluster + "." + verdict.flow,
                              row.flow_text());
    if (!verdict.causes.empty())
        add_place(test_case, verdict.causes.front().place);
    for (const auto& [outcome, element] : problems)
        if (verdict.outcome == outcome)
            add_problem(test_case, element,
                        verdict.causes.empty() ? verdict.flow : verdict.causes.front().kind,
                        headline_of(verdict), story_of(verdict));
}

void add_counts(pugi::xml_node suite) {
    const auto count = [&](const char* element) {
        return static_cast<std::size_t>(std::ranges::count_if(
            suite.children("testcase"),
            [&](const pugi::xml_node& test_case) { return test_case.child(element) != nullptr; }));
    };
    set(suite, "tests",
        static_cast<std::size_t>(std::ranges::distance(suite.children("testcase"))));
    set(suite, "failures", count("failure"));
    set(suite, "errors", count("error"));
}

void add_cluster(pugi::xml_node suites, const prove::ClusterVerdicts& cluster) {
    auto suite = suites.append_child("testsuite");
    set(suite, "name", cluster.cluster.empty() ? "intents" : cluster.cluster);
    for (const auto& verdict : cluster.flows)
        add_flow(suite, cluster.cluster, verdict);
    add_counts(suite);
}

void add_finding(pugi::xml_node suite, const FindingGroup& group) {
    const auto& finding = *group.first;
    auto test_case = add_case(suite, "findings." + finding.rule, finding.message);
    add_place(test_case, finding.place);
    const auto text = fmt::format("{}: {}", group.resources_text(), finding.message);
    if (finding.severity == Severity::Error)
        add_problem(test_case, "failure", finding.rule, text, text);
    else
        add_text(test_case.append_child("system-out"),
                 fmt::format("{}: {}", severity_name(finding.severity), text));
}

void add_findings(pugi::xml_node suites, const std::vector<prove::Finding>& findings) {
    if (findings.empty())
        return;
    auto suite = suites.append_child("testsuite");
    set(suite, "name", "findings");
    for (const auto& group : groups_of(findings))
        add_finding(suite, group);
    add_counts(suite);
}

}  // namespace

std::string junit_xml(const prove::Verdicts& verdicts) {
    pugi::xml_document document;
    auto suites = document.append_child("testsuites");
    set(suites, "name", "inland prove");
    for (const auto& cluster : verdicts.clusters)
        add_cluster(suites, cluster);
    add_findings(suites, verdicts.findings);
    std::ostringstream text;
    document.save(text, "  ", pugi::format_default, pugi::encoding_utf8);
    return text.str();
}

}  // namespace inland::render
