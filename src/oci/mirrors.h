// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oci/copy/target.h"

#include <string>
#include <vector>

namespace inland::oci {

/// A file to be written, by its path below some folder.
struct MirrorFile {
    std::string path;
    std::string text;
};

/// containerd's configuration for nodes that pull `registries` from the target instead, while
/// manifests stay as they are: one hosts.toml for each registry, and user data that puts them on
/// machines of AL2023 and Bottlerocket (containerd, docs/hosts.md; Bottlerocket,
/// settings.container-registry). The registries themselves are not tried: nobody waits for what
/// cannot be reached. The target's own name needs none.
std::vector<MirrorFile> mirror_files(const std::vector<std::string>& registries,
                                     const Target& target);

}  // namespace inland::oci
