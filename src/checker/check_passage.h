// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/certificate.h"
#include "checker/world.h"

#include <string>

namespace inland::checker {

/// What is wrong with a passage: its steps are not the way, do not admit what they are cited for,
/// or do not stop it. "" when it is as it says.
std::string fault_of(const World& world, const Passage& passage);

/// What is wrong with a party: it is not (all of) what its owner's interfaces are. "" when right.
std::string fault_of(const World& world, const Party& party, bool whole);

/// What is wrong with a name: these do not answer for it, or others may. "" when right.
std::string fault_of(const World& world, const Name& name);

}  // namespace inland::checker
