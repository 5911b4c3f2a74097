// SPDX-License-Identifier: Apache-2.0
#include "prove/verdict.h"

#include <array>

namespace inland::prove {

std::string_view outcome_name(Outcome outcome) {
    constexpr std::array<std::string_view, 3> names{"holds", "unknown", "fails"};
    return names.at(static_cast<std::size_t>(outcome));
}

}  // namespace inland::prove
