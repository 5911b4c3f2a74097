// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/filter.h"
#include "prove/packets/party.h"

#include <string>
#include <vector>

namespace inland::prove {

/// The ways that packets of a connection take: all boxes of one Journey cross the same filters,
/// there and back.
struct Journey {
    Boxes boxes;
    std::vector<Filter> filters;
    AddressChoice choice = AddressChoice::Every;
    std::vector<std::string> assumptions;
};

enum class Purpose {
    Conversation,  ///< request and reply
    Escape,        ///< a packet that gets there is enough
};

/// What is to be taken from where to where.
struct Trip {
    const Network& network;
    const Party& source;
    const Party& destination;
    Traffic traffic;
    Purpose purpose = Purpose::Conversation;
};

/// Every way from the source to the destination. Routes and gateways are gates of a journey; what
/// is not modelled is a gate that perhaps admits everything.
std::vector<Journey> journeys(const Trip& trip);

/// All packets of the trip, and no filters yet. Nothing goes from one family to the other.
Journey start_journey(const Trip& trip);
/// Those between two ranges.
Journey start_journey(const Trip& trip, const AddressRange& source,
                      const AddressRange& destination);

void append(std::vector<Filter>& filters, std::vector<Filter> more);

}  // namespace inland::prove
