// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/pods.h"
#include "emulator/cluster/workloads/scheduling.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace inland::emulator::cluster {

namespace {

bool has_value(const json::value& expression, const std::string& text) {
    const auto& values = find_array(expression, "values");
    return std::ranges::find(values, json::value(text)) != values.end();
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    const auto* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    return error == std::errc{} && rest == end ? std::optional(number) : std::nullopt;
}

/// The label less the expression's only value, where both are numbers.
std::optional<std::int64_t> over_limit(const json::value& expression, const std::string& text) {
    const auto number = whole_number(text);
    const auto limit = whole_number(string_or_empty(expression, "values.0"));
    return number && limit ? std::optional(*number - *limit) : std::nullopt;
}

/// `text` is null where the node has no such label.
struct OperatorRow {
    std::string_view name;
    bool (*admits)(const json::value& expression, const std::string* text);
};
constexpr std::array operators{
    OperatorRow{"In",
                [](const json::value& expression, const std::string* text) {
                    return text != nullptr && has_value(expression, *text);
                }},
    OperatorRow{"NotIn",
                [](const json::value& expression, const std::string* text) {
                    return text == nullptr || !has_value(expression, *text);
                }},
    OperatorRow{"Exists",
                [](const json::value&, const std::string* text) { return text != nullptr; }},
    OperatorRow{"DoesNotExist",
                [](const json::value&, const std::string* text) { return text == nullptr; }},
    OperatorRow{"Gt",
                [](const json::value& expression, const std::string* text) {
                    return text != nullptr && over_limit(expression, *text).value_or(0) > 0;
                }},
    OperatorRow{"Lt", [](const json::value& expression, const std::string* text) {
                    return text != nullptr && over_limit(expression, *text).value_or(0) < 0;
                }}};

bool admits(const json::value& expression, const std::string* text) {
    const auto row =
        std::ranges::find(operators, string_or_empty(expression, "operator"), &OperatorRow::name);
    return row != operators.end() && row->admits(expression, text);
}

bool matches_labels(const json::value& expression, const json::object& node) {
    const auto* label = label_of(node, string_or_empty(expression, "key"));
    if (label == nullptr || !label->is_string())
        return admits(expression, nullptr);
    const std::string text(label->get_string());
    return admits(expression, &text);
}

/// The only field that nodes are selected by is their name.
bool matches_fields(const json::value& expression, const json::object& node) {
    const auto name = name_of(node);
    return admits(expression, &name);
}

/// A term without expressions matches nothing.
bool matches_term(const json::value& term, const json::object& node) {
    const auto& labels = find_array(term, "matchExpressions");
    const auto& fields = find_array(term, "matchFields");
    if (labels.empty() && fields.empty())
        return false;
    return std::ranges::all_of(
               labels, [&](const json::value& each) { return matches_labels(each, node); }) &&
           std::ranges::all_of(fields,
                               [&](const json::value& each) { return matches_fields(each, node); });
}

}  // namespace

bool matches_node_affinity(const json::object& pod_spec, const json::object& node) {
    if (!is_selected(pod_spec, node))
        return false;
    const auto* required =
        find(pod_spec, "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution");
    if (required == nullptr || !required->is_object())
        return true;
    return std::ranges::any_of(find_array(*required, "nodeSelectorTerms"),
                               [&](const json::value& term) { return matches_term(term, node); });
}

}  // namespace inland::emulator::cluster
