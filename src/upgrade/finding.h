// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace inland::upgrade {

/// What a check came to, in the order in which the worse outranks. `Unknown`: it could not be made.
enum class Standing { Ready, Warns, Unknown, Blocks };

/// "ready", "warns", "unknown", "blocks".
std::string_view standing_name(Standing standing);

/// One thing that an upgrade would meet.
struct Finding {
    std::string check;  ///< which check: "disruption-budgets"
    Standing standing = Standing::Blocks;
    std::string resource;  ///< "poddisruptionbudget shop/orders"
    std::string message;
    std::string remedy;  ///< what to do first; "" where nothing is to be done
    bool operator==(const Finding&) const = default;
};

using Findings = std::vector<Finding>;

}  // namespace inland::upgrade
