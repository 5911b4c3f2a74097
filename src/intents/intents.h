// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "core/port_range.h"
#include "knowledge/tables.h"

#include <string>
#include <vector>

namespace inland::intents {

/// What a selector's names are names of.
enum class Kind {
    Nodes,          ///< node groups
    Pods,           ///< node groups, for the pods on their nodes
    ControlPlane,   ///< clusters
    Endpoints,      ///< endpoint services ("ecr.api") or endpoints
    Internet,       ///< no names
    Clients,        ///< client networks, as `connect` of a spec has them
    Cidr,           ///< a block or an address
    SecurityGroup,  ///< whoever carries it
    Subnet,         ///< whoever is in it
    Resource,       ///< any of these by ARN, id, address or name
};

/// One thing that the user wrote to say who is meant.
struct Selector {
    Kind kind = Kind::Nodes;
    std::string name;  ///< "" stands for all
    Place place;
};

/// Who is meant: everybody whom one of the selectors names. Subnets and security groups of one
/// group narrow each other: who carries one of the groups in one of the subnets.
struct Group {
    std::string name;
    std::vector<Selector> selectors;
    Place place;
};

enum class Protocol { Any, Tcp, Udp, Icmp };

/// One thing that must, or must never, be reachable.
struct Intent {
    std::string name;
    std::string why;  ///< the user's own words
    Group from, to;
    knowledge::Must must = knowledge::Must::Reach;
    Protocol protocol = Protocol::Any;
    std::vector<PortRange> ports;  ///< empty: all
    Place place;
};

using Intents = std::vector<Intent>;

}  // namespace inland::intents
