// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "manifests/manifest_files.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace inland::cli {

/// Folders on the way are made; Failed with the system's reason.
Result<void> write_file(const std::filesystem::path& path, const std::string& text);

/// Changed copies of the user's manifests, of which all are written or none. `option` is what asked
/// for them: "--rewrite".
class WrittenFiles {
  public:
    WrittenFiles(std::string_view option, std::filesystem::path folder)
        : option_(option), folder_(std::move(folder)) {}

    /// InvalidInput when it would take its original's place, or another copy's.
    Result<void> add(const manifests::ManifestFile& file, std::string text);
    Result<void> write() const;

  private:
    std::string option_;
    std::filesystem::path folder_;
    std::map<std::filesystem::path, std::string> texts_;
};

}  // namespace inland::cli
