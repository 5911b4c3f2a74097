// SPDX-License-Identifier: Apache-2.0
#include "knowledge/node_path.h"

namespace inland::knowledge {

namespace {

constexpr std::string_view key_suffix = "@key";

void collect(const Node& node, std::string_view path, std::vector<const Node*>& found) {
    if (path.empty())
        return found.push_back(&node);
    const auto slash = path.find('/');
    const auto segment = path.substr(0, slash);
    const auto rest = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
    for (const auto& child : node.children)
        if (segment == "*" || child.key == segment)
            collect(child, rest, found);
}

}  // namespace

std::vector<NamedPlace> names_at(const Node& root, std::string_view path) {
    const bool of_keys = path.ends_with(key_suffix);
    if (of_keys)
        path.remove_suffix(key_suffix.size());
    std::vector<const Node*> found;
    collect(root, path, found);
    std::vector<NamedPlace> names;
    for (const Node* node : found)
        if (of_keys)
            names.push_back({node->key, node->key_position});
        else if (node->kind == NodeKind::Scalar)
            names.push_back({node->text, node->position});
    return names;
}

}  // namespace inland::knowledge
