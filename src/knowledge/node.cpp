// SPDX-License-Identifier: Apache-2.0
#include "knowledge/node.h"

#include <algorithm>
#include <array>
#include <utility>

namespace inland::knowledge {

const Node* Node::find(std::string_view name) const {
    const auto found = std::ranges::find(children, name, &Node::key);
    return kind == NodeKind::Map && found != children.end() ? &*found : nullptr;
}

std::string_view kind_name(NodeKind kind) {
    static constexpr std::array<std::string_view, 4> names = {"nothing", "text", "a list", "a map"};
    return names[static_cast<std::size_t>(std::to_underlying(kind))];
}

}  // namespace inland::knowledge
