// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/policies/pattern.h"

#include <string_view>

namespace inland::prove {

/// Relations between the sets of texts that two patterns match (`*` any text, `?` any character).

/// Whether some text matches both. Exact.
bool patterns_meet(std::string_view one, std::string_view other, Case letters);

/// Whether every text that `narrow` matches, `wide` matches too. Yes is sure; a No may be wrong
/// where only several ways through `wide` together cover `narrow`.
bool pattern_includes(std::string_view wide, std::string_view narrow, Case letters);

/// The same of Resource elements, whose wildcards may stay in their segment: when those of `wide`
/// do, only a pattern like it is included.
bool resource_includes(std::string_view wide, std::string_view narrow);

}  // namespace inland::prove
