// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/revisions.h"

#include "emulator/cluster/workloads/owned.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/services/members.h"

#include <algorithm>
#include <charconv>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view change_cause = "kubernetes.io/change-cause";

const ResourceType& replica_sets() {
    static const auto& type = type_of("apps", "replicasets");
    return type;
}

json::object without_hash(json::object pod_template) {
    object_in(object_in(pod_template, "metadata"), "labels").erase(template_hash_label);
    return pod_template;
}

json::object replica_set_of(const json::object& deployment) {
    auto pod_template = find_object(deployment, "spec.template");
    const auto hash = template_hash(pod_template);
    object_in(metadata_in(pod_template), "labels")[template_hash_label] = hash;
    auto selector = find_object(deployment, "spec.selector");
    object_in(selector, "matchLabels")[template_hash_label] = hash;
    const auto labels = find_object(pod_template, "metadata.labels");
    return {{"metadata",
             json::object{{"name", name_of(deployment) + "-" + hash},
                          {"namespace", namespace_of(deployment)},
                          {"labels", labels},
                          {"generation", 1},
                          {"ownerReferences", json::array{controller_reference(deployment)}}}},
            {"spec", json::object{{"replicas", 0},
                                  {"selector", std::move(selector)},
                                  {"template", std::move(pod_template)}}}};
}

std::int64_t highest_revision(const std::vector<json::object>& sets) {
    std::int64_t highest = 0;
    for (const auto& set : sets)
        highest = std::max(highest, revision_of(set));
    return highest;
}

/// What `kubectl rollout history` reads of a set.
void annotate(Objects& objects, const json::object& deployment, const std::string& name,
              std::int64_t revision) {
    const auto cause = annotation_of(deployment, change_cause);
    objects.change(replica_sets(), namespace_of(deployment), name, [&](json::object& set) {
        auto& annotations = object_in(metadata_in(set), "annotations");
        annotations[revision_annotation] = std::to_string(revision);
        if (!cause.empty())
            annotations[change_cause] = cause;
    });
    objects.change(type_of("apps", "deployments"), namespace_of(deployment), name_of(deployment),
                   [&](json::object& stored) {
                       object_in(metadata_in(stored), "annotations")[revision_annotation] =
                           std::to_string(revision);
                   });
}

}  // namespace

std::int64_t revision_of(const json::object& object) {
    const auto text = annotation_of(object, revision_annotation);
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

json::object current_replica_set(Objects& objects, const json::object& deployment) {
    const auto sets = owned_objects(objects, replica_sets(), deployment);
    const auto wanted = without_hash(find_object(deployment, "spec.template"));
    const auto found = std::ranges::find_if(sets, [&](const json::object& set) {
        return without_hash(find_object(set, "spec.template")) == wanted;
    });
    const auto highest = highest_revision(sets);
    auto set = found == sets.end() ? replica_set_of(deployment) : *found;
    if (found == sets.end())
        objects.ensure(replica_sets(), set);
    const bool is_latest = found != sets.end() && revision_of(set) == highest && highest > 0;
    annotate(objects, deployment, name_of(set), is_latest ? highest : highest + 1);
    const auto* stored = objects.find(replica_sets(), namespace_of(set), name_of(set));
    return stored == nullptr ? set : *stored;
}

void forget_old_revisions(Objects& objects, const json::object& deployment,
                          const json::object& current) {
    auto sets = owned_objects(objects, replica_sets(), deployment);
    std::erase_if(sets, [&](const json::object& set) {
        return name_of(set) == name_of(current) || find_int(set, "spec.replicas").value_or(0) > 0 ||
               find_int(set, "status.replicas").value_or(0) > 0;
    });
    std::ranges::sort(sets, {}, revision_of);
    constexpr std::int64_t usual = 10;
    const auto kept = find_int(deployment, "spec.revisionHistoryLimit").value_or(usual);
    const auto surplus = static_cast<std::int64_t>(sets.size()) - kept;
    for (std::int64_t i = 0; i < surplus; ++i)
        objects.remove(replica_sets(), namespace_of(deployment),
                       name_of(sets[static_cast<std::size_t>(i)]));
}

}  // namespace inland::emulator::cluster
