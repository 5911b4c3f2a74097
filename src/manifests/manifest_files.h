// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"

#include <string>
#include <vector>

namespace inland::manifests {

/// A file of manifests.
struct ManifestFile {
    std::string path;      ///< as the user named it, or below the folder that they named
    std::string relative;  ///< where a rewritten copy belongs: "orders/deployment.yaml"
    std::string text;
};

/// Reads a file, or every *.yaml, *.yml and *.json of a folder and those below it, in their order.
/// Hidden folders and links to folders are left out, and the templates of Helm charts, which are
/// said not to be read.
/// Each file is bounded by knowledge::StreamLimits; mistakes are appended, all of them.
std::vector<ManifestFile> read_manifest_files(const std::string& path, Diagnostics& diagnostics);

}  // namespace inland::manifests
