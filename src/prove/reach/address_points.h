// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/address_range.h"

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace inland::prove {

using Address = decltype(AddressRange::first);

/// The points first..second-1 of an ascending line.
using PointRange = std::pair<std::size_t, std::size_t>;

PointRange points_in(std::span<const Address> ascending, const AddressRange& range);

/// The bounds of all ranges that any filter names. Addresses with none of them in between are
/// treated alike.
class AddressBounds {
  public:
    void add(const AddressRange& range);
    /// Once, after the last add().
    void sort();

    /// One number for all addresses that are treated alike, ascending with them.
    [[nodiscard]] std::size_t cell(const Address& address) const;
    /// The parts of a range that lie in one cell each, ascending.
    [[nodiscard]] std::vector<AddressRange> cut(const AddressRange& range) const;

  private:
    std::vector<Address> firsts_, lasts_;
};

}  // namespace inland::prove
