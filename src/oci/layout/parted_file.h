// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sha256_stream.h"
#include "oci/byte_sink.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace inland::oci {

/// A file that is written front to back, in parts of at most a given size where one is given:
/// NAME.001, NAME.002 and so on, with their SHA-256 in NAME.sha256 as sha256sum writes and reads
/// them. Until commit the bytes stand under names that end in ".partial"; without it the destructor
/// removes them, and what stood there before stays as it was. One thread at a time.
class PartedFile : public ByteSink {
  public:
    /// `part_bytes` 0: one file, called as `path` says.
    PartedFile(std::filesystem::path path, std::uint64_t part_bytes);
    PartedFile(const PartedFile&) = delete;
    PartedFile& operator=(const PartedFile&) = delete;
    ~PartedFile() override;

    Result<void> write(std::string_view bytes) override;
    /// Flushes to disk and gives the files their names; those.
    Result<std::vector<std::filesystem::path>> commit();

  private:
    struct Part {
        std::filesystem::path path;
        std::string digest;  ///< hexadecimal, once it is whole
    };

    [[nodiscard]] std::filesystem::path next_path() const;
    Result<void> begin_part();
    Result<void> end_part();
    Result<void> put(std::string_view bytes);
    Result<void> write_sums();

    std::filesystem::path path_;
    std::uint64_t part_bytes_;
    std::vector<Part> parts_;
    int descriptor_ = -1;
    std::uint64_t written_ = 0;  ///< to the open part
    Sha256Stream digest_;
    bool committed_ = false;
};

/// The files of what PartedFile wrote as `path`, in order: itself, or its parts when `path` is the
/// whole's name or the first part's. NotFound where there is neither.
Result<std::vector<std::filesystem::path>> parts_of(const std::filesystem::path& path);

}  // namespace inland::oci
