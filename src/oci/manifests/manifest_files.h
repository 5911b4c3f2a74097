// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "knowledge/image_rules.h"
#include "oci/manifests/found_image.h"

#include <string>
#include <vector>

namespace inland::oci {

/// A file of manifests with what was found in it.
struct ManifestFile {
    std::string path;      ///< as the user named it, or below the folder that they named
    std::string relative;  ///< where a rewritten copy belongs: "orders/deployment.yaml"
    std::string text;
    std::vector<FoundImage> images;
};

/// Reads a file, or every *.yaml, *.yml and *.json of a folder and those below it, in their order.
/// Hidden folders and links to folders are left out, and the templates of Helm charts, which are
/// said not to be read.
/// Each file is bounded by knowledge::StreamLimits; mistakes are appended, all of them.
std::vector<ManifestFile> read_manifests(const std::string& path,
                                         const knowledge::ImageRules& rules,
                                         Diagnostics& diagnostics);

}  // namespace inland::oci
