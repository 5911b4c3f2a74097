// SPDX-License-Identifier: Apache-2.0
#include "cli/own_path.h"

#include <filesystem>

namespace inland::cli {

std::string own_path() {
    std::error_code error;
    const auto path = std::filesystem::read_symlink("/proc/self/exe", error);
    return error ? "inland" : path.string();
}

}  // namespace inland::cli
