// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/topology.h"

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace inland::prove {

/// Which resources of a Topology have to do with each other: one part for each cluster with its VPC
/// and all that leads to it, so that a change is tried on a few resources of a large account.
/// Roles, prefix lists and such tell nothing of who else uses them and join no parts. Refers to the
/// Topology; immutable.
class Neighbourhoods {
  public:
    explicit Neighbourhoods(const topology::Topology& topology);

    /// The part of this cluster (its key), what that part refers to, and every resource that does
    /// not tell what it belongs to. The proof of a cluster there is mostly that of the whole: who
    /// relies on it compares.
    [[nodiscard]] topology::Topology around(const std::string& cluster) const;

  private:
    using Number = std::size_t;
    [[nodiscard]] Number part_of(Number resource) const;
    void join(Number one, Number other);
    /// Of the resource with this type and key; nothing when the Topology does not hold it.
    [[nodiscard]] const Number* find(std::string_view type, const std::string& key) const;
    /// Every resource that a part is made of, by number.
    [[nodiscard]] std::vector<bool> members(Number part) const;

    const topology::Topology& topology_;
    std::unordered_map<std::string, Number> numbers_;  ///< by type and key
    std::vector<Number> above_;                        ///< towards the one that names the part
    std::vector<bool> loose_;                          ///< belongs to every part
};

}  // namespace inland::prove
