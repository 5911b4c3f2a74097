// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/passing_ports.h"

#include "prove/packets/journey.h"

#include <algorithm>

namespace inland::prove {

namespace {

Boxes survivors_of(const Journey& journey) {
    Boxes boxes = journey.boxes;
    for (const Filter& filter : journey.filters)
        boxes = divide(filter, boxes, Bound::Surely).admitted;
    return boxes;
}

bool touches(const PortRange& earlier, const PortRange& later) {
    return later.first <= earlier.last || later.first - earlier.last == 1;
}

/// Cuts one range out of another; what is left is appended.
void cut(const PortRange& range, const PortRange& hole, std::vector<PortRange>& rest) {
    if (!range.overlaps(hole))
        return rest.push_back(range);
    if (range.first < hole.first)
        rest.push_back({range.first, static_cast<std::uint16_t>(hole.first - 1)});
    if (hole.last < range.last)
        rest.push_back({static_cast<std::uint16_t>(hole.last + 1), range.last});
}

}  // namespace

std::vector<PortRange> merged(std::vector<PortRange> ranges) {
    std::ranges::sort(ranges);
    std::vector<PortRange> result;
    for (const PortRange& range : ranges)
        if (!result.empty() && touches(result.back(), range))
            result.back().last = std::max(result.back().last, range.last);
        else
            result.push_back(range);
    return result;
}

std::vector<PortRange> without(const std::vector<PortRange>& ranges,
                               const std::vector<PortRange>& taken) {
    std::vector<PortRange> open = ranges;
    for (const PortRange& hole : taken) {
        std::vector<PortRange> rest;
        for (const PortRange& range : open)
            cut(range, hole, rest);
        open = std::move(rest);
    }
    return open;
}

std::vector<PortRange> passing_ports(const Network& network, const Party& source,
                                     const Party& destination, int protocol) {
    const PortRange from =
        source.where == Where::Subnet ? linux_ephemeral_ports : client_ephemeral_ports;
    std::vector<PortRange> ports;
    for (const Journey& journey : journeys({network, source, destination, {protocol, {}, from}}))
        for (const Box& box : survivors_of(journey))
            ports.push_back(has_ports(protocol) ? box.destination_ports : PortRange{});
    return merged(std::move(ports));
}

}  // namespace inland::prove
