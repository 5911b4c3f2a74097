// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/reach/reach_site.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

namespace inland::prove {

/// Which security groups the sites of one VPC carry, and in which combinations. It refers to the
/// sites' groups.
class CarriedGroups {
  public:
    struct Set {
        std::vector<std::uint32_t> groups;  ///< ascending numbers
        bool may_carry_more = false;
        auto operator<=>(const Set&) const = default;
    };

    explicit CarriedGroups(std::span<const ReachSite* const> sites);

    [[nodiscard]] const std::vector<Set>& sets() const { return sets_; }
    [[nodiscard]] std::uint32_t set_of(std::size_t site) const { return set_of_[site]; }
    /// By their numbers, each with the subnet of a site that carries it.
    [[nodiscard]] const std::vector<const topology::SecurityGroup*>& groups() const {
        return groups_;
    }
    [[nodiscard]] const SubnetView& subnet_of(std::uint32_t group) const {
        return *subnets_[group];
    }
    /// Nothing when no site carries it.
    [[nodiscard]] std::optional<std::uint32_t> number_of(std::string_view key) const;
    [[nodiscard]] std::vector<std::uint32_t> sets_with(std::uint32_t group) const;
    [[nodiscard]] std::size_t bytes() const;

  private:
    std::uint32_t add(const topology::SecurityGroup& group, const SubnetView& subnet);

    boost::unordered_flat_map<std::string_view, std::uint32_t> numbers_;
    std::vector<const topology::SecurityGroup*> groups_;
    std::vector<const SubnetView*> subnets_;
    std::vector<Set> sets_;
    std::vector<std::uint32_t> set_of_;
};

}  // namespace inland::prove
