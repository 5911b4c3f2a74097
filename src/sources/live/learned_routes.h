// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/live/reading.h"

#include <string>

namespace inland::sources::live {

/// What a VPN gateway learned by BGP, from VPN peers and by Direct Connect together: what it
/// propagates beside its connections' static routes. Unknown where it propagates into no table.
topology::Attribute<std::vector<Ipv4Prefix>> learned_by_bgp(const Reading& reading,
                                                            const std::string& gateway);

}  // namespace inland::sources::live
