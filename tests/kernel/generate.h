// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/topology.h"

namespace inland::kernel {

/// Any world of one VPC, up to four subnets and six network interfaces, by rapidcheck's picks (so
/// that it can shrink them); only inside a property. Worlds are mostly open, with a few mistakes.
topology::Topology any_world();

}  // namespace inland::kernel
