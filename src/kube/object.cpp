// SPDX-License-Identifier: Apache-2.0
#include "kube/object.h"

#include <algorithm>

namespace inland::kube {

namespace {

bool has_all(const json::object& wanted, const json::object& found) {
    return std::ranges::all_of(wanted, [&](const auto& member) {
        const auto* value = found.if_contains(member.key());
        return value != nullptr && is_as_wanted(member.value(), *value);
    });
}

/// Of a name that may hold dots.
std::string text_in(const json::object& map, std::string_view name) {
    const auto* value = map.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->get_string())
                                                  : std::string();
}

}  // namespace

ObjectName name_of(const json::object& object) {
    return {.api_version = string_or_empty(object, "apiVersion"),
            .kind = string_or_empty(object, "kind"),
            .namespace_name = string_or_empty(object, "metadata.namespace"),
            .name = string_or_empty(object, "metadata.name")};
}

std::string label_of(const json::object& object, std::string_view label) {
    return text_in(find_object(object, "metadata.labels"), label);
}

std::string annotation_of(const json::object& object, std::string_view annotation) {
    return text_in(find_object(object, "metadata.annotations"), annotation);
}

bool is_as_wanted(const json::value& wanted, const json::value& found) {
    if (wanted.is_object())
        return found.is_object() && has_all(wanted.get_object(), found.get_object());
    if (wanted.is_array())
        return found.is_array() &&
               std::ranges::equal(wanted.get_array(), found.get_array(), is_as_wanted);
    return wanted == found;
}

}  // namespace inland::kube
