// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "oci/byte_sink.h"
#include "oci/layout/layout.h"
#include "oci/manifest.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace inland::oci {

/// Gives content by its descriptor: a registry, a layout.
class ContentStore {
  public:
    virtual ~ContentStore() = default;
    /// Writes all of the blob to the sink, in order, compared with its digest and length on the
    /// way: InvalidInput where it is something else, and what was written is then worth nothing.
    virtual Result<void> read(const Descriptor& blob, ByteSink& sink) = 0;
};

/// What a bundle holds: an OCI image layout, and files beside it that go the same way.
struct BundlePlan {
    std::vector<LayoutImage> images;
    std::vector<ManifestText> manifests;  ///< all that the images lead to
    std::vector<Descriptor> blobs;        ///< the same; order and repetition do not matter
    std::map<std::string, std::string, std::less<>>
        files;  ///< content by path: "manifests/ingress.yaml"
};

/// Writes it as a tar: the same plan is the same bytes, whatever the order of its parts.
Result<void> write_bundle(const BundlePlan& plan, ContentStore& reader, ByteSink& sink);

/// The files beside the images, as they were given, each compared with the bundle's own list.
/// A layout that Inland did not write has none.
Result<std::map<std::string, std::string, std::less<>>> bundle_files(const Layout& layout);

}  // namespace inland::oci
