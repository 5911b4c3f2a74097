// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/registry/digest.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator::registry {

struct StoredManifest {
    Digest digest;
    std::string media_type;
    std::string text;
};

/// What can be pulled from one repository, an account's own or a stand-in's. Made for one request;
/// I/O thread only. Errors have ECR's codes: RepositoryNotFoundException, ImageNotFound.
class Content {
  public:
    Content() = default;
    Content(const Content&) = delete;
    Content& operator=(const Content&) = delete;
    virtual ~Content() = default;

    /// By a tag or a digest.
    virtual Result<StoredManifest> manifest(std::string_view reference) = 0;
    /// The size of a blob whose bytes the BlobStore has; LayerNotFound.
    virtual Result<std::uint64_t> blob(const Digest& digest) = 0;
    /// In order.
    virtual Result<std::vector<std::string>> tags() = 0;
    /// Descriptors of the manifests that have it as their subject.
    virtual Result<json::array> referrers(const Digest& subject) = 0;
};

}  // namespace inland::emulator::registry
