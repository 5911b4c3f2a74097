// SPDX-License-Identifier: Apache-2.0
#include "knowledge/yaml_stream.h"

#include "knowledge/alias_expander.h"
#include "knowledge/readable_text.h"
#include "knowledge/tree_builder.h"
#include "knowledge/unclosed_quote.h"
#include "knowledge/view_buffer.h"
#include "knowledge/yaml_mark.h"

#include <algorithm>
#include <exception>
#include <istream>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

namespace inland::knowledge {

namespace {

constexpr std::string_view merge_key = "<<";
constexpr int most_broken = 200;

void add_unless_there(Node& map, Node entry) {
    if (map.find(entry.key) == nullptr)
        map.children.push_back(std::move(entry));
}

/// What the map says itself counts, then the first of what it merges.
void merge_into(Node& map, Node merged) {
    if (merged.kind == NodeKind::List)
        for (Node& each : merged.children)
            merge_into(map, std::move(each));
    else if (merged.kind == NodeKind::Map)
        for (Node& entry : merged.children)
            add_unless_there(map, std::move(entry));
}

void apply_merge_key(Node& map) {
    for (std::size_t index = 0; index < map.children.size(); ++index) {
        if (map.children[index].key != merge_key || map.kind != NodeKind::Map)
            continue;
        Node merged = std::move(map.children[index]);
        map.children.erase(map.children.begin() + static_cast<std::ptrdiff_t>(index));
        return merge_into(map, std::move(merged));
    }
}

/// Positions of the stream instead of the document's, and merge keys merged.
void settle(Node& node, int lines) {
    node.position.line += lines;
    node.key_position.line += lines;
    for (Node& child : node.children)
        settle(child, lines);
    apply_merge_key(node);
}

class DocumentReader {
  public:
    DocumentReader(Reporter& reporter, const StreamLimits& limits)
        : reporter_(reporter), limits_(limits), left_(limits.maximum_nodes) {}

    std::optional<Node> read(const StreamChunk& chunk) {
        Diagnostics found;
        Reporter inner(reporter_.file(), found);
        auto root = parse(chunk.text, inner);
        for (const Diagnostic& mistake : found.items())
            reporter_.error({mistake.place.line + chunk.line, mistake.place.column}, mistake.rule,
                            mistake.summary, mistake.detail, mistake.remedy);
        broken_ += root ? 0 : 1;
        if (root)
            settle(*root, chunk.line);
        return root;
    }
    /// Nobody reads more mistakes, and a file may be made of nothing else.
    [[nodiscard]] bool gave_up() const { return broken_ > most_broken; }

  private:
    std::optional<Node> parse(std::string_view text, Reporter& inner) {
        if (text.size() > limits_.maximum_document_bytes) {
            inner.error(
                {1, 1}, "too-large", "the document is too large",
                fmt::format("{} bytes, at most {}", text.size(), limits_.maximum_document_bytes),
                "split it into documents");
            return std::nullopt;
        }
        std::size_t budget = std::min(left_, limits_.maximum_document_nodes);
        left_ -= budget;
        auto root = parse_within(text, inner, budget);
        left_ += budget;
        return root;
    }

    std::optional<Node> parse_within(std::string_view text, Reporter& inner, std::size_t& budget) {
        TreeBuilder builder(inner, limits_.maximum_depth);
        AliasExpander expander(builder, inner, budget);
        try {
            feed(text, expander);
            if (!is_unclosed_quote(text, builder.last_quoted_offset()))
                return std::move(builder).root();
            inner.error(builder.last_quoted(), "not-yaml", "the file is not YAML",
                        "the quote that opens here is never closed");
        } catch (const TreeBuilder::Refused&) {
            // already reported, with its place
        } catch (const YAML::Exception& problem) {
            inner.error(position_of(problem.mark), "not-yaml", "the file is not YAML", problem.msg);
        } catch (const std::exception& problem) {
            inner.error({1, 1}, "not-yaml", "the file is not YAML", problem.what());
        }
        return std::nullopt;
    }

    static void feed(std::string_view text, AliasExpander& expander) {
        ViewBuffer buffer(text);
        std::istream stream(&buffer);
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(expander)) {
        }
    }

    Reporter& reporter_;
    const StreamLimits& limits_;
    std::size_t left_;
    int broken_ = 0;
};

}  // namespace

void read_yaml_stream(std::string_view text, Reporter& reporter,
                      const std::function<void(const Node& document)>& visit, StreamLimits limits) {
    if (!is_readable_text(text, limits.maximum_bytes, reporter))
        return;
    DocumentReader reader(reporter, limits);
    for (const StreamChunk& chunk : split_yaml_stream(text)) {
        if (const auto root = reader.read(chunk))
            visit(*root);
        if (reader.gave_up())
            return;
    }
}

}  // namespace inland::knowledge
