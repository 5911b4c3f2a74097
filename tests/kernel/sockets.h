// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "tests/kernel/descriptor.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace inland::kernel {

/// Non-blocking IPv4 sockets of the namespace that the thread is in, bound to one address and port,
/// which several may share. Failures throw std::system_error.

struct SocketAddress {
    Ipv4Address address;
    std::uint16_t port = 0;
    auto operator<=>(const SocketAddress&) const = default;
};

Descriptor listen_at(const SocketAddress& own);
/// Starts to connect; what becomes of it is told by epoll.
Descriptor connect_from(const SocketAddress& own, const SocketAddress& peer);
Descriptor datagrams_at(const SocketAddress& own);

struct Datagram {
    SocketAddress peer;
    char kind = 0;
    std::uint32_t number = 0;
};

/// What a filter drops at once is lost as if it had been dropped later.
void send_datagram(int socket, const Datagram& datagram);
/// Nothing when there is none (any more).
std::optional<Datagram> receive_datagram(int socket);

}  // namespace inland::kernel
