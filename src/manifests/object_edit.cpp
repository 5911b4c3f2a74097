// SPDX-License-Identifier: Apache-2.0
#include "manifests/object_edit.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::manifests {

namespace {

using knowledge::Node;
using knowledge::NodeKind;

std::size_t indent_of(knowledge::Position position) {
    return static_cast<std::size_t>(std::max(1, position.column)) - 1;
}

/// One use: the edits of one object.
class Editor {
  public:
    Editor(const RawText& raw, const Node& object) : raw_(raw), object_(object) {
        const auto end = raw.text().find('\n');
        newline_ =
            end != std::string_view::npos && end > 0 && raw.text()[end - 1] == '\r' ? "\r\n" : "\n";
    }

    /// Insertions come first, so that a line may be removed behind one.
    std::optional<std::vector<Edit>> edits(const std::vector<ObjectChange>& changes) {
        std::vector<SetAnnotation> added;
        for (const auto& change : changes)
            if (const auto* set = std::get_if<SetAnnotation>(&change);
                set != nullptr && annotation(set->name) == nullptr &&
                std::ranges::find(added, *set) == added.end())
                added.push_back(*set);
        bool is_told = added.empty() || add_annotations(added);
        for (const auto& change : changes)
            is_told =
                is_told && std::visit([this](const auto& each) { return make(each); }, change);
        return is_told ? std::optional(std::move(edits_)) : std::nullopt;
    }

  private:
    [[nodiscard]] const Node* annotations() const {
        const auto* const metadata = object_.find("metadata");
        return metadata == nullptr ? nullptr : metadata->find("annotations");
    }
    [[nodiscard]] const Node* annotation(std::string_view name) const {
        const auto* const all = annotations();
        return all == nullptr ? nullptr : all->find(name);
    }
    [[nodiscard]] bool is_flow(const Node& map) const {
        const auto at = raw_.offset(map.position);
        return at < raw_.text().size() && raw_.text()[at] == '{';
    }
    [[nodiscard]] std::string_view line_before(knowledge::Position position) const {
        const auto begin = raw_.offset({.line = position.line, .column = 1});
        return raw_.text().substr(begin, raw_.offset(position) - begin);
    }
    [[nodiscard]] bool is_first_on_line(knowledge::Position position) const {
        return line_before(position).find_first_not_of(' ') == std::string_view::npos;
    }

    bool make(const SetText& change) { return replace(*change.scalar, change.text); }

    bool make(const SetAnnotation& change) {
        const auto* const present = annotation(change.name);
        return present == nullptr || replace(*present, change.value);
    }

    bool make(const RemoveAnnotation& change) {
        const auto* const present = annotation(change.name);
        if (present == nullptr)
            return true;
        const auto line = present->key_position.line;
        if (present->kind != NodeKind::Scalar || present->position.line != line ||
            present->text.find('\n') != std::string::npos || is_flow(*annotations()) ||
            !is_first_on_line(present->key_position))
            return false;
        const auto begin = raw_.offset({.line = line, .column = 1});
        const auto end = raw_.offset({.line = line + 1, .column = 1});
        edits_.push_back({.offset = begin, .length = end - begin, .text = {}});
        return true;
    }

    bool replace(const Node& scalar, const std::string& text) {
        if (scalar.kind != NodeKind::Scalar)
            return false;
        if (scalar.text == text && scalar.style == knowledge::ScalarStyle::Quoted)
            return true;
        const auto at = ScalarCursor(raw_, scalar).seek(0, scalar.text.size());
        if (!at)
            return false;
        const bool is_quoted = scalar.style == knowledge::ScalarStyle::Quoted;
        edits_.push_back({.offset = *at,
                          .length = scalar.text.size(),
                          .text = is_quoted ? text : fmt::format("\"{}\"", text)});
        return true;
    }

    bool add_annotations(const std::vector<SetAnnotation>& added) {
        const auto* const metadata = object_.find("metadata");
        if (metadata == nullptr || metadata->kind != NodeKind::Map || metadata->children.empty())
            return false;
        const auto* const present = metadata->find("annotations");
        if (present == nullptr)
            return is_flow(*metadata) ? add_flow_map(*metadata, added)
                                      : add_block_map(*metadata, added);
        if (present->is_null())
            return !is_flow(*metadata) && fill_empty(*present, added);
        if (present->kind != NodeKind::Map)
            return false;
        return is_flow(*present) ? add_flow(*present, added) : add_block(*present, added);
    }

    static std::string flow_entries(const std::vector<SetAnnotation>& added) {
        std::string text;
        for (const auto& entry : added)
            text +=
                fmt::format("{}\"{}\": \"{}\"", text.empty() ? "" : ", ", entry.name, entry.value);
        return text;
    }
    [[nodiscard]] std::string block_entries(const std::vector<SetAnnotation>& added,
                                            std::size_t indent) const {
        std::string text;
        for (const auto& entry : added)
            text += fmt::format("{:{}}{}: \"{}\"{}", "", indent, entry.name, entry.value, newline_);
        return text;
    }

    bool add_flow(const Node& map, const std::vector<SetAnnotation>& added) {
        edits_.push_back({.offset = raw_.offset(map.position) + 1,
                          .length = 0,
                          .text = flow_entries(added) + (map.children.empty() ? "" : ", ")});
        return true;
    }
    bool add_flow_map(const Node& metadata, const std::vector<SetAnnotation>& added) {
        edits_.push_back({.offset = raw_.offset(metadata.position) + 1,
                          .length = 0,
                          .text = fmt::format("\"annotations\": {{{}}}, ", flow_entries(added))});
        return true;
    }

    /// Before the first entry, on lines of its own.
    bool add_before(const Node& map, const std::string& lines) {
        const auto first = map.children.front().key_position;
        if (!is_first_on_line(first))
            return false;
        edits_.push_back(
            {.offset = raw_.offset({.line = first.line, .column = 1}), .length = 0, .text = lines});
        return true;
    }
    bool add_block(const Node& map, const std::vector<SetAnnotation>& added) {
        const auto indent = indent_of(map.children.front().key_position);
        return add_before(map, block_entries(added, indent));
    }
    bool add_block_map(const Node& metadata, const std::vector<SetAnnotation>& added) {
        const auto indent = indent_of(metadata.children.front().key_position);
        return add_before(metadata, fmt::format("{:{}}annotations:{}{}", "", indent, newline_,
                                                block_entries(added, indent + 2)));
    }

    /// "annotations:" with nothing behind it.
    bool fill_empty(const Node& annotations, const std::vector<SetAnnotation>& added) {
        constexpr std::string_view key = "annotations:";
        const auto at = raw_.offset(annotations.key_position);
        const auto rest = raw_.text().substr(at);
        const auto end = rest.find_first_not_of(" \r", key.size());
        if (!rest.starts_with(key) || end == std::string_view::npos || rest[end] != '\n')
            return false;
        edits_.push_back({.offset = at + end + 1,
                          .length = 0,
                          .text = block_entries(added, indent_of(annotations.key_position) + 2)});
        return true;
    }

    const RawText& raw_;
    const Node& object_;
    std::string_view newline_;
    std::vector<Edit> edits_;
};

}  // namespace

std::optional<std::vector<Edit>> edits_for(const RawText& raw, const Node& object,
                                           const std::vector<ObjectChange>& changes) {
    return Editor(raw, object).edits(changes);
}

}  // namespace inland::manifests
