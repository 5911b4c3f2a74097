// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/port_range.h"
#include "prove/prove.h"

#include <compare>
#include <map>
#include <string>
#include <vector>

namespace inland::prove {

/// Who talks to whom, between groups: node groups, control planes, endpoints, the internet, client
/// networks and the groups of the intents.
struct Talk {
    std::string from, to;
    std::string protocol;  ///< "tcp" | "udp" | "icmp"
    auto operator<=>(const Talk&) const = default;
};

/// The ports at which somebody of one group surely reaches somebody of the other.
using Reachability = std::map<Talk, std::vector<PortRange>>;

Reachability reachability_of(const Question& question);

}  // namespace inland::prove
