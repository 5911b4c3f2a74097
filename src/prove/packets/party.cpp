// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/party.h"

#include "prove/packets/box.h"

#include <fmt/format.h>

namespace inland::prove {

namespace {

constexpr Ipv4Address at(std::uint32_t a, std::uint32_t b) {
    return {a << 24U | b << 16U};
}

/// From one address to the one before another.
constexpr AddressRange between(Ipv4Address first, Ipv4Address end) {
    return {first, IpAddress(end).previous()};
}

}  // namespace

std::string protocol_text(int protocol) {
    const std::string_view name = protocol_name(protocol);
    return name.empty() ? fmt::format("protocol {}", protocol) : std::string(name);
}

std::string Traffic::text() const {
    if (protocol == every_protocol)
        return "all traffic";
    if (!has_ports(protocol))
        return protocol_text(protocol);
    return fmt::format("{}/{}", protocol_name(protocol),
                       ports == PortRange{} ? "any" : port_text(ports));
}

const std::vector<AddressRange>& public_addresses() {
    static const std::vector<AddressRange> ranges{
        between(at(1, 0), at(10, 0)),       between(at(11, 0), at(100, 64)),
        between(at(100, 128), at(127, 0)),  between(at(128, 0), at(169, 254)),
        between(at(169, 255), at(172, 16)), between(at(172, 32), at(192, 168)),
        between(at(192, 169), at(224, 0))};
    return ranges;
}

const std::vector<AddressRange>& public_ipv6_addresses() {
    static const std::vector<AddressRange> ranges{
        AddressRange::of(Ipv6Prefix({std::uint64_t{2} << 60U, 0}, 3)), nat64_addresses};
    return ranges;
}

Party internet_service(std::string service) {
    return {.where = Where::Internet,
            .name = "the public addresses of " + service,
            .addresses = public_addresses(),
            .choice = AddressChoice::SomeUnknown,
            .groups = {},
            .groups_missing = {},
            .service = std::move(service)};
}

}  // namespace inland::prove
