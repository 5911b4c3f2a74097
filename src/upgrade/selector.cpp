// SPDX-License-Identifier: Apache-2.0
#include "upgrade/selector.h"

#include <algorithm>

namespace inland::upgrade {

namespace {

bool has_value(const json::object& labels, const json::value& requirement) {
    const auto* value = labels.if_contains(string_or_empty(requirement, "key"));
    const auto& wanted = find_array(requirement, "values");
    return value != nullptr && std::ranges::find(wanted, *value) != wanted.end();
}

bool meets(const json::object& labels, const json::value& requirement) {
    const auto sign = string_or_empty(requirement, "operator");
    const bool is_there = labels.contains(string_or_empty(requirement, "key"));
    if (sign == "Exists")
        return is_there;
    if (sign == "DoesNotExist")
        return !is_there;
    return has_value(labels, requirement) == (sign == "In");
}

}  // namespace

bool selects(const json::object& selector, const json::object& object) {
    const auto& labels = find_object(object, "metadata.labels");
    const auto& wanted = find_object(selector, "matchLabels");
    const bool has_all = std::ranges::all_of(wanted, [&](const auto& label) {
        const auto* value = labels.if_contains(label.key());
        return value != nullptr && *value == label.value();
    });
    return has_all && std::ranges::all_of(find_array(selector, "matchExpressions"),
                                          [&](const json::value& requirement) {
                                              return meets(labels, requirement);
                                          });
}

}  // namespace inland::upgrade
