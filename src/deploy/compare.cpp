// SPDX-License-Identifier: Apache-2.0
#include "deploy/compare.h"

#include "topology/client_registry.h"
#include "topology/installed_addons.h"

namespace inland::deploy {

namespace {

std::optional<json::value> as_document(const std::string& text) {
    const auto start = text.find_first_not_of(" \t\r\n");
    if (start == text.npos || text[start] != '{')
        return std::nullopt;
    auto parsed = parse_json(text);
    return parsed ? std::optional(std::move(*parsed)) : std::nullopt;
}

/// IAM stores one-element lists and plain values as they came; both mean the same.
json::value without_single_lists(const json::value& value) {
    if (const auto* array = value.if_array()) {
        if (array->size() == 1)
            return without_single_lists(array->front());
        json::array items;
        for (const auto& item : *array)
            items.push_back(without_single_lists(item));
        return items;
    }
    if (const auto* object = value.if_object()) {
        json::object members;
        for (const auto& member : *object)
            members[member.key()] = without_single_lists(member.value());
        return members;
    }
    return value;
}

}  // namespace

bool same_meaning(const std::string& left, const std::string& right) {
    if (left == right)
        return true;
    const auto left_document = as_document(left);
    const auto right_document = left_document ? as_document(right) : std::nullopt;
    return left_document && right_document &&
           without_single_lists(*left_document) == without_single_lists(*right_document);
}

bool same_meaning(const std::map<std::string, std::string>& left,
                  const std::map<std::string, std::string>& right) {
    return std::ranges::equal(left, right, [](const auto& one, const auto& other) {
        return one.first == other.first && same_meaning(one.second, other.second);
    });
}

std::vector<std::string> outlived_tags(const topology::Tags& desired,
                                       const topology::Tags& observed) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : observed)
        if (!desired.contains(key) &&
            (key == topology::registry_tag || key.starts_with(topology::addon_tag)))
            keys.push_back(key);
    return keys;
}

std::vector<FieldChange> tag_changes(const topology::Tags& desired,
                                     const topology::Tags& observed) {
    std::vector<FieldChange> changes;
    for (const auto& [key, value] : desired) {
        const auto found = observed.find(key);
        if (found == observed.end())
            changes.push_back({"tags." + key, nullptr, json::value(value), false});
        else if (found->second != value)
            changes.push_back(
                {"tags." + key, json::value(found->second), json::value(value), false});
    }
    for (const auto& key : outlived_tags(desired, observed))
        changes.push_back({"tags." + key, json::value(observed.at(key)), json::value(), false});
    return changes;
}

}  // namespace inland::deploy
