// SPDX-License-Identifier: Apache-2.0
#include "oci/manifests/finder.h"

#include "knowledge/reporter.h"

namespace inland::oci {

std::vector<NamePart> Finder::part_of(const Node& scalar, PartRole role) const {
    ScalarCursor cursor(searched_.raw, scalar);
    const auto offset = cursor.seek(0, scalar.text.size());
    if (!offset)
        return {};
    return {{.role = role, .offset = *offset, .length = scalar.text.size()}};
}

void Finder::add(FoundImage image, const Node& at) {
    if (image.place.line == 0)
        image.place = place_of(at.position);
    image.object = object_;
    image.field = path_.shown();
    found_.push_back(std::move(image));
}

void Finder::add_name(const Node& scalar, std::string_view rule, Certainty certainty) {
    if (scalar.kind != knowledge::NodeKind::Scalar)
        return;
    if (auto name = as_expected_name(scalar.text))
        add({.image = *std::move(name),
             .certainty = certainty,
             .rule = std::string(rule),
             .parts = part_of(scalar, PartRole::Whole)},
            scalar);
}

void Finder::add_needed_name(const Node& scalar, std::string_view rule, Certainty certainty) {
    if (scalar.kind != knowledge::NodeKind::Scalar || scalar.text.empty())
        return;
    auto name = parse_image_name(scalar.text);
    if (name)
        return add({.image = *std::move(name),
                    .certainty = certainty,
                    .rule = std::string(rule),
                    .parts = part_of(scalar, PartRole::Whole)},
                   scalar);
    diagnostics_.add({.severity = Severity::Warning,
                      .rule = "no-image-name",
                      .summary = "this is no image's name",
                      .detail = name.error().message,
                      .remedy = "render templates first: helm template, kustomize build",
                      .place = place_of(scalar.position)});
}

void Finder::add_piece(const Node& scalar, ScalarCursor& cursor, NamedInText named,
                       std::string_view rule, Certainty certainty) {
    FoundImage image{
        .image = std::move(named.image), .certainty = certainty, .rule = std::string(rule)};
    if (const auto offset = cursor.seek(named.begin, named.length)) {
        image.parts = {{.role = PartRole::Whole, .offset = *offset, .length = named.length}};
        image.place = place_of(searched_.raw.position(*offset));
    }
    add(std::move(image), scalar);
}

}  // namespace inland::oci
