// SPDX-License-Identifier: Apache-2.0
#include "cli/unknown_names.h"

#include <set>

namespace inland::cli {

void UnknownNames::add(const Diagnostics& missed) {
    ++sources_;
    std::set<Place> seen;  // a group may be used by many intents
    for (const Diagnostic& diagnostic : missed.items()) {
        if (!seen.insert(diagnostic.place).second)
            continue;
        auto& row = missed_[diagnostic.place];
        row.diagnostic = diagnostic;
        ++row.sources;
    }
}

Diagnostics UnknownNames::everywhere() const {
    Diagnostics diagnostics;
    for (const auto& [place, row] : missed_)
        if (row.sources == sources_)
            diagnostics.add(row.diagnostic);
    return diagnostics;
}

}  // namespace inland::cli
