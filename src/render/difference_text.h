// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/difference/difference.h"
#include "render/style.h"

#include <string>

namespace inland::render {

/// For people: what was lost first, each with its causes, then what was gained, then who reaches
/// whom now and who does not any more.
std::string difference_text(const prove::Difference& difference, const Style& style);

}  // namespace inland::render
