// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/tags.h"

#include "emulator/services/members.h"
#include "emulator/services/refusal.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::size_t most_tags = 50;
constexpr std::size_t longest_key = 128;
constexpr std::size_t longest_value = 256;

std::string key_of(const json::value& tag) {
    return tag.is_object() ? text_of(tag.get_object(), "Key") : "";
}

}  // namespace

void merge_tags(json::array& tags, const json::array& added) {
    for (const auto& tag : added) {
        if (!tag.is_object())
            continue;
        const auto key = key_of(tag);
        erase_where(tags, "Key", key);
        tags.push_back(json::object{{"Key", key}, {"Value", text_of(tag.get_object(), "Value")}});
    }
    std::ranges::stable_sort(tags, {}, key_of);
}

void remove_tags(json::array& tags, const std::vector<std::string>& keys) {
    for (const auto& key : keys)
        erase_where(tags, "Key", key);
}

std::string tag_value(const json::array& tags, std::string_view key) {
    const auto* tag = find_where(tags, "Key", key);
    return tag == nullptr ? "" : text_of(*tag, "Value");
}

json::array tag_list(const json::object& map) {
    json::array tags;
    for (const auto& [key, value] : map)
        tags.push_back(json::object{{"Key", key}, {"Value", value}});
    std::ranges::stable_sort(tags, {}, key_of);
    return tags;
}

Result<void> check_tags(const json::array& tags, std::string_view code) {
    if (tags.size() > most_tags)
        return refuse("TagLimitExceeded", fmt::format("More than {} tags specified", most_tags));
    for (const auto& tag : tags) {
        const auto key = key_of(tag);
        if (key.empty() || key.size() > longest_key)
            return refuse(std::string(code),
                          fmt::format("Tag keys must be between 1 and {} characters", longest_key));
        if (key.starts_with("aws:"))
            return refuse(std::string(code),
                          "Tag keys starting with 'aws:' are reserved for internal use");
        if (text_of(tag.get_object(), "Value").size() > longest_value)
            return refuse(std::string(code),
                          fmt::format("Tag values must be at most {} characters", longest_value));
    }
    return {};
}

}  // namespace inland::emulator
