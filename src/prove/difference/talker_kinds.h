// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/difference/talkers.h"

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

namespace inland::prove {

/// Talkers that everything which packets cross treats alike, from one end as from the other.
struct TalkerKind {
    const Party* party = nullptr;          ///< one of them
    std::vector<std::size_t> groups;       ///< of the Talkers, by number, in which there are such
    std::optional<std::size_t> part = {};  ///< of the linked networks; nothing: outside of them
};

/// The kinds of all talkers. Refers to them.
std::vector<TalkerKind> kinds_of(const Network& network, const Talkers& talkers);

}  // namespace inland::prove
