// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oci/manifests/manifest_files.h"

#include <vector>

namespace inland::oci {

/// Lets the `images:` of kustomizations count for the files that these name as resources, directly
/// or through other kustomizations: the container's own name then only says which entry is meant,
/// and an entry without a tag has that of the container. kustomize compares names as they are
/// written, "nginx" is not "docker.io/library/nginx".
void apply_kustomizations(std::vector<ManifestFile>& files);

}  // namespace inland::oci
