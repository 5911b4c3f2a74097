// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/controller_revisions.h"

#include "emulator/cluster/workloads/owned.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/services/members.h"

#include <algorithm>

namespace inland::emulator::cluster {

namespace {

const ResourceType& revisions() {
    static const auto& type = type_of("apps", "controllerrevisions");
    return type;
}

std::int64_t number_of_revision(const json::object& revision) {
    return find_int(revision, "revision").value_or(0);
}

/// The patch that brings a set back to this template.
json::object data_of(const json::object& set) {
    auto pod_template = find_object(set, "spec.template");
    pod_template["$patch"] = "replace";
    return {{"spec", json::object{{"template", std::move(pod_template)}}}};
}

json::object revision_of_set(const json::object& set, json::object data, std::int64_t number) {
    const auto hash = template_hash(find_object(set, "spec.template"));
    auto labels = find_object(set, "spec.template.metadata.labels");
    labels[controller_hash_label] = hash;
    json::object metadata{{"name", name_of(set) + "-" + hash},
                          {"namespace", namespace_of(set)},
                          {"labels", std::move(labels)},
                          {"ownerReferences", json::array{controller_reference(set)}}};
    if (const auto cause = annotation_of(set, "kubernetes.io/change-cause"); !cause.empty())
        metadata["annotations"] = json::object{{"kubernetes.io/change-cause", cause}};
    return {{"metadata", std::move(metadata)}, {"data", std::move(data)}, {"revision", number}};
}

}  // namespace

std::string current_revision(Objects& objects, const json::object& set) {
    const auto data = data_of(set);
    const auto all = owned_objects(objects, revisions(), set);
    std::int64_t highest = 0;
    const json::object* found = nullptr;
    for (const auto& revision : all) {
        highest = std::max(highest, number_of_revision(revision));
        if (find_object(revision, "data") == data)
            found = &revision;
    }
    if (found == nullptr) {
        auto made = revision_of_set(set, data, highest + 1);
        auto name = name_of(made);
        objects.ensure(revisions(), std::move(made));
        return name;
    }
    if (number_of_revision(*found) < highest)
        objects.change(revisions(), namespace_of(*found), name_of(*found),
                       [&](json::object& stored) { stored["revision"] = highest + 1; });
    return name_of(*found);
}

std::string hash_of_revision(const json::object& set, const std::string& revision) {
    return revision.substr(std::min(name_of(set).size() + 1, revision.size()));
}

}  // namespace inland::emulator::cluster
