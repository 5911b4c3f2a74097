// SPDX-License-Identifier: Apache-2.0
#include "spec/readers.h"
#include "spec/values.h"

#include <algorithm>

namespace inland::spec {

/// EKS, LogType.
static bool read_log_type(const Node& node, Context& context, PlacedText& type) {
    static const std::vector<std::string> types = {"api", "audit", "authenticator",
                                                   "controllerManager", "scheduler"};
    PlacedText text;
    if (!read_text(node, context, text))
        return false;
    if (std::ranges::find(types, text.value) == types.end()) {
        context.unknown_word(node.position, "unknown-log-type", "EKS has no such log", text.value,
                             types);
        return false;
    }
    type = std::move(text);
    return true;
}

void read_logging(const Node& node, Context& context, Cluster& cluster) {
    read_list(node, context, cluster.logging, read_log_type);
    refuse_repeated(cluster.logging, context);
}

}  // namespace inland::spec
