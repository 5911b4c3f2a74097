// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "core/ipv4_prefix.h"
#include "design/given_network.h"
#include "knowledge/tables.h"
#include "spec/cluster.h"
#include "topology/network_edit.h"
#include "topology/topology.h"

#include <string>
#include <vector>

namespace inland::design {

/// A network at the other end of `connect`, from which people reach the cluster.
struct ClientNetwork {
    std::string name;  ///< "vpn 192.168.0.0/16"
    Ipv4Prefix block;

    bool operator==(const ClientNetwork&) const = default;
};

/// What a spec needs. Resources have their logical names as keys ("subnet/private-a"), the spec's
/// path as name, the place in the spec that asked for them, and the need that made them as `why`.
/// A given network is in it under AWS's ids and without Inland's tags.
struct Design {
    topology::Topology topology;
    std::vector<ClientNetwork> clients;
    /// What the mode asks of nodes and of clients, a sentence each: "Nodes reach …".
    std::vector<std::string> notes;
    /// What is changed in a given network. The topology holds it as it is with them.
    std::vector<topology::NetworkEdit> edits;
    /// An Error for each thing that the spec asks for and that is not designed yet: it is said,
    /// never ignored, and nothing should be built then.
    Diagnostics diagnostics;
};

/// Pure; safe for all threads. `cluster` comes from the parser and is valid by `tables`. `given` is
/// the network that a spec names, as it is without the cluster; nullptr: nobody could read it.
Design design(const spec::Cluster& cluster, const knowledge::Tables& tables,
              const GivenNetwork* given = nullptr);

}  // namespace inland::design
