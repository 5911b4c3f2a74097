// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/members.h"

#include <algorithm>
#include <initializer_list>

namespace inland::emulator {

namespace {

std::string scalar_text(const json::value& value) {
    if (value.is_string())
        return std::string(value.get_string());
    if (value.is_bool())
        return value.get_bool() ? "true" : "false";
    return value.is_number() ? json::serialize(value) : std::string();
}

void collect(const json::value& value, std::string_view path, std::vector<std::string>& values) {
    if (path.empty()) {
        if (value.is_array()) {
            for (const auto& element : value.get_array())
                collect(element, path, values);
        } else if (!value.is_null() && !value.is_object()) {
            values.push_back(scalar_text(value));
        }
        return;
    }
    if (!value.is_object())
        return;
    const auto dot = path.find('.');
    auto step = path.substr(0, dot);
    const auto rest = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
    const bool each = step.ends_with("[]");
    if (each)
        step.remove_suffix(2);
    const auto* next = value.get_object().if_contains(step);
    if (next == nullptr)
        return;
    if (!each || !next->is_array())
        return collect(*next, rest, values);
    for (const auto& element : next->get_array())
        collect(element, rest, values);
}

}  // namespace

bool has(const json::object& object, std::string_view member) {
    const auto* value = object.if_contains(member);
    return value != nullptr && !value->is_null();
}

std::string text_of(const json::object& object, std::string_view member) {
    const auto* value = object.if_contains(member);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

std::int64_t number_of(const json::object& object, std::string_view member,
                       std::int64_t otherwise) {
    const auto* value = object.if_contains(member);
    if (value == nullptr)
        return otherwise;
    if (value->is_int64())
        return value->get_int64();
    if (value->is_uint64())
        return static_cast<std::int64_t>(value->get_uint64());
    return value->is_double() ? static_cast<std::int64_t>(value->get_double()) : otherwise;
}

bool flag_of(const json::object& object, std::string_view member, bool otherwise) {
    const auto* value = object.if_contains(member);
    return value != nullptr && value->is_bool() ? value->get_bool() : otherwise;
}

const json::array& list_of(const json::object& object, std::string_view member) {
    static const json::array nothing;
    const auto* value = object.if_contains(member);
    return value != nullptr && value->is_array() ? value->get_array() : nothing;
}

const json::object& object_of(const json::object& object, std::string_view member) {
    static const json::object nothing;
    const auto* value = object.if_contains(member);
    return value != nullptr && value->is_object() ? value->get_object() : nothing;
}

std::vector<std::string> texts_of(const json::object& object, std::string_view member) {
    std::vector<std::string> texts;
    for (const auto& value : list_of(object, member))
        if (value.is_string())
            texts.emplace_back(value.get_string());
    return texts;
}

json::array& list_in(json::object& object, std::string_view member) {
    auto& value = object[member];
    return value.is_array() ? value.get_array() : value.emplace_array();
}

json::object& object_in(json::object& object, std::string_view member) {
    auto& value = object[member];
    return value.is_object() ? value.get_object() : value.emplace_object();
}

std::vector<std::string> values_at(const json::object& object, std::string_view path) {
    std::vector<std::string> values;
    const auto dot = path.find('.');
    auto step = path.substr(0, dot);
    if (step.ends_with("[]"))
        step.remove_suffix(2);
    const auto* value = object.if_contains(step);
    if (value == nullptr)
        return values;
    const auto rest = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
    if (!value->is_array()) {
        collect(*value, rest, values);
        return values;
    }
    for (const auto& element : value->get_array())
        collect(element, rest, values);
    return values;
}

std::size_t erase_where(json::array& list, std::string_view member, std::string_view value) {
    std::size_t erased = 0;
    for (auto element = list.begin(); element != list.end();) {
        const bool matches =
            element->is_object() && text_of(element->get_object(), member) == value;
        erased += matches ? 1U : 0U;
        element = matches ? list.erase(element) : std::next(element);
    }
    return erased;
}

const json::object* find_where(const json::array& list, std::string_view member,
                               std::string_view value) {
    for (const auto& element : list)
        if (element.is_object() && text_of(element.get_object(), member) == value)
            return &element.get_object();
    return nullptr;
}

json::object* find_where(json::array& list, std::string_view member, std::string_view value) {
    for (auto& element : list)
        if (element.is_object() && text_of(element.get_object(), member) == value)
            return &element.get_object();
    return nullptr;
}

bool contains(const json::array& list, std::string_view text) {
    return std::ranges::any_of(list, [&](const json::value& value) {
        return value.is_string() && value.get_string() == text;
    });
}

json::array array_of(const std::vector<std::string>& texts) {
    json::array array;
    array.reserve(texts.size());
    for (const auto& text : texts)
        array.emplace_back(text);
    return array;
}

void copy_members(const json::object& source, json::object& target,
                  std::initializer_list<std::string_view> members) {
    for (const auto member : members)
        if (const auto* value = source.if_contains(member); value != nullptr && !value->is_null())
            target[member] = *value;
}

}  // namespace inland::emulator
