// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "topology/topology.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::sources {

/// One file of a snapshot: what `aws ... describe-* --output json` printed, once or several times.
struct SnapshotFile {
    std::string path;
    std::string bytes;
};

/// Whether a JSON text is an answer of a call that snapshots are made of, by its top-level members.
bool looks_like_snapshot(std::string_view bytes);

/// The world that one account's answers of one Region tell of, read by the importer of living
/// accounts. File names tell nothing, but where an answer does not say what it is about (a role's
/// policies, a zone's records) the name of that must stand in them. A class of resources that no
/// answer is about, or whose answer was cut off (NextToken), is in Topology::missing. Nothing when
/// a file cannot be read as answers, or when the files are of several accounts or Regions: every
/// such mistake is in `diagnostics`. UTF-8 or UTF-16. Pure.
std::optional<topology::Topology> read_snapshot(const std::vector<SnapshotFile>& files,
                                                Diagnostics& diagnostics);

}  // namespace inland::sources
