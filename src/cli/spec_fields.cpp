// SPDX-License-Identifier: Apache-2.0
#include "cli/spec_fields.h"

#include "core/embedded_file.h"
#include "core/json.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::cli {

namespace spec_schema {
std::span<const EmbeddedFile> embedded_files();
}

namespace {

const json::value& schema() {
    static const auto parsed = parse_json(spec_schema::embedded_files().front().text);
    static const json::value none = json::object{};
    return parsed ? *parsed : none;
}

/// "#/$defs/cidr" → that definition; anything else is what it is.
const json::value& followed(const json::value& node) {
    constexpr std::string_view prefix = "#/";
    auto reference = string_or_empty(node, "$ref");
    if (!reference.starts_with(prefix))
        return node;
    std::ranges::replace(reference, '/', '.');
    const auto* target = find(schema(), reference.substr(prefix.size()));
    return target == nullptr ? node : *target;
}

/// The map in a list's entries, in one of several forms, or the node itself.
const json::value& with_fields(const json::value& node) {
    if (find(node, "properties") != nullptr)
        return node;
    if (const auto* items = find(node, "items"))
        return with_fields(followed(*items));
    for (const auto& form : find_array(node, "oneOf"))
        if (find_object(with_fields(followed(form)), "properties").size() > 0)
            return with_fields(followed(form));
    return node;
}

const json::value* field_at(const json::value& root, std::string_view path) {
    const json::value* node = &root;
    while (node != nullptr && !path.empty()) {
        const auto dot = std::min(path.find('.'), path.size());
        const auto& fields = find_object(with_fields(*node), "properties");
        node = fields.if_contains(path.substr(0, dot));
        path.remove_prefix(std::min(dot + 1, path.size()));
    }
    return node;
}

std::string words_of(const json::value& values) {
    std::string text;
    for (const auto& value : values.as_array())
        text += fmt::format(
            "{}{}", text.empty() ? "" : ", ",
            value.is_string() ? std::string(value.as_string()) : json::serialize(value));
    return text;
}

std::string line_of(const json::value& node, std::string_view member, std::string_view title) {
    const auto* value = find(node, member);
    if (value == nullptr)
        return {};
    const auto text = value->is_array()    ? words_of(*value)
                      : value->is_string() ? std::string(value->as_string())
                                           : json::serialize(*value);
    return fmt::format("  {}: {}\n", title, text);
}

std::string lines_of(const json::value& node) {
    const auto& target = followed(node);
    return line_of(target, "type", "kind") + line_of(target, "enum", "one of") +
           line_of(target, "minimum", "at least") + line_of(target, "maximum", "at most") +
           line_of(target, "pattern", "as") + line_of(node, "default", "unless said");
}

std::string fields_of(const json::value& node) {
    std::string text;
    for (const auto& [name, field] : find_object(with_fields(followed(node)), "properties"))
        text += fmt::format("  {:<16} {}\n", name, string_or_empty(field, "description"));
    return text.empty() ? text : "\n  its fields:\n" + text;
}

void add_names(const json::value& node, const std::string& path, std::vector<std::string>& names) {
    for (const auto& [name, field] : find_object(with_fields(followed(node)), "properties")) {
        names.push_back(path.empty() ? std::string(name) : fmt::format("{}.{}", path, name));
        add_names(field, std::string(names.back()), names);
    }
}

}  // namespace

std::optional<std::string> spec_field_page(std::string_view field) {
    std::string path(field);
    const auto* node = field_at(schema(), path);
    if (node == nullptr) {
        path = fmt::format("spec.{}", field);
        node = field_at(schema(), path);
    }
    if (node == nullptr || field.empty())
        return std::nullopt;
    return fmt::format("{}: {}\n\n{}{}", path, string_or_empty(*node, "description"),
                       lines_of(*node), fields_of(*node));
}

std::vector<std::string> spec_field_names() {
    std::vector<std::string> names;
    add_names(*find(schema(), "properties.spec"), "", names);
    return names;
}

}  // namespace inland::cli
