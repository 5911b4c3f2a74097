// SPDX-License-Identifier: Apache-2.0
// kustomize's `images:`, which rename those of the resources.
#include "oci/manifests/finder.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::oci {

namespace {

using knowledge::Node;
using knowledge::NodeKind;

std::string after(std::string_view mark, std::string_view text) {
    return text.empty() ? std::string() : std::string(mark) + std::string(text);
}

/// What the entry makes of the image that it names.
std::string name_of(const Node& entry) {
    const auto renamed = text_in(entry, "newName");
    const auto name = renamed.empty() ? text_in(entry, "name") : renamed;
    return std::string(name) + after(":", text_in(entry, "newTag")) +
           after("@", text_in(entry, "digest"));
}

/// Where a field can be put behind the name: on a line of its own with the same indentation, or
/// behind a comma when the map is in braces.
NamePart place_for(std::string_view field, PartRole role, const RawText& raw, const Node& entry,
                   const Node& name, const NamePart& name_part) {
    const auto text = raw.text();
    const auto start = raw.offset(entry.position);
    const std::size_t end = name_part.offset + name_part.length;
    const bool is_quoted = end < text.size() && (text[end] == '"' || text[end] == '\'');
    const std::size_t behind = end + (is_quoted ? 1 : 0);
    if (start < text.size() && text[start] == '{') {
        const auto key = raw.offset(name.key_position);
        const std::string quote = key < text.size() && text[key] == '"' ? "\"" : "";
        return {.role = role,
                .offset = behind,
                .before = fmt::format(", {0}{1}{0}: {0}", quote, field),
                .after = quote};
    }
    const auto newline = std::min(text.find('\n', behind), text.size());
    const bool has_return = newline > 0 && newline < text.size() && text[newline - 1] == '\r';
    const auto indentation = static_cast<std::size_t>(name.key_position.column - 1);
    return {
        .role = role,
        .offset = has_return ? newline - 1 : newline,
        .before = fmt::format("{}{:{}}{}: ", has_return ? "\r\n" : "\n", "", indentation, field)};
}

}  // namespace

void Finder::search_kustomization(const Node& kustomization) {
    const auto* const images = kustomization.find("images");
    if (images != nullptr && images->kind == NodeKind::List) {
        const FieldPath::Step step(path_, "images");
        for (std::size_t index = 0; index < images->children.size(); ++index) {
            const FieldPath::Step at(path_, index);
            search_kustomize_entry(images->children[index]);
        }
    }
    for (const Node& field : kustomization.children) {
        const FieldPath::Step step(path_, field.key);
        if (field.key != "images")
            search_any(field);
    }
}

void Finder::search_kustomize_entry(const Node& entry) {
    const auto* const name = entry.find("name");
    if (name == nullptr || name->kind != NodeKind::Scalar)
        return;
    auto image = parse_image_name(name_of(entry));
    if (!image)
        return;
    const auto* const renamed = entry.find("newName");
    const bool is_renamed = renamed != nullptr && renamed->kind == NodeKind::Scalar;
    auto parts = part_of(is_renamed ? *renamed : *name, PartRole::Path);
    const auto named = part_of(*name, PartRole::Path);
    if (!is_renamed && !named.empty())
        parts = {place_for("newName", PartRole::Path, searched_.raw, entry, *name, named.front())};
    if (!parts.empty() && !named.empty() && entry.find("digest") == nullptr)
        parts.push_back(
            place_for("digest", PartRole::Digest, searched_.raw, entry, *name, named.front()));
    const bool says_which = !image->tag.empty() || !image->digest.empty();
    add({.image = *std::move(image),
         .certainty = Certainty::Certain,
         .rule = "kustomize",
         .renames = Renaming{.name = name->text, .place = place_of(name->position)},
         .parts = std::move(parts),
         .tag_is_elsewhere = !says_which},
        is_renamed ? *renamed : *name);
}

}  // namespace inland::oci
