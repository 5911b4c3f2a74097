// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/topology.h"

#include <span>
#include <string>
#include <variant>

namespace inland::topology {

// What Inland may change in a network that is not its own, and takes back when nothing needs it
// any more. Keys are those of the Topology; nothing else that is not ours is ever changed.

/// A tag of a subnet which had none of that key.
struct SubnetTag {
    std::string subnet;
    std::string key;
    std::string value;
    auto operator<=>(const SubnetTag&) const = default;
};

/// Routes of a VPN gateway in a route table into which it did not propagate any.
struct Propagation {
    std::string route_table;
    std::string gateway;
    auto operator<=>(const Propagation&) const = default;
};

/// A route to a block that the route table led nowhere.
struct AddedRoute {
    std::string route_table;
    Route route;
    auto operator<=>(const AddedRoute&) const = default;
};

using NetworkEdit = std::variant<SubnetTag, Propagation, AddedRoute>;

/// Makes the edits in a Topology; those that are there already, and those of resources that it does
/// not hold, change nothing. Pure.
void make_edits(Topology& topology, std::span<const NetworkEdit> edits);

/// Takes them out again where they still are as they were made. Pure.
void undo_edits(Topology& topology, std::span<const NetworkEdit> edits);

}  // namespace inland::topology
