// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "emulator/machine/observed_network.h"
#include "emulator/world.h"

#include <cstdint>
#include <string>

namespace inland::emulator {

enum class Listening {
    Yes,
    No,
    NotKnown  ///< nothing of a cluster's: whatever the owner of the machine runs there
};

/// Who takes TCP connections at an address and port inside the network.
struct Answerer {
    Listening listening = Listening::NotKnown;
    std::string pod;     ///< "pod/shop/orders-5d4f8c7b9-x2k4p" that answers in the end
    std::string detail;  ///< why nobody does
};

/// Pods answer at their own addresses while they are ready. At a node's, kube-proxy answers for the
/// node ports of Services: it hands on to a pod that the node reaches, or, where the Service's
/// external policy is Local, to one of the node's own. I/O thread only.
Answerer answerer_at(World& world, const Scope& scope, const ObservedNetwork& observed,
                     Ipv4Address address, std::uint16_t port);

}  // namespace inland::emulator
