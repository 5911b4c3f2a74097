// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/certificate.h"
#include "checker/world.h"

namespace inland::prove {

/// Gives a passage the ways that show its outcome, each with as few citations as do: whole ways of
/// packets that get through, what stops the others. False, and no ways, when the checker could not
/// follow them.
bool cite(const checker::World& world, checker::Passage& passage);

/// The same, whoever the ends are.
bool cite_packets(const checker::World& world, checker::Passage& passage);

}  // namespace inland::prove
