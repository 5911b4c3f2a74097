// SPDX-License-Identifier: Apache-2.0
#include "sources/cloudformation/template_file.h"

#include "core/json_arena.h"
#include "core/utf16.h"
#include "knowledge/yaml_document.h"
#include "sources/cloudformation/json_tree.h"

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
    std::string rewritten;
    const auto text = utf8_of(bytes, rewritten);
    if (!text) {
        reporter.error({}, "not-text", "the template is not text", text.error().message);
        return std::nullopt;
    }
    const bool may_be_json = begins_like_json(*text) && text->size() <= largest_template;
    const auto json = may_be_json ? parse_json_into_arena(*text, deepest)
                                  : Result<JsonDocument>(failure(ErrorKind::InvalidInput, ""));
    if (json)
        return json_tree(*text, reporter);
    // A brace begins YAML too.
    Diagnostics yaml_mistakes;
    knowledge::Reporter yaml_reporter(reporter.file(), yaml_mistakes);
    auto tree = knowledge::parse_yaml(*text, may_be_json ? yaml_reporter : reporter,
                                      {.maximum_bytes = largest_template,
                                       .maximum_depth = deepest,
                                       .key_of_tag = function_of_tag});
    if (!tree && may_be_json)
        reporter.error({}, "not-json", "the template is not JSON", json.error().message);
    else
        for (const auto& mistake : yaml_mistakes.items())
            reporter.error({mistake.place.line, mistake.place.column}, mistake.rule,
                           mistake.summary, mistake.detail, mistake.remedy);
    return tree;
}

}  // namespace inland::sources::cloudformation
