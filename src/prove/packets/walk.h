// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/way.h"

#include <vector>

/// The steps of looking for ways, one kind of hop a file. Only way.cpp and the hops use them.
namespace inland::prove {

/// Whose packets a VPC routes: those of its own interfaces, or such as a transit gateway brought.
enum class Passengers { Own, Foreign };

/// A look for ways that is under way.
struct Walk {
    const Network& network;
    Heading heading;
    Passengers passengers = Passengers::Own;
};

/// From a subnet on.
std::vector<Way> ways_on(const Walk& walk, const SubnetView& from, const AddressRange& to);

// The hops: `way` has the range and the gates so far, its `target` is where the route leads.
std::vector<Way> cross_peering(const Walk& walk, const SubnetView& from, Way way);
std::vector<Way> cross_transit_gateway(const Walk& walk, const SubnetView& from, Way way);

/// Ends a way.
std::vector<Way> closed_way(Way way, std::string_view kind, const std::string& detail);
std::vector<Way> unknown_way(Way way, const std::string& missing);

/// `way`, and behind it each of `rest`.
std::vector<Way> continued(const Way& way, std::vector<Way> rest);

}  // namespace inland::prove
