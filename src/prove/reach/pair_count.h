// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/reach/bit_rows.h"
#include "prove/reach/site_classes.h"

#include <cstdint>
#include <span>

namespace inland::prove {

/// One bound of what lies between classes: a connection needs its source's two rows to hold the
/// destination's class, and its destination's two rows to hold the source's.
struct PairRows {
    std::span<const SiteClass> classes;
    const BitRows &egress, &ingress;    ///< by combination of groups
    const BitRows &leaving, &entering;  ///< by subnet

    [[nodiscard]] bool admits(std::size_t from, std::size_t to) const;
    /// How many ordered pairs of different parts it admits.
    [[nodiscard]] std::uint64_t count() const;
};

}  // namespace inland::prove
