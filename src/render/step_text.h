// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "deploy/step.h"

#include <string_view>

namespace inland::render {

/// What to say when a step is done: "made", "gone", …; "" for steps whose resource has more to
/// come.
std::string_view completion_word(const deploy::Step& step);

}  // namespace inland::render
