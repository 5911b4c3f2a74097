// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/json_path.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view filter_begin = "?(@.";

const json::value* member_of(const json::value* value, std::string_view name) {
    return value == nullptr || !value->is_object() ? nullptr
                                                   : value->get_object().if_contains(name);
}

/// Takes ".name" off: up to the next '.' or '[', with "\." for a dot.
std::string take_name(std::string_view& path) {
    std::string name;
    while (!path.empty() && path.front() != '.' && path.front() != '[') {
        if (path.starts_with("\\") && path.size() > 1)
            path.remove_prefix(1);
        name += path.front();
        path.remove_prefix(1);
    }
    return name;
}

std::string_view unquoted(std::string_view text) {
    const bool is_quoted = text.size() > 1 && (text.front() == '\'' || text.front() == '"');
    return is_quoted ? text.substr(1, text.size() - 2) : text;
}

const json::value* element_at(const json::value& value, std::string_view index) {
    std::size_t number = 0;
    const auto* end = index.data() + index.size();
    const auto [rest, error] = std::from_chars(index.data(), end, number);
    if (error != std::errc{} || rest != end || !value.is_array() ||
        number >= value.get_array().size())
        return nullptr;
    return &value.get_array()[number];
}

/// "?(@.type==\"Ready\")": the first element whose member is that.
const json::value* element_that(const json::value& value, std::string_view filter) {
    filter.remove_prefix(filter_begin.size());
    const auto equals = filter.find("==");
    if (!value.is_array() || equals == filter.npos || !filter.ends_with(')'))
        return nullptr;
    const auto name = filter.substr(0, equals);
    const auto wanted = unquoted(filter.substr(equals + 2, filter.size() - equals - 3));
    for (const auto& element : value.get_array())
        if (const auto* member = member_of(&element, name);
            member != nullptr && member->is_string() && member->get_string() == wanted)
            return &element;
    return nullptr;
}

const json::value* inside_brackets(const json::value& value, std::string_view text) {
    if (text.starts_with(filter_begin))
        return element_that(value, text);
    if (text == "*")
        return element_at(value, "0");
    return text.starts_with('\'') || text.starts_with('"') ? member_of(&value, unquoted(text))
                                                           : element_at(value, text);
}

}  // namespace

const json::value* at_json_path(const json::value& value, std::string_view path) {
    const auto* found = &value;
    while (found != nullptr && !path.empty()) {
        if (path.starts_with('[')) {
            const auto close = path.find(']');
            if (close == path.npos)
                return nullptr;
            found = inside_brackets(*found, path.substr(1, close - 1));
            path.remove_prefix(close + 1);
        } else {
            path.remove_prefix(path.starts_with('.') ? 1 : 0);
            if (const auto name = take_name(path); !name.empty())
                found = member_of(found, name);
        }
    }
    return found;
}

}  // namespace inland::emulator::cluster
