// SPDX-License-Identifier: Apache-2.0
#include "render/sarif_rules.h"

#include <fmt/format.h>

namespace inland::render {

namespace {

/// What the tables say of a rule, as far as they know it.
struct RuleText {
    const knowledge::Flow* flow;
    const knowledge::CauseText* cause;
};

RuleText text_of(const knowledge::Tables& tables, const std::string& rule) {
    const auto slash = rule.rfind('/');
    return {tables.flow(rule.substr(0, slash)),
            slash == rule.npos ? nullptr : tables.cause(rule.substr(slash + 1))};
}

std::string title_of(const RuleText& text, const std::string& rule) {
    if (text.flow && text.cause)
        return fmt::format("{}: {}", text.flow->title, text.cause->title);
    if (text.cause)
        return text.cause->title;
    return text.flow ? text.flow->title : rule;
}

std::string explanation_of(const RuleText& text, const std::string& rule) {
    std::string explanation = text.flow ? text.flow->explanation : std::string();
    if (text.cause)
        explanation += (explanation.empty() ? "" : " ") + text.cause->explanation;
    return explanation.empty() ? rule : explanation;
}

std::string help_of(const RuleText& text, const std::string& rule) {
    const std::string explanation = explanation_of(text, rule);
    return text.cause ? fmt::format("{} {}", explanation, text.cause->remedy) : explanation;
}

json::object descriptor_of(const knowledge::Tables& tables, const std::string& rule) {
    const RuleText text = text_of(tables, rule);
    return {{"id", rule},
            {"shortDescription", {{"text", title_of(text, rule)}}},
            {"fullDescription", {{"text", explanation_of(text, rule)}}},
            {"help", {{"text", help_of(text, rule)}}}};
}

}  // namespace

std::size_t SarifRules::index_of(const std::string& rule) {
    const auto [known, is_new] = indices_.try_emplace(rule, descriptors_.size());
    if (is_new)
        descriptors_.push_back(descriptor_of(tables_, rule));
    return known->second;
}

}  // namespace inland::render
