// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/topology.h"

#include <string>

namespace inland::render {

/// One line a resource, type by type, each with the need that made it.
std::string topology_text(const topology::Topology& topology);

}  // namespace inland::render
