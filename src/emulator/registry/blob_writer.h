// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "core/sha256_stream.h"
#include "emulator/registry/digest.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace inland::emulator::registry {

/// A blob on its way to disk, under a temporary name that is gone unless commit() gave it its own.
/// One thread at a time. After a failed append (a full disk) nothing can be committed.
class BlobWriter {
  public:
    /// Unavailable: the file cannot be made.
    static Result<BlobWriter> create(std::filesystem::path file);
    BlobWriter(BlobWriter&& other) noexcept;
    BlobWriter& operator=(BlobWriter&&) = delete;
    ~BlobWriter();

    void append(std::string_view bytes);
    [[nodiscard]] std::uint64_t size() const { return size_; }
    /// Of what was appended so far.
    [[nodiscard]] Digest digest() const { return Digest(hash_.digest()); }
    /// Renames the file, which is then whole; Unavailable when it could not be written.
    Result<void> commit(const std::filesystem::path& name);

  private:
    explicit BlobWriter(std::filesystem::path file)
        : file_(std::move(file)), output_(file_, std::ios::binary | std::ios::trunc) {}

    std::filesystem::path file_;  ///< empty once it is committed or moved from
    std::ofstream output_;
    Sha256Stream hash_;
    std::uint64_t size_ = 0;
};

}  // namespace inland::emulator::registry
