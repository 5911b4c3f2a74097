// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/manifest.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::registry {

namespace {

struct MediaTypeRow {
    std::string_view media_type;
    ManifestKind kind;
};
constexpr std::array media_types = std::to_array<MediaTypeRow>({
    {docker_manifest, ManifestKind::Image},
    {oci_manifest, ManifestKind::Image},
    {docker_manifest_list, ManifestKind::Index},
    {oci_index, ManifestKind::Index},
});

std::unexpected<Error> invalid(std::string message) {
    return failure(ErrorKind::InvalidInput, std::move(message), "InvalidParameterException", 400);
}

/// OCI manifests may leave out mediaType; what they hold then tells.
std::string guessed_media_type(const json::object& document) {
    if (document.contains("manifests"))
        return std::string(oci_index);
    return std::string(document.contains("layers") ? oci_manifest : "");
}

Result<std::string> media_type_of(const json::object& document, std::string_view content_type) {
    const auto own = string_or_empty(document, "mediaType");
    const auto sent = std::string(content_type.substr(0, content_type.find(';')));
    if (!own.empty() && !sent.empty() && own != sent)
        return invalid(fmt::format("Manifest media type '{}' does not match the content type '{}'",
                                   own, sent));
    return !own.empty() ? own : !sent.empty() ? sent : guessed_media_type(document);
}

Result<Descriptor> read_descriptor(const json::value& value, std::string_view where) {
    const auto digest = Digest::parse(string_or_empty(value, "digest"));
    const auto size = find_int(value, "size");
    if (!digest)
        return invalid(fmt::format("{} has no sha256 digest", where));
    if (!size || *size < 0)
        return invalid(fmt::format("{} has no size", where));
    return Descriptor{string_or_empty(value, "mediaType"), *digest,
                      static_cast<std::uint64_t>(*size)};
}

Result<std::vector<Descriptor>> read_descriptors(const json::object& document,
                                                 std::string_view member) {
    const auto* list = document.if_contains(member);
    if (list == nullptr || !list->is_array())
        return invalid(fmt::format("the manifest has no list '{}'", member));
    std::vector<Descriptor> descriptors;
    for (const auto& value : list->get_array())
        descriptors.push_back(TRY(read_descriptor(value, fmt::format("an element of {}", member))));
    return descriptors;
}

Result<void> read_references(const json::object& document, Manifest& manifest) {
    if (manifest.kind == ManifestKind::Index) {
        manifest.manifests = TRY(read_descriptors(document, "manifests"));
        return {};
    }
    const auto* config = document.if_contains("config");
    if (config == nullptr)
        return invalid("the manifest has no config");
    manifest.config = TRY(read_descriptor(*config, "config"));
    manifest.layers = TRY(read_descriptors(document, "layers"));
    return {};
}

Result<void> read_subject(const json::object& document, Manifest& manifest) {
    if (const auto* subject = document.if_contains("subject"); subject != nullptr)
        manifest.subject = TRY(read_descriptor(*subject, "subject")).digest;
    return {};
}

}  // namespace

Result<Manifest> parse_manifest(std::string_view text, std::string_view content_type) {
    if (text.size() > max_manifest_bytes)
        return invalid("the manifest is larger than 4 MiB");
    const auto parsed = parse_json(text);
    if (!parsed || !parsed->is_object())
        return invalid("Invalid JSON syntax");
    const auto& document = parsed->get_object();
    if (find_int(document, "schemaVersion") != 2)
        return invalid("schemaVersion is not 2");
    Manifest manifest;
    manifest.media_type = TRY(media_type_of(document, content_type));
    const auto* row = std::ranges::find(media_types, std::string_view(manifest.media_type),
                                        &MediaTypeRow::media_type);
    if (row == media_types.end())
        return invalid(fmt::format("Unsupported manifest media type '{}'", manifest.media_type));
    manifest.kind = row->kind;
    TRY_VOID(read_references(document, manifest));
    TRY_VOID(read_subject(document, manifest));
    manifest.artifact_type = string_or_empty(document, "artifactType");
    if (manifest.artifact_type.empty() && manifest.config)
        manifest.artifact_type = manifest.config->media_type;
    manifest.annotations = find_object(document, "annotations");
    return manifest;
}

std::vector<Descriptor> blobs_of(const Manifest& manifest) {
    auto blobs = manifest.layers;
    std::erase_if(blobs, [](const Descriptor& layer) {
        return layer.media_type.contains("nondistributable") ||
               layer.media_type.contains(".foreign.");
    });
    if (manifest.config)
        blobs.insert(blobs.begin(), *manifest.config);
    return blobs;
}

}  // namespace inland::emulator::registry
