// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/owned.h"

#include <algorithm>

namespace inland::emulator::cluster {

bool is_owned_by(const json::object& object, const json::object& owner) {
    const auto uid = string_or_empty(owner, "metadata.uid");
    return std::ranges::any_of(
        find_array(object, "metadata.ownerReferences"),
        [&](const json::value& reference) { return find_string(reference, "uid") == uid; });
}

std::vector<json::object> owned_objects(const Objects& objects, const ResourceType& type,
                                        const json::object& owner) {
    std::vector<json::object> owned;
    for (const auto* object : objects.list(type, namespace_of(owner)))
        if (is_owned_by(*object, owner))
            owned.push_back(*object);
    return owned;
}

std::vector<json::object> all_objects(const Objects& objects, const ResourceType& type) {
    std::vector<json::object> all;
    for (const auto* object : objects.list(type))
        all.push_back(*object);
    return all;
}

json::object controller_reference(const json::object& owner) {
    return {{"apiVersion", string_or_empty(owner, "apiVersion")},
            {"kind", string_or_empty(owner, "kind")},
            {"name", name_of(owner)},
            {"uid", string_or_empty(owner, "metadata.uid")},
            {"controller", true},
            {"blockOwnerDeletion", true}};
}

std::string annotation_of(const json::object& object, std::string_view name) {
    const auto* value = find_object(object, "metadata.annotations").if_contains(name);
    return value == nullptr || !value->is_string() ? std::string{}
                                                   : std::string(value->get_string());
}

}  // namespace inland::emulator::cluster
