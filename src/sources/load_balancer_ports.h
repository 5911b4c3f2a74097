// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/attachments.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace inland::sources {

/// Adds a port to those of a load balancer, once and in order; all are unknown when one is.
inline void add_port(topology::Attribute<std::vector<std::int64_t>>& ports,
                     const topology::Attribute<std::int64_t>& port) {
    if (!port.is_known())
        ports = topology::Attribute<std::vector<std::int64_t>>::unknown(port.place());
    else if (!ports.is_known() ||
             std::ranges::find(ports.value(), port.value()) == ports.value().end())
        append(ports, port.value());
    if (ports.is_known())
        std::ranges::sort(ports.mutable_value());
}

}  // namespace inland::sources
