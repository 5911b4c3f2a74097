// SPDX-License-Identifier: Apache-2.0
#include "render/topology_text.h"

#include "render/text_table.h"

namespace inland::render {

std::string topology_text(const topology::Topology& topology) {
    std::vector<TextRow> rows{{"RESOURCE", "WHY"}};
    topology::for_each_resource(
        topology, [&](const auto& resource) { rows.push_back({resource.key, resource.why}); });
    return text_table(rows) + "\n" + count_of(rows.size() - 1, "resource") + "\n";
}

}  // namespace inland::render
