// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "oci/copy/origin.h"
#include "oci/image_name.h"
#include "oci/platform.h"

#include <cstdint>
#include <stop_token>
#include <string_view>
#include <vector>

namespace inland::oci {

/// A manifest with what it refers to.
struct StoredManifest {
    enum class Author : std::uint8_t { Source, Ours };

    ManifestText text;
    Manifest manifest;
    Author author = Author::Source;
};

Result<StoredManifest> read_manifest(Origin& from, std::string_view reference,
                                     http::StreamClient& http, const std::stop_token& stop);

/// Indexes name indexes, and signatures are signed; InvalidInput deeper than anybody means it.
Result<void> check_depth(const ImageName& image, int depth);

/// What the image's name stands for. NotFound without it.
Result<Digest> digest_of(Origin& from, const ImageName& image, http::StreamClient& http,
                         const std::stop_token& stop);

/// The manifest that the image's tag or digest names, or what the chosen platforms (none: all)
/// leave of its index. An image that is pinned by its digest keeps it, with all platforms.
Result<StoredManifest> read_root(Origin& from, const ImageName& image, std::string_view reference,
                                 const std::vector<Platform>& platforms, http::StreamClient& http,
                                 const std::stop_token& stop);

}  // namespace inland::oci
