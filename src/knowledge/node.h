// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace inland::knowledge {

/// Line and column in a file, from 1.
struct Position {
    int line = 0;
    int column = 0;

    auto operator<=>(const Position&) const = default;
};

enum class NodeKind { Null, Scalar, List, Map };
enum class ScalarStyle { Plain, Quoted };

/// A document's tree, whatever notation it was written in: what the typed readers read. Scalars
/// stay text, so that "1.30" is not a number before somebody asks for one.
struct Node {
    NodeKind kind = NodeKind::Null;
    ScalarStyle style = ScalarStyle::Plain;
    Position position = {};
    std::string text = {};  ///< of a scalar
    std::string key = {};   ///< under which a map holds this node
    Position key_position = {};
    std::vector<Node> children = {};  ///< of a list or map, in the order of the file

    [[nodiscard]] bool is_null() const { return kind == NodeKind::Null; }
    /// The entry of a map, or nullptr.
    [[nodiscard]] const Node* find(std::string_view name) const;
};

/// "text", "a list", "a map" or "nothing": for "expected a list, found text".
std::string_view kind_name(NodeKind kind);

}  // namespace inland::knowledge
