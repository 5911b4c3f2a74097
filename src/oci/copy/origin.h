// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "http/stream.h"
#include "oci/copy/blob_streams.h"
#include "oci/copy/copy_blob.h"
#include "oci/image_name.h"
#include "oci/layout/layout.h"
#include "oci/manifest.h"
#include "oci/registry/registries.h"

#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace inland::oci {

/// Tags of one repository.
using Tags = std::set<std::string, std::less<>>;

/// A repository that images are copied from: a registry's, or what a layout has under that name.
/// `http` is the calling thread's. Safe for all threads.
class Origin {
  public:
    Origin() = default;
    Origin(const Origin&) = delete;
    Origin& operator=(const Origin&) = delete;
    virtual ~Origin() = default;

    /// What the tag stands for; nothing when there is none.
    virtual Result<std::optional<Digest>> digest(std::string_view tag, http::StreamClient& http,
                                                 const std::stop_token& stop) = 0;
    /// By its digest or a tag. NotFound; InvalidInput when it is not what its digest says.
    virtual Result<ManifestText> manifest(std::string_view reference, http::StreamClient& http,
                                          const std::stop_token& stop) = 0;
    /// What refers to the manifest.
    virtual Result<std::vector<Descriptor>> referrers(const Digest& subject,
                                                      http::StreamClient& http,
                                                      const std::stop_token& stop) = 0;
    /// The tags that stand for digests ("sha256-….sig"). The answer lives as long as the Origin.
    virtual Result<const Tags*> signature_tags(http::StreamClient& http,
                                               const std::stop_token& stop) = 0;
    /// The bytes of a blob, which can go back to multiples of `step`; `http` is in use for as long
    /// as they are.
    virtual Result<std::unique_ptr<BlobReader>> open(const Descriptor& blob, std::uint64_t step,
                                                     http::StreamClient& http,
                                                     const std::stop_token& stop) = 0;
    /// Where a registry can mount blobs from.
    [[nodiscard]] virtual std::optional<Place> place() const { return std::nullopt; }
    /// "registry.k8s.io/pause", for what went wrong.
    [[nodiscard]] virtual std::string name() const = 0;
};

/// `place.registry` must outlive it.
std::unique_ptr<Origin> registry_origin(Place place);

/// Where an image comes from: the layout where there is one, else its registry; both must outlive
/// it.
std::unique_ptr<Origin> origin_of(const ImageName& image, Registries& registries,
                                  const Layout* layout);

/// The images whose names begin with `registry`/`repository`, and what the layout holds by digest;
/// `layout` must outlive it.
std::unique_ptr<Origin> layout_origin(const Layout& layout, const ImageName& image);

}  // namespace inland::oci
