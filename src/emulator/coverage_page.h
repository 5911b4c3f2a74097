// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <string>

namespace inland::emulator {

/// docs/emulator.md: every operation of every service that has a table in src/aws/api, as full,
/// partial (and what is missing) or absent. A test keeps the committed page equal to this.
std::string coverage_page();

/// The same for programs: [{"service", "operation", "coverage", "partial", "refused", "ignored"}].
json::array coverage_rows();

}  // namespace inland::emulator
