// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <set>
#include <string>

namespace inland::prove {

/// Kleene's three values: what an unknown fact decides is Unknown, what it cannot turn is not.
enum class Truth { No, Unknown, Yes };

constexpr Truth truth_of(bool holds) {
    return holds ? Truth::Yes : Truth::No;
}

constexpr Truth both(Truth one, Truth other) {
    return std::min(one, other);
}

constexpr Truth either(Truth one, Truth other) {
    return std::max(one, other);
}

constexpr Truth negation(Truth truth) {
    if (truth == Truth::Unknown)
        return truth;
    return truth_of(truth == Truth::No);
}

/// The facts whose absence made something Unknown, in words.
using Doubts = std::set<std::string>;

}  // namespace inland::prove
