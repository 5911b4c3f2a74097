// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oci/manifest.h"
#include "oci/platform.h"

#include <variant>
#include <vector>

namespace inland::oci {

/// The index as it is, with all that it names.
struct WholeIndex {};
/// One of its manifests takes its place.
struct OneManifest {
    Descriptor manifest;
};
/// An index of our own with the chosen ones, every other member as it was.
struct ReducedIndex {
    ManifestText text;
    Manifest manifest;
};
using PlatformChoice = std::variant<WholeIndex, OneManifest, ReducedIndex>;

/// The platforms of what an index names, without attestations; each once.
std::vector<Platform> platforms_of(const Manifest& index);

/// What is copied of an index for those platforms (none: all). Its bytes stay as they are, and its
/// digest and signatures with them, only when nothing is left out; what `--platform` of skopeo and
/// crane leaves of one platform is its manifest, and of several a smaller index. Attestations stay
/// with the manifests that they are about. NotFound names the platforms that there are.
Result<PlatformChoice> choose_platforms(const ManifestText& text, const Manifest& index,
                                        const std::vector<Platform>& wanted);

}  // namespace inland::oci
