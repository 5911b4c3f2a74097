// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json.hpp>

namespace inland {

/// Documents are Boost.JSON values: objects keep the order in which members were added.
namespace json = boost::json;

/// Parses one JSON text of at most `max_depth` levels; the error names line and column.
Result<json::value> parse_json(std::string_view text, std::size_t max_depth = 64);

/// Two spaces a level, a newline at the end: what `-o json` prints and goldens hold.
std::string pretty_json(const json::value& value);

/// Look-ups that never throw. `path` is dotted, list indices are numbers: "Vpc.Tags.0.Key".
/// Missing, null and (for the typed ones) differently typed are all "not there".
const json::value* find(const json::value& value, std::string_view path);
std::optional<std::string> find_string(const json::value& value, std::string_view path);
std::optional<std::int64_t> find_int(const json::value& value, std::string_view path);
std::optional<bool> find_bool(const json::value& value, std::string_view path);
/// The list's elements, or an empty list.
const json::array& find_array(const json::value& value, std::string_view path);
/// The object, or an empty one.
const json::object& find_object(const json::value& value, std::string_view path);
/// The string, or "".
std::string string_or_empty(const json::value& value, std::string_view path);

/// The same below an object, which would otherwise be copied into a value, and what is returned by
/// reference would be gone with the copy. `path` names at least one member.
const json::value* find(const json::object& object, std::string_view path);
std::optional<std::string> find_string(const json::object& object, std::string_view path);
std::optional<std::int64_t> find_int(const json::object& object, std::string_view path);
std::optional<bool> find_bool(const json::object& object, std::string_view path);
const json::array& find_array(const json::object& object, std::string_view path);
const json::object& find_object(const json::object& object, std::string_view path);
std::string string_or_empty(const json::object& object, std::string_view path);

}  // namespace inland
