// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/registry/digest.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator::registry {

inline constexpr std::string_view docker_manifest =
    "application/vnd.docker.distribution.manifest.v2+json";
inline constexpr std::string_view docker_manifest_list =
    "application/vnd.docker.distribution.manifest.list.v2+json";
inline constexpr std::string_view oci_manifest = "application/vnd.oci.image.manifest.v1+json";
inline constexpr std::string_view oci_index = "application/vnd.oci.image.index.v1+json";

/// Of ECR's service quotas and its API model: a manifest's greatest length.
inline constexpr std::size_t max_manifest_bytes = std::size_t{4} * 1024 * 1024;

/// A reference to content (OCI image specification 1.1, Descriptors).
struct Descriptor {
    std::string media_type;
    Digest digest;
    std::uint64_t size = 0;
};

enum class ManifestKind { Image, Index };

/// What a manifest of one of the four media types refers to; its text is kept as it was pushed.
struct Manifest {
    ManifestKind kind = ManifestKind::Image;
    std::string media_type;
    std::optional<Descriptor> config;   ///< of an image
    std::vector<Descriptor> layers;     ///< of an image
    std::vector<Descriptor> manifests;  ///< of an index
    std::optional<Digest> subject;
    std::string artifact_type;  ///< its own, else its config's media type
    json::object annotations;
};

/// Reads a manifest. `content_type` is what the sender called it ("" when nothing); it must agree
/// with the document's own mediaType. InvalidInput says what is wrong.
Result<Manifest> parse_manifest(std::string_view text, std::string_view content_type);

/// Every blob that must be there before the manifest: its config and its layers, but for those that
/// others distribute.
std::vector<Descriptor> blobs_of(const Manifest& manifest);

}  // namespace inland::emulator::registry
