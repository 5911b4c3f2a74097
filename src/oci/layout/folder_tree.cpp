// SPDX-License-Identifier: Apache-2.0
#include "oci/layout/file_tree.h"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

namespace inland::oci {

namespace {

class FolderTree : public FileTree {
  public:
    explicit FolderTree(std::filesystem::path folder) : folder_(std::move(folder)) {}

    [[nodiscard]] Result<ByteRange> find(std::string_view path) const override {
        if (!stays_inside(path))
            return failure(ErrorKind::InvalidInput,
                           fmt::format("{}: \"{}\" climbs out of it", folder_.string(), path));
        auto file = TRY(open_file(folder_ / path));
        const auto size = file->size();
        return ByteRange{std::move(file), 0, size};
    }

    [[nodiscard]] std::vector<std::string> paths() const override {
        std::vector<std::string> found;
        std::error_code code;
        using Walk = std::filesystem::recursive_directory_iterator;
        for (Walk entry(folder_, code); !code && entry != Walk(); entry.increment(code))
            if (std::error_code ignored;
                entry->symlink_status(ignored).type() == std::filesystem::file_type::regular)
                found.push_back(entry->path().lexically_relative(folder_).generic_string());
        std::ranges::sort(found);
        return found;
    }

  private:
    std::filesystem::path folder_;
};

bool is_step(std::string_view step) {
    return !step.empty() && step != "." && step != "..";
}

}  // namespace

bool stays_inside(std::string_view path) {
    if (path.find_first_of(std::string_view("\0\\", 2)) != std::string_view::npos)
        return false;
    for (std::size_t begin = 0; begin <= path.size();) {
        const auto end = std::min(path.find('/', begin), path.size());
        if (!is_step(path.substr(begin, end - begin)))
            return false;
        begin = end + 1;
    }
    return true;
}

Result<std::unique_ptr<FileTree>> open_folder(const std::filesystem::path& folder) {
    std::error_code code;
    if (!std::filesystem::is_directory(folder, code))
        return failure(ErrorKind::NotFound, fmt::format("{}: is no folder", folder.string()));
    return std::make_unique<FolderTree>(folder);
}

}  // namespace inland::oci
