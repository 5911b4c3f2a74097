// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Reading a call's input and a record's document, which have passed the codec's type checks: a
/// member that is missing or of another type is as if nobody had said it. Views and references last
/// as long as the document.
namespace inland::emulator {

[[nodiscard]] bool has(const json::object& object, std::string_view member);
/// The string, or "".
[[nodiscard]] std::string text_of(const json::object& object, std::string_view member);
[[nodiscard]] std::int64_t number_of(const json::object& object, std::string_view member,
                                     std::int64_t otherwise = 0);
[[nodiscard]] bool flag_of(const json::object& object, std::string_view member,
                           bool otherwise = false);
[[nodiscard]] const json::array& list_of(const json::object& object, std::string_view member);
[[nodiscard]] const json::object& object_of(const json::object& object, std::string_view member);
/// The strings of a list; other elements are left out.
[[nodiscard]] std::vector<std::string> texts_of(const json::object& object,
                                                std::string_view member);

/// The list that a record is to have under `member`, made when it is missing.
json::array& list_in(json::object& object, std::string_view member);
json::object& object_in(json::object& object, std::string_view member);

/// Every scalar at a path, as text: "Attachments[].VpcId" walks into each element of the list.
[[nodiscard]] std::vector<std::string> values_at(const json::object& object, std::string_view path);

/// Takes out the elements of `list` whose `member` is `value`; how many.
std::size_t erase_where(json::array& list, std::string_view member, std::string_view value);
/// The first element of `list` whose `member` is `value`, or nullptr.
[[nodiscard]] const json::object* find_where(const json::array& list, std::string_view member,
                                             std::string_view value);
[[nodiscard]] json::object* find_where(json::array& list, std::string_view member,
                                       std::string_view value);
[[nodiscard]] bool contains(const json::array& list, std::string_view text);

[[nodiscard]] json::array array_of(const std::vector<std::string>& texts);
/// Copies the members that `source` has, in that order.
void copy_members(const json::object& source, json::object& target,
                  std::initializer_list<std::string_view> members);

}  // namespace inland::emulator
