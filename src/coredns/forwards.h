// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "coredns/corefile.h"

#include <cstdint>
#include <string>
#include <vector>

namespace inland::coredns {

enum class ForwardTransport : std::uint8_t {
    Dns,  ///< UDP, and TCP for what does not fit
    Tls,  ///< TCP
};

/// A name server that the plugin `forward` is told to ask.
struct ForwardServer {
    Ipv4Address address;
    std::uint16_t port = 0;
    ForwardTransport transport = ForwardTransport::Dns;

    auto operator<=>(const ForwardServer&) const = default;
};

/// The servers that some zones are asked of.
struct Forward {
    std::vector<std::string> zones;  ///< normal: "corp.example.com"
    std::vector<ForwardServer> servers;
};

/// Every `forward` to addresses, block by block (CoreDNS, forward plugin). Files like
/// /etc/resolv.conf name the node's own resolver and are left out, IPv6 addresses too.
std::vector<Forward> forwards_of(const Corefile& corefile);

/// The one whose zone holds the name most closely; null where none does but "." itself.
const Forward* forward_for(const std::vector<Forward>& forwards, std::string_view name);

}  // namespace inland::coredns
