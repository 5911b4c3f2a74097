// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "deploy/status.h"
#include "render/style.h"

#include <string>

namespace inland::render {

/// For people: the control plane, then each kind of part as a table, and last what is wrong with
/// what to do. `now` makes ages of times.
std::string status_text(const deploy::ClusterStatus& status, TimePoint now, const Style& style);

}  // namespace inland::render
