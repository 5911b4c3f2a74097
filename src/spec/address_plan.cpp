// SPDX-License-Identifier: Apache-2.0
#include "spec/address_plan.h"

#include <algorithm>
#include <bit>

namespace inland::spec {
namespace {

/// Blocks are equal and as large as they can be while one of them stays free: pods take their
/// addresses from the subnets, and a network cannot be made larger where it stands.
std::size_t blocks_of(const NewNetwork& network) {
    return std::bit_ceil(std::max<std::size_t>(network.zones.size() + 1, 4));
}

int length_of(const Ipv4Prefix& whole, std::size_t parts) {
    return whole.length() + std::countr_zero(parts);
}

}  // namespace

Result<Ipv4Prefix> private_block(const NewNetwork& network, std::uint32_t zone) {
    const auto& cidr = network.cidr.value;
    return cidr.subdivide(length_of(cidr, blocks_of(network)), zone);
}

Result<Ipv4Prefix> public_block(const NewNetwork& network, std::uint32_t zone) {
    const auto last = static_cast<std::uint32_t>(blocks_of(network) - 1);
    const auto free = private_block(network, last);
    if (!free)
        return free;
    return free->subdivide(length_of(*free, std::bit_ceil(network.zones.size())), zone);
}

}  // namespace inland::spec
