// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "tests/oracle/policy_world.h"

#include <string>
#include <vector>

namespace inland::oracle {

json::array array_of(const std::vector<std::string>& texts);

/// What a user would write, so that the reader is judged too.
std::string document_of(const Rules& rules);

}  // namespace inland::oracle
