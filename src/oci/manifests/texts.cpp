// SPDX-License-Identifier: Apache-2.0
// Images in texts: ConfigMaps with whole files in them, scripts, templates.
#include "knowledge/yaml_stream.h"
#include "oci/manifests/finder.h"

#include <algorithm>
#include <utility>

namespace inland::oci {

namespace {

/// A file in a file in a file; more is nobody's configuration.
constexpr int deepest_text = 3;

/// So many texts may be in a file that each must cost no more than its own length.
knowledge::StreamLimits limits_for(std::string_view text) {
    knowledge::StreamLimits limits;
    limits.maximum_document_nodes = text.size();
    limits.maximum_nodes = text.size();
    return limits;
}

/// A part of a find in a text, to be found in the file's bytes.
struct InnerPart {
    FoundImage* image;
    NamePart* part;
};

/// In the order of their bytes, which is how a cursor goes.
std::vector<InnerPart> parts_in_order(std::vector<FoundImage>& images) {
    std::vector<InnerPart> parts;
    for (FoundImage& image : images)
        for (NamePart& part : image.parts)
            parts.push_back({&image, &part});
    std::ranges::stable_sort(parts, {}, [](const InnerPart& each) { return each.part->offset; });
    return parts;
}

/// Moves the parts from the scalar's text to the file's bytes. A find of which one part cannot be
/// moved keeps none.
void move_parts(const RawText& raw, const knowledge::Node& scalar,
                std::vector<FoundImage>& images) {
    ScalarCursor cursor(raw, scalar);
    std::vector<FoundImage*> lost;
    std::optional<std::pair<std::size_t, std::size_t>> last;  // in the text, in the file
    for (const auto& [image, part] : parts_in_order(images)) {
        const bool is_repeated = last && last->first == part->offset;
        const auto offset =
            is_repeated ? std::optional(last->second) : cursor.seek(part->offset, part->length);
        if (!offset)
            lost.push_back(image);
        else
            last = std::pair(std::exchange(part->offset, *offset), *offset);
    }
    for (FoundImage* const image : lost)
        image->parts.clear();
}

/// What follows is worth a parser only when it has structure and may name an image.
bool may_be_a_file(std::string_view text) {
    return text.find_first_of(":{") != std::string_view::npos &&
           text.find("mage") != std::string_view::npos;
}

}  // namespace

void Finder::search_text(const Node& scalar) {
    if (searched_.depth < deepest_text && may_be_a_file(scalar.text) && search_inner(scalar))
        return;
    auto names = images_in_text(scalar.text);
    if (names.empty())
        return;
    ScalarCursor cursor(searched_.raw, scalar);
    for (NamedInText& named : names)
        add_piece(scalar, cursor, std::move(named), "text", Certainty::Likely);
}

/// Searches a text that is YAML or JSON itself. Its finds' bytes are found again in those of the
/// file; of some shapes they cannot be.
bool Finder::search_inner(const Node& scalar) {
    const RawText raw(scalar.text);
    const SearchedText searched{
        .file = searched_.file, .raw = raw, .rules = searched_.rules, .depth = searched_.depth + 1};
    Diagnostics unread;
    Finder inner(searched, unread);
    knowledge::Reporter reporter(searched_.file, unread);
    bool has_structure = false;
    knowledge::read_yaml_stream(
        scalar.text, reporter,
        [&](const Node& document) {
            has_structure |= !document.children.empty();
            inner.search(document);
        },
        limits_for(scalar.text));
    if (unread.has_errors() || !has_structure)
        return false;
    add_inner(scalar, std::move(inner).found());
    return true;
}

void Finder::add_inner(const Node& scalar, std::vector<FoundImage> images) {
    move_parts(searched_.raw, scalar, images);
    for (FoundImage& image : images) {
        image.place = image.parts.empty()
                          ? place_of(scalar.position)
                          : place_of(searched_.raw.position(image.parts.front().offset));
        image.certainty = Certainty::Likely;
        image.rule = "text";
        image.object = object_;
        image.field = path_.shown() + " | " + image.field;
        found_.push_back(std::move(image));
    }
}

}  // namespace inland::oci
