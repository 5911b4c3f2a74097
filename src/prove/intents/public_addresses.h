// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/party.h"

#include <algorithm>
#include <vector>

namespace inland::prove {

/// The internet's addresses of both families.
inline std::vector<AddressRange> all_public_addresses() {
    std::vector<AddressRange> addresses = public_addresses();
    std::ranges::copy(public_ipv6_addresses(), std::back_inserter(addresses));
    return addresses;
}

}  // namespace inland::prove
