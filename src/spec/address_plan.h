// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "spec/cluster.h"

#include <cstdint>

namespace inland::spec {

/// Which block of a new network each subnet has, by the index of its zone. A change of mode never
/// moves a private subnet: public ones come out of the block that is kept free. An error where the
/// network has no room, which the spec's checks refuse.
Result<Ipv4Prefix> private_block(const NewNetwork& network, std::uint32_t zone);
Result<Ipv4Prefix> public_block(const NewNetwork& network, std::uint32_t zone);

}  // namespace inland::spec
