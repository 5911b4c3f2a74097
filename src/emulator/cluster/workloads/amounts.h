// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <cstdint>

namespace inland::emulator::cluster {

enum class Round { Down, Up };

/// A number of pods as specs say it, 2 or "25%": of `whole`, rounded where it is a share.
std::int64_t amount_of(const json::value& said, std::int64_t whole, Round round);

}  // namespace inland::emulator::cluster
