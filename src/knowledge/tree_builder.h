// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/node.h"
#include "knowledge/reporter.h"

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

namespace inland::knowledge {

/// Builds a Node tree from yaml-cpp's events. Works on events, not on yaml-cpp's own tree, because
/// that one expands aliases, forgets duplicate keys and recurses as deep as the file says.
/// One use per file. Throws Refused through yaml-cpp's frames, caught in parse_yaml only.
class TreeBuilder final : public YAML::EventHandler {
  public:
    struct Refused {};

    using KeyOfTag = std::string (*)(std::string_view tag);

    TreeBuilder(Reporter& reporter, int maximum_depth, KeyOfTag key_of_tag = nullptr)
        : reporter_(reporter), maximum_depth_(maximum_depth), key_of_tag_(key_of_tag) {}

    /// The document, a Null one of an empty file.
    Node root() && { return std::move(root_).value_or(Node{}); }
    /// Where the last quoted scalar starts, and the offset of that byte.
    [[nodiscard]] Position last_quoted() const { return last_quoted_; }
    [[nodiscard]] std::size_t last_quoted_offset() const { return last_quoted_offset_; }

    void OnDocumentStart(const YAML::Mark& mark) override;
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override;
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override;
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override;
    void OnMapEnd() override { close(); }
    void OnAnchor(const YAML::Mark& mark, const std::string& name) override;

  private:
    struct Key {
        std::string text;
        Position position;
    };
    /// A list or map whose end has not come yet.
    struct Open {
        Node node;
        std::optional<Key> key;  ///< of a map, while its value is awaited
        std::unordered_set<std::string> seen;
        std::string tag_key;  ///< under which it is wrapped when it ends
    };

    void open(NodeKind kind, const YAML::Mark& mark, const std::string& tag);
    void close();
    void add(Node node);
    void add_to(Open& parent, Node node);
    void take_key(Open& map, Node node);
    /// The key that stands for the tag, "" without one.
    std::string take_tag(const YAML::Mark& mark, const std::string& tag);
    [[noreturn]] void refuse(Position position, const char* rule, const char* summary,
                             std::string detail, std::string remedy = {});

    Reporter& reporter_;
    int maximum_depth_;
    KeyOfTag key_of_tag_;
    std::vector<Open> open_;
    std::optional<Node> root_;
    Position last_quoted_;
    std::size_t last_quoted_offset_ = 0;
};

}  // namespace inland::knowledge
