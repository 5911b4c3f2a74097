// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/port_range.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace inland::prove {

/// IANA protocol numbers, as EC2's rules write them; every_protocol is EC2's own "-1".
inline constexpr int every_protocol = -1;
inline constexpr int icmp_protocol = 1;
inline constexpr int tcp_protocol = 6;
inline constexpr int udp_protocol = 17;
inline constexpr int icmpv6_protocol = 58;
/// One that nobody names in a rule (RFC 3692 keeps it for experiments): it stands for all of them.
inline constexpr int unnamed_protocol = 253;

constexpr bool has_ports(int protocol) {
    return protocol == tcp_protocol || protocol == udp_protocol;
}
/// ICMP of either family: a rule's type and code stand where ports do.
constexpr bool has_types(int protocol) {
    return protocol == icmp_protocol || protocol == icmpv6_protocol;
}
/// The types and codes of a rule as an interval of "ports": 256 codes to each type; -1 is any.
constexpr PortRange types_as_ports(int type, int code) {
    constexpr int codes = 256;
    if (type < 0 || type >= codes)
        return {};
    const int first = type * codes + (code < 0 ? 0 : code % codes);
    const int last = code < 0 ? type * codes + codes - 1 : first;
    return {static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(last)};
}
constexpr int protocol_number(std::string_view name) {
    return name == "udp" ? udp_protocol : name == "icmp" ? icmp_protocol : tcp_protocol;
}
constexpr std::string_view protocol_name(int protocol) {
    switch (protocol) {
        case udp_protocol:
            return "udp";
        case icmp_protocol:
            return "icmp";
        case icmpv6_protocol:
            return "icmpv6";
        case tcp_protocol:
            return "tcp";
        default:
            return "";
    }
}

/// Its name, or "protocol 50".
std::string protocol_text(int protocol);

/// The source ports of connections: what a stateless filter must let back in, all of it.
/// Linux: the kernel's net.ipv4.ip_local_port_range by default (AWS's page on network ACLs says
/// 32768-61000 for Amazon's Linux; the kernel never uses 61000).
inline constexpr PortRange linux_ephemeral_ports{32768, 60999};
/// People's machines: Linux and, from 49152 on, Windows and macOS (AWS's page on network ACLs).
inline constexpr PortRange client_ephemeral_ports{32768, 65535};
/// A NAT gateway's own (the same page).
inline constexpr PortRange nat_ephemeral_ports{1024, 65535};

}  // namespace inland::prove
