// SPDX-License-Identifier: Apache-2.0
#include "prove/intents/traffic.h"

#include "prove/packets/box.h"

#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::prove {

namespace {

using intents::Protocol;

struct Row {
    Protocol protocol;
    std::string_view name;
    std::vector<int> numbers;
};

const Row& row_of(Protocol protocol) {
    static const std::array<Row, 4> rows{
        {{Protocol::Any,
          "",
          {tcp_protocol, udp_protocol, icmp_protocol, icmpv6_protocol, unnamed_protocol}},
         {Protocol::Tcp, "tcp", {tcp_protocol}},
         {Protocol::Udp, "udp", {udp_protocol}},
         {Protocol::Icmp, "icmp", {icmp_protocol}}}};
    return rows.at(static_cast<std::size_t>(protocol));
}

PortRange source_ports_of(const intents::Intent& intent, const Party& from) {
    if (intent.must == knowledge::Must::NeverReach)
        return {};
    return from.where == Where::Subnet ? linux_ephemeral_ports : client_ephemeral_ports;
}

}  // namespace

std::vector<Traffic> traffics_of(const intents::Intent& intent, const Party& from) {
    const PortRange source_ports = source_ports_of(intent, from);
    const std::vector<PortRange> all{PortRange{}};
    std::vector<Traffic> traffics;
    for (const int protocol : row_of(intent.protocol).numbers)
        for (const PortRange& ports : intent.ports.empty() ? all : intent.ports)
            traffics.push_back({protocol, ports, source_ports});
    return traffics;
}

std::string traffic_text(const intents::Intent& intent) {
    if (intent.protocol == Protocol::Any)
        return {};
    std::vector<std::string> ports;
    for (const PortRange& range : intent.ports)
        ports.push_back(port_text(range));
    return fmt::format(" {}{}{}", row_of(intent.protocol).name, ports.empty() ? "" : "/",
                       fmt::join(ports, ","));
}

}  // namespace inland::prove
