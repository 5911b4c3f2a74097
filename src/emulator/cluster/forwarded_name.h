// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/client_place.h"
#include "prove/names/answer.h"

#include <optional>
#include <string_view>

namespace inland::emulator {

/// What a pod hears of a name in a domain that its cluster's CoreDNS forwards: the answer of the
/// first of the clients' name servers that CoreDNS reaches from where it runs, by UDP and TCP.
/// Nothing for names that CoreDNS leaves to the VPC's resolver, and for whoever is no pod. I/O
/// thread only.
std::optional<prove::Answer> forwarded_answer(World& world, const Scope& scope,
                                              const ObservedNetwork& observed,
                                              const Somebody& somebody, std::string_view name);

}  // namespace inland::emulator
