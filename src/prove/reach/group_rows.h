// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/reach/bit_rows.h"
#include "prove/reach/group_rules.h"
#include "prove/reach/site_classes.h"

#include <cstdint>
#include <span>
#include <vector>

namespace inland::prove {

/// The security groups of one VPC: which classes each combination of groups lets its carriers
/// call, and by which it lets them be called.
class GroupRows {
  public:
    GroupRows(const CarriedGroups& carried, const Traffic& traffic);

    void add_bounds(AddressBounds& bounds) const;
    /// Makes the rows of all combinations; again after the classes changed.
    void prove(const CarriedGroups& carried, const SiteClasses& classes);

    /// Takes a group's changed rules and makes the rows of the combinations that hold it anew.
    /// False when the rules have bounds inside of a class: then the classes must be made anew.
    bool update(const CarriedGroups& carried, const SiteClasses& classes, std::uint32_t group,
                const topology::SecurityGroup& changed);

    /// One row a combination.
    [[nodiscard]] const BoundRows& egress() const { return egress_; }
    [[nodiscard]] const BoundRows& ingress() const { return ingress_; }
    [[nodiscard]] std::size_t bytes() const;

  private:
    void prove(const CarriedGroups& carried, const SiteClasses& classes,
               const std::vector<std::uint32_t>& sets);
    void prove(const CarriedGroups& carried, const SiteClasses& classes,
               const std::vector<std::uint32_t>& sets, GroupRules CompiledGroup::* direction,
               BoundRows& rows) const;

    Traffic traffic_;
    std::vector<CompiledGroup> groups_;
    std::vector<PortRange> pieces_;
    BoundRows egress_, ingress_;
    BitRows carriers_;  ///< of each group, among the classes
    BitRows doubtful_;  ///< one row: classes that may carry more groups
};

}  // namespace inland::prove
