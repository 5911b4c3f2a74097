// SPDX-License-Identifier: Apache-2.0
#include "oci/manifests/finder.h"

#include <algorithm>
#include <array>

namespace inland::oci {

using knowledge::NodeKind;

void Finder::search_pod_spec(const Node& spec, Certainty certainty) {
    static constexpr std::array<std::string_view, 3> lists = {"initContainers", "containers",
                                                              "ephemeralContainers"};
    for (const auto name : lists)
        if (const auto* containers = spec.find(name)) {
            const FieldPath::Step step(path_, name);
            search_containers(*containers, certainty);
        }
    if (const auto* volumes = spec.find("volumes")) {
        const FieldPath::Step step(path_, "volumes");
        search_volumes(*volumes, certainty);
    }
}

void Finder::search_containers(const Node& containers, Certainty certainty) {
    for (std::size_t index = 0; index < containers.children.size(); ++index) {
        const FieldPath::Step step(path_, index);
        if (containers.children[index].kind == NodeKind::Map)
            search_container(containers.children[index], certainty);
    }
}

void Finder::search_container(const Node& container, Certainty certainty) {
    for (const Node& field : container.children) {
        const FieldPath::Step step(path_, field.key);
        if (field.key == "image")
            add_needed_name(field, "container", certainty);
        else if (field.key == "args" || field.key == "command")
            search_arguments(field);
        else if (field.key == "env")
            search_variables(field);
    }
}

/// Since 1.31 a volume may be an image, too.
void Finder::search_volumes(const Node& volumes, Certainty certainty) {
    for (std::size_t index = 0; index < volumes.children.size(); ++index) {
        const auto* const image = volumes.children[index].find("image");
        const auto* const reference = image == nullptr ? nullptr : image->find("reference");
        if (reference == nullptr)
            continue;
        const FieldPath::Step at(path_, index);
        const FieldPath::Step in_image(path_, "image");
        const FieldPath::Step in_reference(path_, "reference");
        add_needed_name(*reference, "volume", certainty);
    }
}

}  // namespace inland::oci
