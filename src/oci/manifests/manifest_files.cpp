// SPDX-License-Identifier: Apache-2.0
#include "oci/manifests/manifest_files.h"

#include "oci/manifests/find.h"
#include "oci/manifests/kustomize_scope.h"

#include <utility>

namespace inland::oci {

std::vector<ManifestFile> read_manifests(const std::string& path,
                                         const knowledge::ImageRules& rules,
                                         Diagnostics& diagnostics) {
    std::vector<ManifestFile> files;
    for (auto& file : manifests::read_manifest_files(path, diagnostics)) {
        auto images = find_images(file.path, file.text, rules, diagnostics);
        files.push_back({std::move(file), std::move(images)});
    }
    apply_kustomizations(files);
    return files;
}

}  // namespace inland::oci
