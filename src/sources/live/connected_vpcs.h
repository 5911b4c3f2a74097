// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/live/reading.h"

#include <string>
#include <vector>

namespace inland::sources::live {

/// Ids of the VPCs that the asked cluster's networks are connected to by active peerings and by
/// transit gateways, one step away, without those networks themselves. Other accounts' are among
/// them; AWS does not describe those.
Result<std::vector<std::string>> connected_vpcs(const Reading& reading);

}  // namespace inland::sources::live
