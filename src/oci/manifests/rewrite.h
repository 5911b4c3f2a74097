// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "knowledge/image_rules.h"
#include "oci/copy/target.h"
#include "oci/manifests/found_image.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::oci {

/// Which bytes images were found to be, by name.
using KnownDigests = std::map<ImageName, std::string>;

/// Where images are to be named instead.
struct Move {
    const Target& target;
    const KnownDigests& digests;
};

/// The file with each image named by its place in the target, with its digest where that is known
/// and has a place; every other byte as it was. `images` are find_images()'s of this very text. A
/// name whose bytes cannot be told is an error with its place, and nothing is returned then; the
/// same when what was written would not be read as what was meant.
std::optional<std::string> rewrite_images(const std::string& file, std::string_view text,
                                          const std::vector<FoundImage>& images, const Move& move,
                                          const knowledge::ImageRules& rules,
                                          Diagnostics& diagnostics);

}  // namespace inland::oci
