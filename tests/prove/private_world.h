// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/tables.h"
#include "prove/prove.h"
#include "topology/topology.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::prove::testing {

/// A sound private cluster by hand, independent of what the design room makes: VPC 10.0.0.0/16 with
/// subnets a and b, a VPN to 192.168.0.0/16, the endpoints that nodes need, one managed group.
/// Tests break one thing of it and look at the verdicts.
topology::Topology private_world();

std::vector<ClientNetwork> office();

/// Proves a world with the built-in tables.
Verdicts prove_world(const topology::Topology& world,
                     const std::vector<ClientNetwork>& clients = office());

/// The rows of one flow.
std::vector<Verdict> rows(const Verdicts& verdicts, std::string_view flow);
/// The worst outcome of a flow's rows; the flow must have rows.
Outcome outcome_of(const Verdicts& verdicts, std::string_view flow);
/// The kinds of all causes of a flow's rows, sorted, each once.
std::vector<std::string> cause_kinds(const Verdicts& verdicts, std::string_view flow);

template <typename R>
R& at(topology::Topology& world, std::string_view key) {
    return world.all<R>().find(key)->second;
}

Ipv4Prefix block(std::string_view text);
Ipv4Address address(std::string_view text);

}  // namespace inland::prove::testing
