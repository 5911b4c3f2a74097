// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "topology/topology.h"

#include <optional>
#include <string>
#include <string_view>

namespace inland::sources {

/// Whether a text is a ClusterConfig of eksctl.
bool looks_like_eksctl(std::string_view bytes);

/// The world that eksctl makes for a ClusterConfig (eksctl.io/v1alpha5). Names are eksctl's own.
/// What the configuration takes from elsewhere (a VPC that is there already, self-managed node
/// groups) leaves its classes of resources missing, and the diagnostics name it. Nothing when the
/// file has mistakes: all of them are in `diagnostics`.
std::optional<topology::Topology> read_eksctl(std::string_view bytes, const std::string& file,
                                              Diagnostics& diagnostics);

}  // namespace inland::sources
