// SPDX-License-Identifier: Apache-2.0
#include "spec/readers.h"
#include "spec/values.h"

namespace inland::spec {

static bool read_addon(const Node& node, Context& context, PlacedText& addon) {
    PlacedText text;
    if (!read_text(node, context, text))
        return false;
    if (context.tables.addon(text.value)) {
        addon = std::move(text);
        return true;
    }
    std::vector<std::string> known;
    for (const auto& row : context.tables.addons)
        known.push_back(row.name);
    context.unknown_word(node.position, "unknown-addon", "unknown add-on", text.value, known);
    return false;
}

void read_addons(const Node& node, Context& context, Cluster& cluster) {
    cluster.addons.clear();
    read_list(node, context, cluster.addons, read_addon);
    refuse_repeated(cluster.addons, context);
}

}  // namespace inland::spec
