// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/party.h"

#include "prove/packets/box.h"

#include <fmt/format.h>

namespace inland::prove {

namespace {

constexpr std::uint32_t address(std::uint32_t a, std::uint32_t b) {
    return a << 24U | b << 16U;
}

}  // namespace

std::string Traffic::text() const {
    if (protocol == every_protocol)
        return "all traffic";
    if (!has_ports(protocol))
        return std::string(protocol_name(protocol));
    return fmt::format("{}/{}", protocol_name(protocol),
                       ports == PortRange{} ? "any" : port_text(ports));
}

const std::vector<AddressRange>& public_addresses() {
    static const std::vector<AddressRange> ranges{
        {address(1, 0), address(10, 0) - 1},       {address(11, 0), address(100, 64) - 1},
        {address(100, 128), address(127, 0) - 1},  {address(128, 0), address(169, 254) - 1},
        {address(169, 255), address(172, 16) - 1}, {address(172, 32), address(192, 168) - 1},
        {address(192, 169), address(224, 0) - 1}};
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
