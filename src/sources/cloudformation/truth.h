// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace inland::sources::cloudformation {

/// Whether a condition holds; Unknown where it rests on what nobody has said.
enum class Truth { No, Yes, Unknown };

constexpr Truth truth_of(bool holds) {
    return holds ? Truth::Yes : Truth::No;
}
constexpr Truth negated(Truth truth) {
    return truth == Truth::Unknown ? truth : truth_of(truth == Truth::No);
}
constexpr Truth both(Truth left, Truth right) {
    if (left == Truth::No || right == Truth::No)
        return Truth::No;
    return left == Truth::Unknown || right == Truth::Unknown ? Truth::Unknown : Truth::Yes;
}
constexpr Truth either(Truth left, Truth right) {
    return negated(both(negated(left), negated(right)));
}

}  // namespace inland::sources::cloudformation
