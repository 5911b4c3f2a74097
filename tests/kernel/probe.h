// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace inland::kernel {

class KernelNetwork;

struct Endpoint {
    std::string interface;  ///< key
    Ipv4Address address;
    bool operator==(const Endpoint&) const = default;
};

/// A connection that one interface tries to open to another: for TCP the handshake and a byte there
/// and back, for UDP a datagram and its reply.
struct Probe {
    Endpoint from, to;
    int protocol = 6;
    std::uint16_t source_port = 0;
    std::uint16_t port = 0;
};

/// Sends all probes at once; one answer each, in their order: whether the echo came back. Gives up
/// when nothing at all has happened for `patience`.
std::vector<bool> send(const KernelNetwork& network, const std::vector<Probe>& probes,
                       std::chrono::milliseconds patience);

}  // namespace inland::kernel
