// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/journey.h"
#include "prove/reach/group_rows.h"
#include "prove/reach/pair_count.h"
#include "prove/reach/reach_counts.h"
#include "prove/reach/subnet_rows.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace inland::prove {

/// All pairs of the sites of one VPC. Every filter is rows of bits over the classes of sites, so
/// one instruction crosses 64 pairs; pairs on another way than the local route are proven one by
/// one. The sites and their groups must outlive it.
class VpcReach {
  public:
    VpcReach(const Network& network, std::vector<const ReachSite*> sites, const Traffic& traffic,
             Purpose purpose);

    /// Of two sites by their places in the list.
    [[nodiscard]] Outcome outcome(std::size_t from, std::size_t to) const;
    /// Over all ordered pairs of different sites.
    [[nodiscard]] const ReachCounts& counts() const { return counts_; }
    [[nodiscard]] std::size_t classes() const { return classes_.classes.size(); }
    [[nodiscard]] const std::vector<const topology::SecurityGroup*>& groups() const {
        return carried_.groups();
    }
    [[nodiscard]] std::size_t bytes() const;

    /// Proves anew what a group with changed rules has a part in, if it has any. The group must be
    /// the one that the sites carry, or the sites must be told before.
    void update(const topology::SecurityGroup& changed);

  private:
    void prove();
    void count();
    void count_classes();
    void count_odd_classes();
    [[nodiscard]] bool is_odd(std::uint32_t from, std::uint32_t to) const;
    [[nodiscard]] Party party_of_class(std::uint32_t number) const;
    [[nodiscard]] PairRows surely() const;
    [[nodiscard]] PairRows possibly() const;
    [[nodiscard]] Outcome outcome_of_classes(std::uint32_t from, std::uint32_t to) const;

    const Network* network_;
    std::vector<const ReachSite*> sites_;
    Traffic traffic_;
    Purpose purpose_;
    CarriedGroups carried_;
    GroupRows groups_;
    SiteClasses classes_;
    SubnetRows subnets_;
    ReachCounts counts_;
};

}  // namespace inland::prove
