// SPDX-License-Identifier: Apache-2.0
#include "manifests/json_value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace inland::manifests {

namespace {

using knowledge::Node;
using knowledge::NodeKind;

constexpr std::array<std::string_view, 9> true_words{"true", "True", "TRUE", "yes", "Yes",
                                                     "YES",  "on",   "On",   "ON"};
constexpr std::array<std::string_view, 9> false_words{"false", "False", "FALSE", "no", "No",
                                                      "NO",    "off",   "Off",   "OFF"};
constexpr std::array<std::string_view, 5> null_words{"null", "Null", "NULL", "~", ""};

template <std::size_t count>
bool is_one_of(const std::array<std::string_view, count>& words, std::string_view text) {
    return std::ranges::find(words, text) != words.end();
}

template <typename Number>
std::optional<json::value> number_of(std::string_view text) {
    Number number{};
    const auto* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc{} && read.ptr == end ? std::optional(json::value(number))
                                                     : std::nullopt;
}

json::value plain_value(const std::string& text) {
    if (is_one_of(null_words, text))
        return nullptr;
    if (is_one_of(true_words, text) || is_one_of(false_words, text))
        return is_one_of(true_words, text);
    if (const auto integer = number_of<std::int64_t>(text))
        return *integer;
    const bool is_numeric = text.find_first_not_of("0123456789+-.eE") == std::string::npos;
    const auto number = is_numeric ? number_of<double>(text) : std::nullopt;
    return number ? *number : json::value(text);
}

json::array list_value(const Node& list) {
    json::array values;
    for (const Node& child : list.children)
        values.push_back(json_value(child));
    return values;
}

json::object map_value(const Node& map) {
    json::object values;
    for (const Node& child : map.children)
        values[child.key] = json_value(child);
    return values;
}

}  // namespace

json::value json_value(const Node& node) {
    switch (node.kind) {
        case NodeKind::Null:
            return nullptr;
        case NodeKind::List:
            return list_value(node);
        case NodeKind::Map:
            return map_value(node);
        case NodeKind::Scalar:
            break;
    }
    return node.style == knowledge::ScalarStyle::Quoted ? json::value(node.text)
                                                        : plain_value(node.text);
}

}  // namespace inland::manifests
