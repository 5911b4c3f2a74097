// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/certificate.h"
#include "checker/world.h"

#include <string>

namespace inland::checker {

/// Whether the addresses of a party in a subnet are all that its interfaces may have there; of a
/// leak, whether they are some of those.
bool has_addresses(const World& world, const Party& party, const topology::Subnet& subnet,
                   const Passage& passage);

/// What is wrong with those of clients or the internet: it may leave out nobody. "" when right.
std::string fault_outside(const Party& party, const Passage& passage);

}  // namespace inland::checker
