// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <cstddef>
#include <string>

namespace inland::spec {

/// A file that a spec names.
struct FileBeside {
    std::string path;  ///< from the folder of the spec, unless the spec says it whole
    std::string text;
};

/// InvalidInput, with the path and the reason, when it cannot be read or is larger.
Result<FileBeside> read_file_beside(const std::string& spec_path, const std::string& name,
                                    std::size_t maximum_bytes);

}  // namespace inland::spec
