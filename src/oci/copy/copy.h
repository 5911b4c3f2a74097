// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "oci/digest.h"
#include "oci/image_name.h"
#include "oci/layout/layout.h"
#include "oci/platform.h"
#include "oci/registry/registries.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string_view>
#include <vector>

namespace inland::oci {

struct CopyRequest {
    ImageName from;
    ImageName to;
};

enum class ImageOutcome : std::uint8_t {
    Copied,
    Unchanged,  ///< the target's tag had the digest already
    Failed,
};

/// What one image, or all, took.
struct CopyCounts {
    std::uint64_t bytes = 0;    ///< of blobs, sent
    std::uint64_t copied = 0;   ///< blobs
    std::uint64_t mounted = 0;  ///< blobs, from another repository of the target
    std::uint64_t present = 0;  ///< blobs that were there
    std::uint64_t manifests = 0;

    CopyCounts& operator+=(const CopyCounts& other);
};

struct ImageReport {
    CopyRequest image;
    ImageOutcome outcome = ImageOutcome::Failed;
    std::optional<Digest> digest = {};  ///< in the target
    CopyCounts counts = {};
    std::optional<Error> error = {};
};

enum class Referrers : std::uint8_t { Carry, Leave };

struct CopyOptions {
    std::vector<Platform> platforms = {};  ///< none: all
    Referrers referrers = Referrers::Carry;
    std::size_t workers = 10;
};

/// Is told what happens, from any thread, one call at a time for each member.
class CopyProgress {
  public:
    CopyProgress() = default;
    CopyProgress(const CopyProgress&) = delete;
    CopyProgress& operator=(const CopyProgress&) = delete;
    virtual ~CopyProgress() = default;
    /// So many bytes more are known to be needed, or, when negative, are not after all.
    virtual void needed(std::int64_t bytes) = 0;
    virtual void moved(std::uint64_t bytes) = 0;
    virtual void finished(const ImageReport& report) = 0;
};

/// Makes a target's repositories before their first upload, where a registry does not do so itself.
/// Safe for all threads.
class Repositories {
  public:
    Repositories() = default;
    Repositories(const Repositories&) = delete;
    Repositories& operator=(const Repositories&) = delete;
    virtual ~Repositories() = default;
    /// Made, or there already.
    virtual Result<void> prepare(std::string_view registry, std::string_view repository,
                                 std::stop_token stop) = 0;
};

/// What copy_images needs beside what it copies; all outlive the call.
struct CopyTools {
    Registries& registries;
    Repositories& repositories;
    CopyProgress& progress;
    const Layout* layout = nullptr;  ///< that the images come from, instead of their registries
};

/// Copies images, each blob once over all of them, whatever refers to them along, blobs before
/// manifests before indexes before tags. An image that fails does not keep the others. The reports
/// are in the order of the requests.
std::vector<ImageReport> copy_images(std::vector<CopyRequest> requests, const CopyOptions& options,
                                     const CopyTools& tools, std::stop_token stop);

}  // namespace inland::oci
