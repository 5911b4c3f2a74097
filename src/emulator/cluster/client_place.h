// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/machine/observed_network.h"
#include "emulator/world.h"
#include "prove/packets/translation.h"
#include "prove/place.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace inland::emulator {

/// Somebody in the emulated network.
struct Somebody {
    prove::Place place;
    /// Of a pod with an address of its own: its node speaks for it outside of the VPC, as the VPC
    /// CNI of the cluster is told. Null where addresses are kept.
    std::shared_ptr<const prove::Translation> translation = {};
    /// Of a pod that asks CoreDNS for names, its cluster's key in the Topology.
    std::string cluster = {};
};

/// Who somebody is and where in the emulated network, by the name that CONTRACT.md gives them: an
/// address (of a machine or a pod, else of a connected network), an instance's id, "node/NAME",
/// "pod/NAMESPACE/NAME", or "laptop". NotFound: there is nobody of that name.
Result<Somebody> client_place(World& world, const Scope& scope, const ObservedNetwork& observed,
                              std::string_view who);

/// The pod that has an address; nothing where no pod has.
std::optional<Somebody> pod_at(World& world, const Scope& scope, const ObservedNetwork& observed,
                               Ipv4Address address);

/// A CoreDNS of a cluster, and what its ConfigMap tells it.
struct RunningCoredns {
    Somebody pod;
    std::string corefile;
};

/// The cluster's CoreDNS, by whichever of its pods runs; nothing where none does.
std::optional<RunningCoredns> coredns_of(World& world, const Scope& scope,
                                         const ObservedNetwork& observed, std::string_view cluster);

/// As packets see them; nothing where the network does not hold their subnet.
std::optional<prove::Party> party_of(const ObservedNetwork& observed, const Somebody& somebody);

}  // namespace inland::emulator
