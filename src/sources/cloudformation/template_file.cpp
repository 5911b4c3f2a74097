// SPDX-License-Identifier: Apache-2.0
#include "sources/cloudformation/template_file.h"

#include "core/json.h"
#include "core/utf16.h"
#include "knowledge/yaml_document.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::sources::cloudformation {
namespace {

using knowledge::Node;
using knowledge::NodeKind;

/// Short forms without "Fn::" before their names.
constexpr std::array<std::string_view, 2> plain_functions = {"Ref", "Condition"};
constexpr std::array<std::string_view, 19> functions = {
    "And",    "Base64", "Cidr", "Equals",       "FindInMap", "ForEach",     "GetAtt",
    "GetAZs", "If",     "Join", "Length",       "Not",       "ImportValue", "Or",
    "Select", "Split",  "Sub",  "ToJsonString", "Transform"};
/// Policies within policies of resources within loops.
constexpr int deepest = 96;

template <typename Names>
bool contains(const Names& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

Node node_of(const json::value& value);

Node map_of(const json::object& object) {
    Node map{.kind = NodeKind::Map};
    for (const auto& [key, value] : object) {
        map.children.push_back(node_of(value));
        map.children.back().key = key;
    }
    return map;
}

Node list_of(const json::array& array) {
    Node list{.kind = NodeKind::List};
    for (const auto& value : array)
        list.children.push_back(node_of(value));
    return list;
}

/// JSON that is not YAML (tabs, say) has no places.
Node node_of(const json::value& value) {
    if (value.is_object())
        return map_of(value.as_object());
    if (value.is_array())
        return list_of(value.as_array());
    if (value.is_null())
        return {};
    return {.kind = NodeKind::Scalar,
            .text = value.is_string() ? std::string(value.as_string()) : json::serialize(value)};
}

bool begins_like_json(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && text[first] == '{';
}

}  // namespace

std::string function_of_tag(std::string_view tag) {
    if (!tag.starts_with('!'))
        return {};
    const auto name = tag.substr(1);
    if (contains(plain_functions, name))
        return std::string(name);
    return contains(functions, name) ? fmt::format("Fn::{}", name) : std::string();
}

std::optional<Node> read_template_file(std::string_view bytes, knowledge::Reporter& reporter) {
    const auto text = utf8_of(bytes);
    if (!text) {
        reporter.error({}, "not-text", "the template is not text", text.error().message);
        return std::nullopt;
    }
    Diagnostics yaml_mistakes;
    knowledge::Reporter yaml_reporter(reporter.file(), yaml_mistakes);
    const bool is_json = begins_like_json(*text);
    auto tree = knowledge::parse_yaml(*text, is_json ? yaml_reporter : reporter,
                                      {.maximum_bytes = largest_template,
                                       .maximum_depth = deepest,
                                       .key_of_tag = function_of_tag});
    if (tree || !is_json || text->size() > largest_template) {
        for (const auto& mistake : yaml_mistakes.items())
            reporter.error({mistake.place.line, mistake.place.column}, mistake.rule,
                           mistake.summary, mistake.detail, mistake.remedy);
        return tree;
    }
    const auto document = parse_json(*text, deepest);
    if (document)
        return node_of(*document);
    reporter.error({}, "not-json", "the template is not JSON", document.error().message);
    return std::nullopt;
}

}  // namespace inland::sources::cloudformation
