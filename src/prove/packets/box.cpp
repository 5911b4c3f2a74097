// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/box.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::prove {

namespace {

PortRange common(const PortRange& one, const PortRange& other) {
    return {std::max(one.first, other.first), std::min(one.last, other.last)};
}

std::uint16_t before(std::uint16_t port) {
    return static_cast<std::uint16_t>(port - 1);
}
std::uint16_t after(std::uint16_t port) {
    return static_cast<std::uint16_t>(port + 1);
}
IpAddress before(const IpAddress& address) {
    return address.previous();
}
IpAddress after(const IpAddress& address) {
    return address.next();
}

/// Cuts what lies below and above the hole's interval off `rest` into `parts`, in one dimension.
template <typename Interval>
void cut(Box& rest, Interval& whole, const Interval& hole, Boxes& parts) {
    const Interval all = whole;
    if (all.first < hole.first) {
        whole = {all.first, before(hole.first)};
        parts.push_back(rest);
    }
    if (hole.last < all.last) {
        whole = {after(hole.last), all.last};
        parts.push_back(rest);
    }
    whole = common(all, hole);
}

}  // namespace

std::optional<Box> intersect(const Box& box, const Box& other) {
    if (!box.source.overlaps(other.source) || !box.destination.overlaps(other.destination) ||
        !box.source_ports.overlaps(other.source_ports) ||
        !box.destination_ports.overlaps(other.destination_ports))
        return std::nullopt;
    return Box{common(box.source, other.source), common(box.destination, other.destination),
               common(box.source_ports, other.source_ports),
               common(box.destination_ports, other.destination_ports)};
}

void subtract(const Box& box, const Box& hole, Boxes& rest) {
    if (!intersect(box, hole)) {
        rest.push_back(box);
        return;
    }
    Box remaining = box;
    cut(remaining, remaining.source, hole.source, rest);
    cut(remaining, remaining.destination, hole.destination, rest);
    cut(remaining, remaining.source_ports, hole.source_ports, rest);
    cut(remaining, remaining.destination_ports, hole.destination_ports, rest);
}

Boxes subtract(const Boxes& boxes, const Box& hole) {
    Boxes rest;
    for (const Box& box : boxes)
        subtract(box, hole, rest);
    return rest;
}

std::string port_text(const PortRange& ports) {
    if (ports == PortRange{})
        return "any port";
    if (ports.first == ports.last)
        return fmt::to_string(ports.first);
    return fmt::format("{}-{}", ports.first, ports.last);
}

std::string AddressRange::text() const {
    if (*this == AddressRange{} || *this == every_ipv4)
        return "any address";
    if (*this == of(Ipv6Prefix()))
        return "any IPv6 address";
    const std::string from = first.text();
    return first == last ? from : from + "-" + last.text();
}

}  // namespace inland::prove
