// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "spec/cluster.h"

#include <string>
#include <string_view>

namespace inland::spec {

/// A spec over this many bytes is refused before it is parsed.
inline constexpr std::size_t maximum_bytes = std::size_t{1} << 20U;

/// Reads and checks a cluster.yaml against the tables. All mistakes are appended to `diagnostics`,
/// each with file, line and column; a Cluster is returned only when there is no error among them.
/// `today` decides which versions' support has ended. Valid parts that Inland cannot design yet
/// are design's to refuse. Never throws; any bytes are fine.
std::optional<Cluster> parse(std::string_view text, std::string_view file_name,
                             const knowledge::Tables& tables, TimePoint today,
                             Diagnostics& diagnostics);

/// The same for a file, whose size is looked at before it is read. `path` is what places name.
std::optional<Cluster> load_file(const std::string& path, const knowledge::Tables& tables,
                                 TimePoint today, Diagnostics& diagnostics);

}  // namespace inland::spec
