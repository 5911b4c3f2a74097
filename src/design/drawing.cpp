// SPDX-License-Identifier: Apache-2.0
#include "design/drawing.h"

namespace inland::design {

topology::Tags tags_of(const spec::Cluster& cluster, std::string_view key) {
    topology::Tags tags;
    for (const auto& tag : cluster.tags)
        tags[tag.key.value] = tag.value.value;
    // What consoles show as the resource's name, unless the user says another.
    tags.try_emplace("Name", cluster.name.value + "/" + std::string(key));
    tags[std::string(topology::cluster_tag)] = cluster.name.value;
    tags[std::string(topology::id_tag)] = key;
    return tags;
}

}  // namespace inland::design
