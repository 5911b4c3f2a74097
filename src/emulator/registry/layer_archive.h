// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <string>
#include <utility>
#include <vector>

namespace inland::emulator::registry {

/// A layer's file system change: the tar and the same compressed.
struct LayerArchive {
    std::string tar;
    std::string gzip;
};

/// Archives files (path, content) without times and owners, so that the same files are always the
/// same bytes.
Result<LayerArchive> make_layer(const std::vector<std::pair<std::string, std::string>>& files);

}  // namespace inland::emulator::registry
