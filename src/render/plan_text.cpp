// SPDX-License-Identifier: Apache-2.0
#include "render/plan_text.h"

#include "core/json.h"
#include "render/changed_lines.h"
#include "render/text_table.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::render {

namespace {

using deploy::Action;

struct ActionStyle {
    std::string_view sign;
    Tone tone;
};

ActionStyle style_of(Action action) {
    constexpr ActionStyle styles[] = {
        {"+", Tone::Good}, {"~", Tone::Doubtful}, {"±", Tone::Bad}, {"-", Tone::Bad}};
    return styles[static_cast<std::size_t>(action)];
}

std::string value_text(const json::value& value) {
    return value.is_null() ? "(none)" : json::serialize(value);
}

bool has_lines(const json::value& value) {
    return value.is_string() && value.as_string().find('\n') != json::string::npos;
}

/// Texts of several lines (user data) are shown by what changes in them.
std::string field_text(const deploy::FieldChange& field) {
    const auto* ending = field.replaces ? "  (makes it anew)" : "";
    if (has_lines(field.before) && has_lines(field.after))
        return fmt::format(
            "      {}:{}\n{}", field.field, ending,
            changed_lines(field.before.as_string(), field.after.as_string(), "        "));
    return fmt::format("      {}: {} -> {}{}\n", field.field, value_text(field.before),
                       value_text(field.after), ending);
}

std::string fields_text(const deploy::Change& change) {
    if (change.action != Action::Update && change.action != Action::Replace)
        return {};
    std::string text;
    for (const auto& field : change.fields)
        text += field_text(field);
    return text;
}

}  // namespace

std::string plan_text(const deploy::Plan& plan, const Style& style) {
    if (plan.empty())
        return fmt::format("{}: nothing to change\n", plan.cluster);
    std::size_t width = 0;
    for (const auto& change : plan.changes)
        width = std::max(width, change.resource.size());
    std::string text;
    for (const auto& change : plan.changes) {
        const auto look = style_of(change.action);
        text += fmt::format("  {} {:{}}  {}\n", style(look.tone, look.sign), change.resource, width,
                            style(Tone::Faint, change.why));
        text += fields_text(change);
    }
    return text + fmt::format("\n{}: {}\n", plan.cluster, plan_summary(plan));
}

std::string plan_summary(const deploy::Plan& plan) {
    std::vector<std::string> parts;
    for (const auto action : {Action::Create, Action::Update, Action::Replace, Action::Delete}) {
        const auto count = std::ranges::count(plan.changes, action, &deploy::Change::action);
        if (count > 0)
            parts.push_back(fmt::format("{} to {}", count, deploy::action_name(action)));
    }
    return parts.empty() ? "nothing to change" : fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace inland::render
