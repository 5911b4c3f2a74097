// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/node.h"

#include <yaml-cpp/mark.h>

namespace inland::knowledge {

/// yaml-cpp counts from 0, and says -1 where it does not know.
inline Position position_of(const YAML::Mark& mark) {
    return {.line = mark.line + 1, .column = mark.column + 1};
}

}  // namespace inland::knowledge
