// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/registry/content.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator::registry {

/// A small image that is made up, always the same for the same name.
struct StandInImage {
    StoredManifest index;                   ///< of the platforms, in OCI's format
    std::vector<StoredManifest> manifests;  ///< one a platform
    std::vector<std::string> blobs;         ///< configs and layers (real gzip-compressed tars)
};

/// "registry.k8s.io/pause" and "3.10": layers hold a few files that say so.
Result<StandInImage> make_stand_in_image(std::string_view repository, std::string_view tag);

}  // namespace inland::emulator::registry
