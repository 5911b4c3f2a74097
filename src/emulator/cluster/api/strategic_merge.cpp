// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/patch.h"

#include <algorithm>
#include <array>

namespace inland::emulator::cluster {

namespace {

struct MergeKey {
    std::string_view list;
    std::string_view key;  ///< "" for lists of scalars that are merged as sets
};

/// Lists with patchStrategy "merge" in the types that are served, by the name of their field
/// (k8s.io/api, patchMergeKey tags). Other lists are replaced whole.
constexpr std::array merge_keys{
    MergeKey{"containers", "name"},
    MergeKey{"initContainers", "name"},
    MergeKey{"ephemeralContainers", "name"},
    MergeKey{"env", "name"},
    MergeKey{"volumeMounts", "mountPath"},
    MergeKey{"volumeDevices", "devicePath"},
    MergeKey{"volumes", "name"},
    MergeKey{"imagePullSecrets", "name"},
    MergeKey{"hostAliases", "ip"},
    MergeKey{"topologySpreadConstraints", "topologyKey"},
    MergeKey{"conditions", "type"},
    MergeKey{"addresses", "type"},
    MergeKey{"ownerReferences", "uid"},
    MergeKey{"secrets", "name"},
    MergeKey{"podIPs", "ip"},
    MergeKey{"hostIPs", "ip"},
    MergeKey{"resourceClaims", "name"},
    MergeKey{"finalizers", ""},
    MergeKey{"podCIDRs", ""},
};

constexpr std::string_view directive = "$patch";
constexpr std::string_view delete_from_set = "$deleteFromPrimitiveList/";

/// The key of a list by its field's name and, for "ports", by what its elements have.
std::optional<std::string_view> merge_key_of(std::string_view list, const json::array& patch) {
    const auto row = std::ranges::find(merge_keys, list, &MergeKey::list);
    if (row != merge_keys.end())
        return row->key;
    if (list != "ports" || patch.empty())
        return std::nullopt;
    return find(patch[0], "containerPort") != nullptr ? "containerPort" : "port";
}

bool is_directive(std::string_view key) {
    return key.starts_with("$");
}

json::value* element_with(json::array& list, std::string_view key, const json::value& wanted) {
    for (auto& element : list)
        if (const auto* value = find(element, key); value != nullptr && *value == wanted)
            return &element;
    return nullptr;
}

void remove_element(json::array& list, const json::value& element) {
    const auto* const found = std::ranges::find(list, element);
    if (found != list.end())
        list.erase(found);
}

void merge_element(json::array& list, std::string_view key, const json::value& patch) {
    const auto* wanted = find(patch, key);
    auto* element = wanted == nullptr ? nullptr : element_with(list, key, *wanted);
    if (find_string(patch, directive) == "delete") {
        if (element != nullptr)
            remove_element(list, json::value(*element));
        return;
    }
    if (element == nullptr)
        list.push_back(strategic_merge_patch(json::object{}, patch));
    else
        *element = strategic_merge_patch(*element, patch);
}

bool replaces_list(const json::array& patch) {
    return std::ranges::any_of(patch, [](const json::value& element) {
        return find_string(element, directive) == "replace";
    });
}

json::array without_directives(const json::array& patch) {
    json::array list;
    for (const auto& element : patch)
        if (find_string(element, directive) != "replace")
            list.push_back(element);
    return list;
}

json::array merge_list(json::array list, std::string_view key, const json::array& patch) {
    for (const auto& element : patch) {
        if (!key.empty())
            merge_element(list, key, element);
        else if (std::ranges::find(list, element) == list.end())
            list.push_back(element);
    }
    return list;
}

json::value merged_field(std::string_view name, const json::value& target,
                         const json::value& patch) {
    if (!patch.is_array())
        return strategic_merge_patch(target, patch);
    const auto key = merge_key_of(name, patch.get_array());
    if (!key || replaces_list(patch.get_array()))
        return without_directives(patch.get_array());
    return merge_list(target.is_array() ? target.get_array() : json::array{}, *key,
                      patch.get_array());
}

void delete_scalars(json::object& object, std::string_view list, const json::value& scalars) {
    auto* target = object.if_contains(list);
    if (target == nullptr || !target->is_array() || !scalars.is_array())
        return;
    for (const auto& scalar : scalars.get_array())
        remove_element(target->get_array(), scalar);
}

void apply_field(json::object& object, std::string_view name, const json::value& value) {
    if (name.starts_with(delete_from_set))
        delete_scalars(object, name.substr(delete_from_set.size()), value);
    else if (value.is_null() || find_string(value, directive) == "delete")
        object.erase(name);
    else if (!is_directive(name))
        object[name] =
            merged_field(name, object.contains(name) ? object.at(name) : json::value{}, value);
}

/// "$retainKeys" lists the only members that stay.
void retain_keys(json::object& object, const json::array& keys) {
    std::vector<std::string> others;
    for (const auto& [key, value] : object)
        if (std::ranges::find(keys, json::value(key)) == keys.end())
            others.emplace_back(key);
    for (const auto& key : others)
        object.erase(key);
}

}  // namespace

json::value strategic_merge_patch(json::value target, const json::value& patch) {
    if (!patch.is_object())
        return patch;
    if (!target.is_object() || find_string(patch, directive) == "replace")
        target.emplace_object();
    auto& object = target.get_object();
    for (const auto& [key, value] : patch.get_object())
        apply_field(object, key, value);
    if (const auto& keys = find_array(patch, "$retainKeys"); !keys.empty())
        retain_keys(object, keys);
    return target;
}

}  // namespace inland::emulator::cluster
