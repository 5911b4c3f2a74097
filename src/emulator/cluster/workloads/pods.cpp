// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/pods.h"

#include "core/clock.h"
#include "core/crypto.h"
#include "emulator/cluster/workloads/owned.h"
#include "emulator/services/members.h"

#include <algorithm>

namespace inland::emulator::cluster {

namespace {

bool matches(const json::value& toleration, const json::value& taint) {
    const auto effect = string_or_empty(toleration, "effect");
    if (!effect.empty() && effect != string_or_empty(taint, "effect"))
        return false;
    const auto key = string_or_empty(toleration, "key");
    if (!key.empty() && key != string_or_empty(taint, "key"))
        return false;
    return string_or_empty(toleration, "operator") == "Exists" ||
           (!key.empty() &&
            string_or_empty(toleration, "value") == string_or_empty(taint, "value"));
}

}  // namespace

std::string template_hash(const json::object& pod_template) {
    constexpr std::size_t length = 10;
    return hex(sha256(json::serialize(pod_template))).substr(0, length);
}

json::object pod_of_template(const json::object& owner, const json::object& pod_template) {
    json::object metadata{{"generateName", name_of(owner) + "-"},
                          {"namespace", namespace_of(owner)},
                          {"labels", find_object(pod_template, "metadata.labels")},
                          {"ownerReferences", json::array{controller_reference(owner)}}};
    if (const auto& annotations = find_object(pod_template, "metadata.annotations");
        !annotations.empty())
        metadata["annotations"] = annotations;
    return {{"metadata", std::move(metadata)}, {"spec", find_object(pod_template, "spec")}};
}

std::vector<const json::object*> pods_of_owner(const Objects& objects, const json::object& owner) {
    const auto uid = string_or_empty(owner, "metadata.uid");
    auto pods = objects.list(type_of("", "pods"), namespace_of(owner));
    std::erase_if(pods, [&](const json::object* pod) {
        return std::ranges::none_of(
            find_array(*pod, "metadata.ownerReferences"),
            [&](const json::value& reference) { return find_string(reference, "uid") == uid; });
    });
    return pods;
}

bool is_ready(const json::object& pod) {
    const auto& conditions = find_array(pod, "status.conditions");
    return std::ranges::any_of(conditions, [](const json::value& condition) {
        return find_string(condition, "type") == "Ready" &&
               find_string(condition, "status") == "True";
    });
}

bool is_finished(const json::object& pod) {
    const auto phase = string_or_empty(pod, "status.phase");
    return phase == "Succeeded" || phase == "Failed";
}

bool has_label(const json::object& object, std::string_view key, std::string_view value) {
    const auto* label = find_object(object, "metadata.labels").if_contains(key);
    return label != nullptr && label->is_string() && label->get_string() == value;
}

void set_condition(json::object& object, json::object condition, TimePoint now) {
    auto& conditions = list_in(object_in(object, "status"), "conditions");
    const auto type = string_or_empty(condition, "type");
    auto* const found = std::ranges::find_if(
        conditions, [&](const json::value& each) { return find_string(each, "type") == type; });
    const bool is_new = found == conditions.end();
    const bool is_changed =
        is_new || find_string(*found, "status") != find_string(condition, "status");
    condition["lastTransitionTime"] =
        is_changed ? iso8601(now) : string_or_empty(*found, "lastTransitionTime");
    if (is_new)
        conditions.push_back(std::move(condition));
    else
        *found = std::move(condition);
}

bool tolerates(const json::object& pod_spec, const json::object& node) {
    const auto& tolerations = find_array(pod_spec, "tolerations");
    return std::ranges::all_of(find_array(node, "spec.taints"), [&](const json::value& taint) {
        return find_string(taint, "effect") == "PreferNoSchedule" ||
               std::ranges::any_of(tolerations, [&](const json::value& toleration) {
                   return matches(toleration, taint);
               });
    });
}

bool is_selected(const json::object& pod_spec, const json::object& node) {
    const auto& labels = find_object(node, "metadata.labels");
    return std::ranges::all_of(find_object(pod_spec, "nodeSelector"), [&](const auto& wanted) {
        const auto* label = labels.if_contains(wanted.key());
        return label != nullptr && *label == wanted.value();
    });
}

}  // namespace inland::emulator::cluster
