// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/joins/scene.h"
#include "prove/packets/passage.h"

namespace inland::prove {

/// Whether the cluster's public API admits nodes (publicAccessCidrs): they come from the address of
/// their NAT gateway, or from their own. An address that AWS is yet to choose must be admitted
/// whichever it is. Packets are not asked about. Pure.
Passage admitted_by_public_api(const Scene& scene, const NodeSource& node);

/// Whether it admits people behind a connected network, who come to it by the internet: as far as
/// anybody here can tell, which is said as an assumption. Pure.
Passage client_by_public_api(const Scene& scene, const std::string& client);

}  // namespace inland::prove
