// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/world.h"
#include "prove/names/answer.h"
#include "prove/network.h"
#include "prove/place.h"

#include <string_view>

namespace inland::emulator {

/// What a name means at a place: as the prover has it, and where that ends, at the name servers of
/// the clients, what those answer (services/client_names.h). I/O thread only.
prove::Answer answer_for(const World& world, const prove::Network& network,
                         const prove::Place& from, std::string_view name);

/// `answer` with what the clients' name server `asked` says of the name.
prove::Answer asked_client(const World& world, prove::Answer answer, Ipv4Address asked,
                           std::string_view name);

}  // namespace inland::emulator
