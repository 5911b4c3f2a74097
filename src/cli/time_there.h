// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/session.h"
#include "core/clock.h"

#include <stop_token>

namespace inland::cli {

/// The time by which AWS dates things: the embedded one has its own.
TimePoint time_there(Session& session, const std::stop_token& stop);

}  // namespace inland::cli
