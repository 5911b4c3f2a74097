// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "knowledge/field_table.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// How the values of the knowledge files become C++ values: read_value(node, reporter, value) for
/// text, numbers, times, lists, maps, and rows that have Columns. A value that cannot be read is
/// reported and left as it was.
namespace inland::knowledge {

template <typename Row>
using Column = Field<Row, Reporter>;

/// Specialised for every row type: `static constexpr std::array all = {required<...>(...), ...}`.
template <typename Row>
struct Columns;

/// "9m30s", "500ms", "0s": hours, minutes, seconds, milliseconds, largest first.
std::optional<Duration> parse_duration(std::string_view text);

void read_value(const Node& node, Reporter& reporter, std::string& value);
void read_value(const Node& node, Reporter& reporter, int& value);
void read_value(const Node& node, Reporter& reporter, double& value);
void read_value(const Node& node, Reporter& reporter, bool& value);
void read_value(const Node& node, Reporter& reporter, Duration& value);

template <typename Value>
void read_value(const Node& node, Reporter& reporter, std::vector<Value>& values);
template <typename Value>
void read_value(const Node& node, Reporter& reporter, std::map<std::string, Value>& values);

template <typename Row>
    requires requires { Columns<Row>::all; }
void read_value(const Node& node, Reporter& reporter, Row& row) {
    read_fields(node, "a row", std::span<const Column<Row>>(Columns<Row>::all), reporter, row);
}

template <typename Value>
void read_value(const Node& node, Reporter& reporter, std::vector<Value>& values) {
    if (node.kind != NodeKind::List)
        return reporter.wrong_kind(node, node.key, kind_name(NodeKind::List));
    values.reserve(node.children.size());
    for (const auto& child : node.children) {
        Value value{};
        read_value(child, reporter, value);
        values.push_back(std::move(value));
    }
}

template <typename Value>
void read_value(const Node& node, Reporter& reporter, std::map<std::string, Value>& values) {
    if (node.kind != NodeKind::Map)
        return reporter.wrong_kind(node, node.key, kind_name(NodeKind::Map));
    for (const auto& child : node.children)
        read_value(child, reporter, values[child.key]);
}

/// One of a closed list of words: `words` holds pairs of word and value.
template <typename Value, std::size_t count>
void read_word(const Node& node, Reporter& reporter,
               const std::array<std::pair<std::string_view, Value>, count>& words, Value& value) {
    for (const auto& [word, meaning] : words)
        if (node.kind == NodeKind::Scalar && node.text == word)
            return static_cast<void>(value = meaning);
    std::vector<std::string> known;
    for (const auto& [word, meaning] : words)
        known.emplace_back(word);
    reporter.unknown_word(node.position, "unknown-word", "unknown word", node.text, known);
}

template <typename Member>
struct RowOf;
template <typename Row, typename Value>
struct RowOf<Value Row::*> {
    using type = Row;
};

template <auto member>
constexpr auto column(std::string_view name, Presence presence) {
    using Row = typename RowOf<decltype(member)>::type;
    return Column<Row>{name, presence, [](const Node& node, Reporter& reporter, Row& row) {
                           read_value(node, reporter, row.*member);
                       }};
}

template <auto member>
constexpr auto required(std::string_view name) {
    return column<member>(name, Presence::Required);
}

template <auto member>
constexpr auto optional(std::string_view name) {
    return column<member>(name, Presence::Optional);
}

}  // namespace inland::knowledge
