// SPDX-License-Identifier: Apache-2.0
// The walk through objects of whatever kind, down to the shapes that the other files know.
#include "oci/manifests/finder.h"

#include <algorithm>
#include <array>
#include <utility>

namespace inland::oci {

namespace {

using knowledge::NodeKind;

/// Of every kind of object: what a controller reports, and copies of what was applied before.
bool is_skipped(std::string_view pattern) {
    static constexpr std::array<std::string_view, 5> paths = {
        "status", "metadata.labels", "metadata.managedFields",
        "metadata.annotations.kubectl.kubernetes.io/last-applied-configuration",
        "metadata.ownerReferences"};
    return std::ranges::find(paths, pattern) != paths.end();
}

/// A list of maps of which one has an image: containers, whatever the field is called.
bool holds_containers(const knowledge::Node& map) {
    const auto* const containers = map.find("containers");
    return containers != nullptr && containers->kind == NodeKind::List &&
           std::ranges::any_of(containers->children, [](const auto& each) {
               return each.kind == NodeKind::Map && each.find("image") != nullptr;
           });
}

/// A kustomization need not say that it is one: its file does.
bool is_kustomization(std::string_view file, const knowledge::Node& object) {
    static constexpr std::array<std::string_view, 3> names = {"kustomization.yaml",
                                                              "kustomization.yml", "Kustomization"};
    const auto name = file.substr(file.rfind('/') + 1);
    return text_in(object, "apiVersion").starts_with("kustomize.config.k8s.io/") ||
           (object.find("kind") == nullptr && std::ranges::find(names, name) != names.end());
}

}  // namespace

void Finder::search(const Node& document) {
    if (document.kind == NodeKind::List)
        for (std::size_t index = 0; index < document.children.size(); ++index) {
            const FieldPath::Step step(path_, index);
            search(document.children[index]);
        }
    if (document.kind == NodeKind::Map)
        search_object(document);
}

void Finder::search_object(const Node& object) {
    if (manifests::is_list(object)) {
        const FieldPath::Step step(path_, "items");
        return search(*object.find("items"));
    }
    const FieldPath::Object scope(path_);
    object_ = manifests::object_name(object);
    group_ = manifests::group_of(object_.api_version);
    if (is_kustomization(searched_.file, object))
        return search_kustomization(object);
    // Schemas name fields, not images.
    if (object_.kind != "CustomResourceDefinition")
        search_any(object);
}

void Finder::search_any(const Node& node) {
    if (node.kind == NodeKind::Map)
        search_map(node);
    else if (node.kind == NodeKind::List)
        search_list(node);
    else if (node.kind == NodeKind::Scalar)
        search_scalar(node);
}

void Finder::search_list(const Node& list) {
    for (std::size_t index = 0; index < list.children.size(); ++index) {
        const FieldPath::Step step(path_, index);
        search_any(list.children[index]);
    }
}

void Finder::search_map(const Node& map) {
    if (searched_.rules.holds_pod_spec(group_, object_.kind, path_.pattern()))
        return search_pod_spec(map, Certainty::Certain);
    if (holds_containers(map))
        search_pod_spec(map, Certainty::Likely);
    const Hub outer = std::exchange(hub_, hub_in(map));
    const bool is_understood = search_hub_member(map, outer) || search_group(map);
    search_children(map, is_understood ? Scalars::Understood : Scalars::Searched);
    hub_ = outer;
}

void Finder::search_children(const Node& map, Scalars scalars) {
    for (const Node& child : map.children) {
        const FieldPath::Step step(path_, child.key);
        const bool is_understood = scalars == Scalars::Understood && child.kind == NodeKind::Scalar;
        if (is_understood || (!object_.kind.empty() && is_skipped(path_.pattern())))
            continue;
        if (child.kind == NodeKind::List && (child.key == "args" || child.key == "command"))
            search_arguments(child);
        else if (child.kind == NodeKind::List && child.key == "env")
            search_variables(child);
        else
            search_any(child);
    }
}

void Finder::search_scalar(const Node& scalar) {
    if (scalar.text.empty())
        return;
    if (searched_.rules.holds_image(group_, object_.kind, path_.pattern()))
        return add_name(scalar, "custom-resource", Certainty::Certain);
    if (is_image_word(scalar.key))
        return add_name(scalar, "field", Certainty::Likely);
    search_text(scalar);
}

}  // namespace inland::oci
