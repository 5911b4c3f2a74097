// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/world.h"
#include "prove/machine_flow.h"
#include "prove/network.h"
#include "prove/place.h"
#include "topology/topology.h"

#include <memory>
#include <optional>
#include <string_view>

namespace inland::emulator {

/// The emulated AWS of one account and Region as the prover sees it: its own state, read by the
/// importer that reads live AWS through the very handlers that answer clients, and compiled.
/// Immutable: any thread may ask it.
struct ObservedNetwork {
    ObservedNetwork(topology::Topology observed, const knowledge::Tables& tables,
                    std::vector<prove::ClientNetwork> clients);
    ObservedNetwork(const ObservedNetwork&) = delete;
    ObservedNetwork& operator=(const ObservedNetwork&) = delete;

    const topology::Topology topology;
    const prove::Network network;
};

/// The network as it is now; read again only when a record that it depends on has changed. Fails
/// when the emulated AWS cannot be read, which is a bug of ours.
Result<std::shared_ptr<const ObservedNetwork>> observe_network(World& world, const Scope& scope);

/// An instance ("ec2:instance") as a source of flows; nothing when it has no address yet.
std::optional<prove::MachinePlace> machine_place(const ObservedNetwork& observed,
                                                 const json::object& instance);
/// The same for names and packets.
prove::Place network_place(const prove::MachinePlace& machine);

/// Proves one flow of an instance as the network is now; Unknown, saying why, when it cannot be
/// asked.
prove::Verdict prove_from_machine(World& world, const RecordKey& instance, std::string_view flow);

/// The same for the role of an add-on whose pods run there; nothing where it has none.
std::optional<prove::Verdict> prove_addon_role(World& world, const RecordKey& instance,
                                               std::string_view addon);

}  // namespace inland::emulator
