// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/port_range.h"

#include <string_view>

namespace inland::prove {

/// IANA protocol numbers, as EC2's rules write them; every_protocol is EC2's own "-1".
inline constexpr int every_protocol = -1;
inline constexpr int icmp_protocol = 1;
inline constexpr int tcp_protocol = 6;
inline constexpr int udp_protocol = 17;

constexpr bool has_ports(int protocol) {
    return protocol == tcp_protocol || protocol == udp_protocol;
}
constexpr int protocol_number(std::string_view name) {
    return name == "udp" ? udp_protocol : name == "icmp" ? icmp_protocol : tcp_protocol;
}
constexpr std::string_view protocol_name(int protocol) {
    return protocol == udp_protocol ? "udp" : protocol == icmp_protocol ? "icmp" : "tcp";
}

/// The source ports of connections: what a stateless filter must let back in, all of it.
/// Linux: the kernel's net.ipv4.ip_local_port_range by default (AWS's page on network ACLs says
/// 32768-61000 for Amazon's Linux; the kernel never uses 61000).
inline constexpr PortRange linux_ephemeral_ports{32768, 60999};
/// People's machines: Linux and, from 49152 on, Windows and macOS (AWS's page on network ACLs).
inline constexpr PortRange client_ephemeral_ports{32768, 65535};
/// A NAT gateway's own (the same page).
inline constexpr PortRange nat_ephemeral_ports{1024, 65535};

}  // namespace inland::prove
