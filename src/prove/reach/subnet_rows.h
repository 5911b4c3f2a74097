// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/journey.h"
#include "prove/reach/filter_rows.h"
#include "prove/reach/site_classes.h"

namespace inland::prove {

/// One row a subnet: the classes that a connection from it gets to, as far as its own side says,
/// and the classes from which one gets into it. Its own classes are in both.
struct SubnetRows {
    BoundRows leaving, entering;
    [[nodiscard]] std::size_t bytes() const { return leaving.bytes() + entering.bytes(); }
};

/// What lies between the subnets of one VPC: routes and network ACLs.
class SubnetFilters {
  public:
    SubnetFilters(const Network& network, const std::vector<const SubnetView*>& subnets,
                  const Traffic& traffic, Purpose purpose, const AddressRange& everyone);

    void add_bounds(AddressBounds& bounds) const;

    [[nodiscard]] SubnetRows rows(const SiteClasses& classes) const;

  private:
    Traffic traffic_;
    std::vector<std::vector<Filter>> leaving_, entering_;
};

}  // namespace inland::prove
