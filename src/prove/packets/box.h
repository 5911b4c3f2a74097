// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/port_range.h"
#include "prove/packets/address_range.h"

#include <optional>
#include <string>
#include <vector>

namespace inland::prove {

/// Which address, and which port, of the forward packet a filter looks at. A reply's source is the
/// forward packet's destination, so filters on the way back look at the same box from the other
/// side and nothing is ever swapped.
enum class Side { Source, Destination };

/// A set of packets of one protocol: every combination of four intervals. The packets that a flow
/// sends are a few such boxes, and every filter cuts boxes into boxes, so nothing is sampled.
struct Box {
    AddressRange source, destination;
    PortRange source_ports, destination_ports;

    [[nodiscard]] const AddressRange& addresses(Side side) const {
        return side == Side::Source ? source : destination;
    }
    [[nodiscard]] AddressRange& addresses(Side side) {
        return side == Side::Source ? source : destination;
    }
    [[nodiscard]] const PortRange& ports(Side side) const {
        return side == Side::Source ? source_ports : destination_ports;
    }
    [[nodiscard]] PortRange& ports(Side side) {
        return side == Side::Source ? source_ports : destination_ports;
    }
    auto operator<=>(const Box&) const = default;
};

using Boxes = std::vector<Box>;

std::optional<Box> intersect(const Box& box, const Box& other);
/// Appends the parts of `box` that are not in `hole`, disjoint, at most eight.
void subtract(const Box& box, const Box& hole, Boxes& rest);
/// The parts of `boxes` that are not in `hole`.
Boxes subtract(const Boxes& boxes, const Box& hole);

/// "443", "1024-65535", "any port".
std::string port_text(const PortRange& ports);

}  // namespace inland::prove
