// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "prove/network.h"
#include "prove/place.h"

#include <optional>

namespace inland::emulator {

/// The laptop's address on the internet: of TEST-NET-1 (RFC 5737), which the emulated EC2 gives to
/// nobody.
inline constexpr Ipv4Address laptop_address{0xc000020a};  // 192.0.2.10

/// The address from which somebody comes to the public internet: a laptop's own, a machine's own or
/// its NAT gateway's, and of an address on a connected network its router's, which is the customer
/// gateway. Nothing when nobody can tell. Pure.
std::optional<Ipv4Address> public_source(const prove::Network& network, const prove::Place& place);

}  // namespace inland::emulator
