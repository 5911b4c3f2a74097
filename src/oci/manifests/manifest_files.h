// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "knowledge/image_rules.h"
#include "manifests/manifest_files.h"
#include "oci/manifests/found_image.h"

#include <string>
#include <vector>

namespace inland::oci {

/// A file of manifests with what was found in it.
struct ManifestFile : manifests::ManifestFile {
    std::vector<FoundImage> images;
};

/// Reads what manifests::read_manifest_files() reads, and finds the images in it; a kustomization
/// speaks for the files that it names.
std::vector<ManifestFile> read_manifests(const std::string& path,
                                         const knowledge::ImageRules& rules,
                                         Diagnostics& diagnostics);

}  // namespace inland::oci
