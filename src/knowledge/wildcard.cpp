// SPDX-License-Identifier: Apache-2.0
#include "knowledge/wildcard.h"

namespace inland::knowledge {

/// Each run between stars is found as early as it can be, and the last one at the end.
bool matches_wildcard(std::string_view pattern, std::string_view text) {
    const auto first_star = pattern.find('*');
    if (first_star == pattern.npos)
        return pattern == text;
    if (!text.starts_with(pattern.substr(0, first_star)))
        return false;
    text.remove_prefix(first_star);
    pattern.remove_prefix(first_star + 1);
    for (auto star = pattern.find('*'); star != pattern.npos; star = pattern.find('*')) {
        const auto run = pattern.substr(0, star);
        const auto at = text.find(run);
        if (at == text.npos)
            return false;
        text.remove_prefix(at + run.size());
        pattern.remove_prefix(star + 1);
    }
    return text.ends_with(pattern);
}

}  // namespace inland::knowledge
