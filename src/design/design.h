// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "core/ipv4_prefix.h"
#include "knowledge/tables.h"
#include "spec/cluster.h"
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
struct Design {
    topology::Topology topology;
    std::vector<ClientNetwork> clients;
    /// What the mode asks of nodes and of clients, a sentence each: "Nodes reach …".
    std::vector<std::string> notes;
    /// An Error for each thing that the spec asks for and that is not designed yet: it is said,
    /// never ignored, and nothing should be built then.
    Diagnostics diagnostics;
};

/// Pure; safe for all threads. `cluster` comes from the parser and is valid by `tables`.
Design design(const spec::Cluster& cluster, const knowledge::Tables& tables);

}  // namespace inland::design
