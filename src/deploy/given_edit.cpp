// SPDX-License-Identifier: Apache-2.0
#include "deploy/given_edit.h"

namespace inland::deploy {

std::vector<FieldChange> tag_edits(const topology::Tags& desired, const topology::Tags& observed) {
    auto changes = tag_changes(desired, observed);
    for (const auto& [key, value] : observed)
        if (!desired.contains(key))
            changes.push_back({"tags." + key, json::value(value), json::value(), false});
    return changes;
}

}  // namespace inland::deploy
