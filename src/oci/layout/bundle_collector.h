// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oci/copy/copy.h"
#include "oci/copy/origin.h"
#include "oci/copy/root_manifest.h"
#include "oci/layout/bundle.h"

#include <map>
#include <memory>
#include <set>
#include <stop_token>
#include <string>

namespace inland::oci {

/// Finds out all that a bundle of images holds, and then gives it: images from registries, or from
/// another layout. `registries` and `layout` (which may be null) must outlive it. One thread at a
/// time.
class BundleCollector final : public ContentStore {
  public:
    BundleCollector(Registries& registries, const Layout* layout, CopyOptions options,
                    std::stop_token stop)
        : registries_(registries),
          layout_(layout),
          options_(std::move(options)),
          stop_(std::move(stop)) {}

    /// The image, all that it leads to and all that refers to it. After a failure the plan is as it
    /// was before, but for content that nothing in it names.
    Result<void> add(const ImageName& image);
    /// A file beside the images.
    void add_file(std::string path, std::string content);
    [[nodiscard]] const BundlePlan& plan() const { return plan_; }
    /// Of all blobs and manifests, each once.
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

    Result<void> read(const Descriptor& blob, ByteSink& sink) override;

  private:
    Origin& origin_of(const ImageName& image);
    Result<void> add_manifest(Origin& from, StoredManifest stored, const ImageName& image,
                              int depth);
    Result<void> add_referrers(Origin& from, const Digest& subject, const ImageName& image,
                               int depth);
    void add_blob(Origin& from, const Descriptor& blob);

    Registries& registries_;
    const Layout* layout_;
    CopyOptions options_;
    std::stop_token stop_;
    http::StreamClient http_;
    std::map<std::string, std::unique_ptr<Origin>, std::less<>> origins_;
    std::map<Digest, Origin*> blobs_;
    std::set<Digest> manifests_;
    BundlePlan plan_;
    std::uint64_t bytes_ = 0;
};

}  // namespace inland::oci
