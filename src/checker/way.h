// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/certificate.h"
#include "checker/world.h"

#include <optional>
#include <vector>

namespace inland::checker {

/// The components that packets of a passage meet, in their order, without citations; of a packet
/// that need only arrive, without those of its reply. Nothing: this checker does not know the way
/// between such parties.
std::optional<std::vector<Step>> way_of(const World& world, const Passage& passage);

}  // namespace inland::checker
