// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "oci/descriptor.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::oci {

/// More is refused before it is parsed; registries take no larger ones (distribution
/// specification 1.1, "Pushing Manifests").
inline constexpr std::size_t max_manifest_bytes = std::size_t{4} * 1024 * 1024;
/// Layers of an image, or manifests of an index. Runtimes stop at a few hundred.
inline constexpr std::size_t max_manifest_references = 10'000;

enum class ManifestKind : std::uint8_t {
    Image,  ///< a config and layers; artifacts with and without a subject are such too
    Index,  ///< other manifests
};

/// What a manifest refers to. Its text is copied as it is, never written anew, so members that are
/// not read here are kept.
struct Manifest {
    ManifestKind kind = ManifestKind::Image;
    std::string media_type;
    std::optional<Descriptor> config = {};   ///< of an image; absent in draft artifact manifests
    std::vector<Descriptor> layers = {};     ///< of an image
    std::vector<Descriptor> manifests = {};  ///< of an index
    std::optional<Descriptor> subject = {};  ///< what it is about: a signature's image
    std::string artifact_type = {};
};

/// A manifest as it is stored: the bytes that its digest names.
struct ManifestText {
    std::string media_type;
    Digest digest;
    std::string text;
};

/// Reads OCI image manifests and indexes, Docker's manifests and lists of schema 2, and artifact
/// manifests. `content_type` is what the sender called it ("" when nothing); a document that calls
/// itself otherwise is refused, as are schema 1, what is too large, and anything malformed, with
/// the place in the document: InvalidInput.
Result<Manifest> parse_manifest(std::string_view text, std::string_view content_type);

/// Every blob that a registry must have before it takes the manifest, in order and each once:
/// config and layers, but for foreign ones.
std::vector<Descriptor> blobs_of(const Manifest& manifest);

/// How an index or a layout names the manifest.
Descriptor descriptor_of(const ManifestText& manifest);

}  // namespace inland::oci
