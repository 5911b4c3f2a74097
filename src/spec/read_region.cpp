// SPDX-License-Identifier: Apache-2.0
#include "spec/readers.h"
#include "spec/values.h"

namespace inland::spec {

void read_region(const Node& node, Context& context, Cluster& cluster) {
    PlacedText text;
    if (!read_text(node, context, text))
        return;
    context.region = context.tables.region(text.value);
    if (context.region) {
        cluster.region = std::move(text);
        return;
    }
    std::vector<std::string> known;
    for (const auto& region : context.tables.regions)
        known.push_back(region.name);
    context.unknown_word(node.position, "unknown-region", "unknown region", text.value, known);
}

}  // namespace inland::spec
