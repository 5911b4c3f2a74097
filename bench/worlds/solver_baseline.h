// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/topology.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace inland::bench {

struct SolvedPair {
    std::size_t from = 0, to = 0;
    bool reaches = false;
};

struct SolvedPairs {
    std::vector<SolvedPair> pairs;
    double seconds = 0;
};

/// Asks Z3 of some pairs of a VPC's interfaces whether every TCP connection to the port opens: is
/// there a source port for which some filter stops the packet or its reply? Rules are bit-vector
/// formulas; this shares nothing with the prover. Nothing when it was built without Z3.
std::optional<SolvedPairs> solve_pairs(
    const topology::Topology& world,
    const std::vector<const topology::NetworkInterface*>& interfaces, std::uint16_t port,
    std::size_t sample);

}  // namespace inland::bench
