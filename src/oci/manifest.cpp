// SPDX-License-Identifier: Apache-2.0
#include "oci/manifest.h"

#include "oci/media_types.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace inland::oci {

namespace {

enum class Support : std::uint8_t { Read, Schema1 };

struct MediaTypeRow {
    std::string_view media_type;
    ManifestKind kind = ManifestKind::Image;
    std::string_view references;  ///< the member that lists them
    Support support = Support::Read;
};

constexpr std::array media_types = std::to_array<MediaTypeRow>({
    {media_type::oci_manifest, ManifestKind::Image, "layers"},
    {media_type::docker_manifest, ManifestKind::Image, "layers"},
    {media_type::oci_artifact, ManifestKind::Image, "blobs"},
    {media_type::oci_index, ManifestKind::Index, "manifests"},
    {media_type::docker_list, ManifestKind::Index, "manifests"},
    {media_type::docker_schema1, ManifestKind::Image, "", Support::Schema1},
    {media_type::docker_signed_schema1, ManifestKind::Image, "", Support::Schema1},
});

std::unexpected<Error> invalid(std::string message) {
    return failure(ErrorKind::InvalidInput, std::move(message));
}

std::unexpected<Error> schema1() {
    return invalid(
        "it is of Docker's schema 1, which names no content by digest; push the image "
        "again with a client of after 2016");
}

/// OCI manifests may leave out mediaType; what they hold then tells.
std::string_view guessed_media_type(const json::object& document) {
    if (document.contains("manifests"))
        return media_type::oci_index;
    return document.contains("layers") ? media_type::oci_manifest : "";
}

/// Registries that do not know what they hold say one of these.
bool says_nothing(std::string_view content_type) {
    return content_type.empty() || content_type == "application/json" ||
           content_type == "application/octet-stream" || content_type.starts_with("text/plain");
}

Result<std::string> media_type_of(const json::object& document, std::string_view content_type) {
    const auto own = string_or_empty(document, "mediaType");
    const auto sent = content_type.substr(0, content_type.find(';'));
    if (own.empty())
        return std::string(says_nothing(sent) ? guessed_media_type(document) : sent);
    if (!says_nothing(sent) && own != sent)
        return invalid(fmt::format("it calls itself {} and its sender calls it {}", own, sent));
    return own;
}

Result<const MediaTypeRow*> row_of(const json::object& document, std::string_view media_type) {
    if (find_int(document, "schemaVersion") == 1)
        return schema1();
    const auto* row = std::ranges::find(media_types, media_type, &MediaTypeRow::media_type);
    if (row == media_types.end())
        return invalid(media_type.empty()
                           ? "neither its sender nor itself says what kind of manifest it is"
                           : fmt::format("manifests of the type {} are not known", media_type));
    if (row->support == Support::Schema1)
        return schema1();
    if (media_type != media_type::oci_artifact && find_int(document, "schemaVersion") != 2)
        return invalid("its schemaVersion is not 2");
    return row;
}

Result<std::vector<Descriptor>> read_references(const json::object& document,
                                                std::string_view member) {
    const auto* list = document.if_contains(member);
    if (list == nullptr || list->is_null())
        return std::vector<Descriptor>{};
    if (!list->is_array())
        return invalid(fmt::format("its {} are no list", member));
    if (list->get_array().size() > max_manifest_references)
        return invalid(fmt::format("it has more than {} {}", max_manifest_references, member));
    std::vector<Descriptor> references;
    for (const auto& value : list->get_array())
        references.push_back(
            TRY(read_descriptor(value, fmt::format("{}[{}]", member, references.size()))));
    return references;
}

Result<std::optional<Descriptor>> read_optional(const json::object& document,
                                                std::string_view member) {
    const auto* value = document.if_contains(member);
    if (value == nullptr || value->is_null())
        return std::nullopt;
    return TRY(read_descriptor(*value, member));
}

Result<void> read_parts(const json::object& document, const MediaTypeRow& row, Manifest& manifest) {
    auto references = TRY(read_references(document, row.references));
    manifest.subject = TRY(read_optional(document, "subject"));
    manifest.artifact_type = string_or_empty(document, "artifactType");
    if (row.kind == ManifestKind::Index) {
        manifest.manifests = std::move(references);
        return {};
    }
    manifest.layers = std::move(references);
    manifest.config = TRY(read_optional(document, "config"));
    if (!manifest.config && row.media_type != media_type::oci_artifact)
        return invalid("it has no config");
    if (manifest.artifact_type.empty() && manifest.config)
        manifest.artifact_type = manifest.config->media_type;
    return {};
}

}  // namespace

Result<Manifest> parse_manifest(std::string_view text, std::string_view content_type) {
    if (text.size() > max_manifest_bytes)
        return invalid(fmt::format("it is larger than {} MiB", max_manifest_bytes >> 20U));
    constexpr std::size_t deepest = 32;
    const auto parsed = TRY(parse_json(text, deepest));
    if (!parsed.is_object())
        return invalid("it is no JSON object");
    const auto& document = parsed.get_object();
    Manifest manifest;
    manifest.media_type = TRY(media_type_of(document, content_type));
    const auto* row = TRY(row_of(document, manifest.media_type));
    manifest.kind = row->kind;
    TRY_VOID(read_parts(document, *row, manifest));
    return manifest;
}

std::vector<Descriptor> blobs_of(const Manifest& manifest) {
    std::vector<Descriptor> blobs;
    std::set<Digest> seen;
    const auto add = [&](const Descriptor& blob) {
        if (!is_foreign(blob) && seen.insert(blob.digest).second)
            blobs.push_back(blob);
    };
    if (manifest.config)
        add(*manifest.config);
    std::ranges::for_each(manifest.layers, add);
    return blobs;
}

Descriptor descriptor_of(const ManifestText& manifest) {
    return {
        .media_type = manifest.media_type, .digest = manifest.digest, .size = manifest.text.size()};
}

}  // namespace inland::oci
