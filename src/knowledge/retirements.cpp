// SPDX-License-Identifier: Apache-2.0
#include "knowledge/retirements.h"

#include "knowledge/readers/retirements.h"
#include "knowledge/rule_file.h"

#include <algorithm>

namespace inland::knowledge {

const Retirement* Retirements::of(std::string_view addon) const {
    const auto found = std::ranges::find(rows, addon, &Retirement::addon);
    return found == rows.end() ? nullptr : &*found;
}

const Retirements& built_in_retirements() {
    return built_in_rules<Retirements>();
}

}  // namespace inland::knowledge
