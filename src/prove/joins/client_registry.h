// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/passage.h"
#include "prove/prove.h"

namespace inland::prove {

/// Whether nodes reach a registry that the user wants them to pull from: its name as containerd
/// looks it up, by the VPC's resolver and not by CoreDNS, and the packets to what answers. What a
/// client's name servers answer is theirs to say: an address in a connected network is assumed, and
/// the packets must get to it wherever there it is. Some but not others is unknown.
Passage reach_client_registry(const Network& network, const Party& node,
                              const ClientRegistry& registry);

/// "registry.corp.example.com tcp/443".
std::string text_of(const ClientRegistry& registry);

}  // namespace inland::prove
