// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "oci/layout/byte_source.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace inland::oci {

/// The files of an image layout or a bundle by their paths inside it ("blobs/sha256/…"), whether
/// they are in a folder or in a tar. Safe for all threads.
class FileTree {
  public:
    virtual ~FileTree() = default;
    /// NotFound names the file.
    [[nodiscard]] virtual Result<ByteRange> find(std::string_view path) const = 0;
    /// Of all regular files, sorted.
    [[nodiscard]] virtual std::vector<std::string> paths() const = 0;
};

/// Whether a path stays inside of what it is relative to, in the one way of writing it: neither
/// absolute nor empty, no "." or ".." or empty step, no NUL, no backslash.
bool stays_inside(std::string_view path);

/// A folder. Links in it are not followed.
Result<std::unique_ptr<FileTree>> open_folder(const std::filesystem::path& folder);

/// A tar that is not compressed. It is read through once, its content skipped. InvalidInput names
/// the entry: one that climbs out, stands twice, or is a link or a device; a tar that ends early,
/// that is none, or that has more than a million entries.
Result<std::unique_ptr<FileTree>> open_tar(std::shared_ptr<const ByteSource> bytes);

}  // namespace inland::oci
