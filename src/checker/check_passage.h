// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/certificate.h"
#include "checker/world.h"

#include <string>

namespace inland::checker {

/// What is wrong with a passage: an end of it, or its packets. "" when it is as it says.
std::string fault_of(const World& world, const Passage& passage);

/// The same of its packets alone: its ways are not those that they take, do not admit what they
/// are cited for, or do not stop it.
std::string fault_of_packets(const World& world, const Passage& passage);

/// What is wrong with a party: it is not (all of) what its owner's interfaces are. "" when right.
std::string fault_of(const World& world, const Party& party, const Passage& passage);

/// What is wrong with a name: these do not answer for it, or others may. "" when right.
std::string fault_of(const World& world, const Name& name);

/// Whether it is about all packets between its ends, and not about some that show a leak.
inline bool is_about_all(const Passage& passage) {
    return passage.must == Must::Reach || passage.outcome == Outcome::Holds;
}

}  // namespace inland::checker
