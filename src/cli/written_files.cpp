// SPDX-License-Identifier: Apache-2.0
#include "cli/written_files.h"

#include <cerrno>
#include <fstream>

#include <fmt/format.h>

namespace inland::cli {

namespace fs = std::filesystem;

Result<void> write_file(const fs::path& path, const std::string& text) {
    std::error_code failed;
    fs::create_directories(path.parent_path(), failed);
    std::ofstream stream(path, std::ios::binary | std::ios::trunc);
    stream << text;
    stream.close();
    if (!stream)
        return failure(ErrorKind::Failed, fmt::format("{} cannot be written: {}", path.string(),
                                                      std::generic_category().message(errno)));
    return {};
}

Result<void> WrittenFiles::add(const manifests::ManifestFile& file, std::string text) {
    const auto path = (folder_ / file.relative).lexically_normal();
    std::error_code failed;
    if (fs::equivalent(path, file.path, failed))
        return failure(ErrorKind::InvalidInput, fmt::format("{} {} would overwrite {}", option_,
                                                            folder_.string(), file.path));
    if (!texts_.emplace(path, std::move(text)).second)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("two files would be written to {}: name a folder that holds "
                                   "both",
                                   path.string()));
    return {};
}

Result<void> WrittenFiles::write() const {
    for (const auto& [path, text] : texts_)
        TRY_VOID(write_file(path, text));
    return {};
}

}  // namespace inland::cli
