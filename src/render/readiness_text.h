// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "render/style.h"
#include "upgrade/readiness.h"

#include <string>

namespace inland::render {

/// For people: each finding with its remedy below, the worst last, and a line that sums up.
std::string readiness_text(const upgrade::Report& report, const Style& style);

}  // namespace inland::render
