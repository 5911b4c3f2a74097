// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/topology.h"

#include <string_view>

namespace inland::sources::live {

/// Makes references by ARN references by key, and gives what Inland made for `cluster` its logical
/// names. Of twins (two with the same logical name, after a lost answer) the one in use keeps the
/// name and the others stay under AWS's ids, owned and wanted by nobody.
void use_logical_keys(topology::Topology& topology, std::string_view cluster);

}  // namespace inland::sources::live
