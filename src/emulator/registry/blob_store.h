// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/registry/blob_writer.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace inland::emulator::registry {

/// Layers, configs and manifests of all registries, one file per content. A file is there wholly
/// or not at all, and what it holds is what its name says. Who may see which blob is the records'
/// business (images.h). A part of the World: in a folder of its own that is gone at the end, unless
/// open() says where to keep it. I/O thread only.
class BlobStore {
  public:
    BlobStore() = default;
    BlobStore(const BlobStore&) = delete;
    BlobStore& operator=(const BlobStore&) = delete;
    ~BlobStore();

    /// Before first use. Unavailable: the folder cannot be made. What was left half-written there
    /// is removed.
    Result<void> open(std::filesystem::path folder);
    /// Removes every blob but these.
    void keep_only(const std::set<std::string>& digests);

    [[nodiscard]] std::optional<std::uint64_t> size(const Digest& digest);
    [[nodiscard]] std::filesystem::path path(const Digest& digest);
    /// A whole blob, for manifests; NotFound.
    Result<std::string> read(const Digest& digest);
    Result<Digest> put(std::string_view bytes);
    Result<BlobWriter> begin();
    /// Keeps what was written.
    Result<Digest> commit(BlobWriter writer);

  private:
    Result<void> make_folders();
    [[nodiscard]] std::filesystem::path blobs() const { return folder_ / "blobs" / "sha256"; }
    [[nodiscard]] std::filesystem::path uploads() const { return folder_ / "uploads"; }

    std::filesystem::path folder_;
    bool ready_ = false;
    bool temporary_ = true;
};

}  // namespace inland::emulator::registry
