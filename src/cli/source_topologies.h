// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"
#include "render/verdicts_json.h"
#include "topology/topology.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::cli {

/// A world that a source tells of, and what to call the source.
struct SourceTopology {
    topology::Topology topology;
    render::VerdictSource source;
};

/// Whether a file is read by read_topologies; a spec is not.
bool has_topology(std::string_view bytes);

/// What a file holds, whose kind shows in its content: one world. Nothing when it has mistakes,
/// which have been reported.
std::optional<SourceTopology> read_topology(const Invocation& invocation, const std::string& path,
                                            std::string_view bytes);

/// The worlds of a folder of answers of AWS: one for each folder that holds files, with all that is
/// below it.
std::optional<std::vector<SourceTopology>> read_folder(const Invocation& invocation,
                                                       const std::string& path);

/// Larger than any plan that Terraform itself can still handle.
inline constexpr std::size_t largest_source = std::size_t{1} << 30U;

}  // namespace inland::cli
