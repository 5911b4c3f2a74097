// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/journey.h"
#include "prove/verdict.h"

#include <optional>
#include <string>
#include <vector>

namespace inland::prove {

/// Something that stops packets, for sure or perhaps.
struct Blocker {
    Cause cause;
    std::string key;  ///< of the resource in the Topology
    Box packets;      ///< some that it stops
    Traffic traffic;
    Side address_side = Side::Destination;  ///< the peer's, as the component saw it
    Side port_side = Side::Destination;     ///< Source: it stopped replies
};

/// A question about packets that a proof asked and the answer that it got: what certificates are
/// written from. Kept only when the Question asks for evidence.
struct Exchange {
    knowledge::Must must = knowledge::Must::Reach;
    Party source, destination;
    Traffic traffic;
    Outcome outcome = Outcome::Holds;
    std::optional<Witness> witness = {};
};

/// A name that a proof asked for, and whose interfaces answer for it.
struct NameStep {
    std::string subnet;  ///< key, of who asks
    std::string name;
    std::vector<std::string> resources;  ///< keys of endpoints, or of the cluster
};

/// What a proof about packets found.
struct Passage {
    Outcome outcome = Outcome::Holds;
    std::vector<Blocker> blockers;
    std::optional<Witness> witness;
    std::vector<std::string> path;
    std::vector<std::string> assumptions;
    std::vector<Exchange> exchanges = {};
    std::vector<NameStep> names = {};
};

/// Holds when every packet gets there and every reply back. All blockers, not the first.
Passage must_pass(const Network& network, const Party& source, const Party& destination,
                  const Traffic& traffic);

/// For never-reach: fails when some packet surely gets through, with it as the witness; unknown
/// when some perhaps does; holds when none can. No blockers: `path` tells what stops it.
Passage must_not_pass(const Network& network, const Party& source, const Party& destination,
                      const Traffic& traffic);

/// Adds what another passage of the same flow found.
void merge(Passage& passage, Passage other);

}  // namespace inland::prove
