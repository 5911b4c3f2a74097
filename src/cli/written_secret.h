// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>

namespace inland::cli {

/// Writes a file that its owner alone can read (mode 0600), also where one with another mode is in
/// its place; never through a symbolic link.
Result<void> write_secret(const std::string& path, std::string_view text);

}  // namespace inland::cli
