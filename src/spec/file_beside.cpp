// SPDX-License-Identifier: Apache-2.0
#include "spec/file_beside.h"

#include "knowledge/bounded_file.h"

#include <filesystem>

namespace inland::spec {

Result<FileBeside> read_file_beside(const std::string& spec_path, const std::string& name,
                                    std::size_t maximum_bytes) {
    auto path = (std::filesystem::path(spec_path).parent_path() / name).string();
    Diagnostics unread;
    knowledge::Reporter reporter(path, unread);
    auto text = knowledge::read_bounded_file(path, maximum_bytes, reporter);
    if (text)
        return FileBeside{std::move(path), *std::move(text)};
    return failure(ErrorKind::InvalidInput,
                   unread.items().empty() ? path : path + ": " + unread.items().front().detail);
}

}  // namespace inland::spec
