// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

#include <rapidcheck.h>

/// How the generators choose; only inside of a rapidcheck generator.
namespace inland::oracle {

/// 0..count-1, each as likely as the others.
inline int below(int count) {
    return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, count));
}

inline bool once_in(int count) {
    return below(count) == 0;
}

template <typename T, std::size_t N>
T one_of(const std::array<T, N>& choices) {
    return choices[static_cast<std::size_t>(below(static_cast<int>(N)))];
}

}  // namespace inland::oracle
