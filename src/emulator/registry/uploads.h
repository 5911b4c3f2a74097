// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/registry/blob_writer.h"
#include "emulator/registry/records.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace inland::emulator {
class World;
}

namespace inland::emulator::registry {

/// A layer that somebody is uploading into a repository.
struct Upload {
    RepositoryId repository;
    BlobWriter writer;
    std::vector<std::uint64_t> part_sizes = {};  ///< of the ECR API's UploadLayerPart
};

/// The uploads under way, a part of the World. They end with the process: a client whose upload is
/// unknown begins again. I/O thread only.
class Uploads {
  public:
    /// Begins one and returns its id, a UUID.
    Result<std::string> begin(World& world, const RepositoryId& repository);
    /// UploadNotFoundException when the repository has no such upload.
    Result<Upload*> find(const RepositoryId& repository, const std::string& id);
    /// Ends it: what was uploaded becomes a layer of the repository. InvalidLayerException when its
    /// digest is another; the upload is then gone as well.
    Result<Digest> complete(World& world, const RepositoryId& repository, const std::string& id,
                            const Digest& expected);
    /// Drops it.
    Result<void> cancel(const RepositoryId& repository, const std::string& id);

  private:
    std::map<std::string, Upload> uploads_;
};

}  // namespace inland::emulator::registry
