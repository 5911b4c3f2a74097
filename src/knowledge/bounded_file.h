// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/reporter.h"

#include <cstddef>
#include <optional>
#include <string>

namespace inland::knowledge {

/// A regular file's bytes, or nothing and a report: it cannot be opened, is no regular file, or is
/// larger than `maximum_bytes`, which is asked of the file system before anything is read.
std::optional<std::string> read_bounded_file(const std::string& path, std::size_t maximum_bytes,
                                             Reporter& reporter);

}  // namespace inland::knowledge
