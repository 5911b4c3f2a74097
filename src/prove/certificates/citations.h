// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/certificate.h"
#include "checker/world.h"

namespace inland::prove {

/// Gives a passage the steps that show its outcome, each with as few citations as do: the whole way
/// of packets that get through, or one component that stops the others. False, and no steps, when
/// the checker could not follow them.
bool cite(const checker::World& world, checker::Passage& passage);

}  // namespace inland::prove
