// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace inland::oci {

/// Bytes on disk that may be read at any place, by several threads at once. Whoever shares it may
/// outlive the files' names: they are held open.
class ByteSource {
  public:
    virtual ~ByteSource() = default;
    [[nodiscard]] virtual std::uint64_t size() const = 0;
    /// Fills `buffer` from `offset` on, less only at the end; how many bytes came.
    virtual Result<std::size_t> read_at(std::uint64_t offset, std::span<char> buffer) const = 0;
};

/// A piece of a ByteSource: what one file of a layout holds.
struct ByteRange {
    std::shared_ptr<const ByteSource> source;
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
};

/// One regular file. Anything else (a link, a folder, a device) is InvalidInput, none is NotFound.
Result<std::shared_ptr<const ByteSource>> open_file(const std::filesystem::path& path);

/// Several files one after another, as if they were one.
Result<std::shared_ptr<const ByteSource>> open_files(
    const std::vector<std::filesystem::path>& paths);

/// All of a range of at most `limit` bytes; a larger one is InvalidInput, and so is one that its
/// source ends before.
Result<std::string> read_all(const ByteRange& range, std::uint64_t limit);

}  // namespace inland::oci
