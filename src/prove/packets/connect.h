// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "prove/packets/party.h"
#include "prove/place.h"
#include "prove/prove.h"
#include "prove/verdict.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::prove {

class Network;

/// What becomes of a connection. `path` tells hop by hop who admitted or stopped it; `causes` are
/// all that stop it.
struct Connection {
    Outcome outcome = Outcome::Unknown;
    std::vector<Cause> causes;
    std::vector<std::string> path;
    std::vector<std::string> assumptions;
};

/// Whether a connection from `from` to an address opens: there and, for the replies, back.
/// The address belongs to whichever observed NetworkInterface has it, else to a client network,
/// else to the internet. `protocol` is "tcp" or "udp".
Connection connect(const Question& question, const Place& from, Ipv4Address destination,
                   std::string_view protocol, std::uint16_t port);
/// To a machine's or a pod's own address, whose interface the Topology need not show.
Connection connect(const Network& network, const Place& from, const Place& to,
                   std::string_view protocol, std::uint16_t port);
Connection connect(const Network& network, const Place& from, Ipv4Address destination,
                   std::string_view protocol, std::uint16_t port);

/// Between two that the caller knows.
Connection connect(const Network& network, const Party& from, const Party& to,
                   std::string_view protocol, std::uint16_t port);

/// Who has an address; nothing for one that nobody has.
std::optional<Party> party_at(const Network& network, Ipv4Address address);

}  // namespace inland::prove
