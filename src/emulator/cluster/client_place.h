// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/machine/observed_network.h"
#include "emulator/world.h"
#include "prove/place.h"

#include <string_view>

namespace inland::emulator {

/// Where somebody stands in the emulated network, by the name that CONTRACT.md gives them: an
/// address (of a machine or a pod, else of a connected network), an instance's id, "node/NAME",
/// "pod/NAMESPACE/NAME", or "laptop". NotFound: there is nobody of that name.
Result<prove::Place> client_place(World& world, const Scope& scope, const ObservedNetwork& observed,
                                  std::string_view who);

/// The pod that has an address; nothing where no pod has.
std::optional<prove::Place> pod_at(World& world, const Scope& scope,
                                   const ObservedNetwork& observed, Ipv4Address address);

}  // namespace inland::emulator
