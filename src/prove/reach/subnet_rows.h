// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/journey.h"
#include "prove/reach/filter_rows.h"
#include "prove/reach/local_routes.h"
#include "prove/reach/site_classes.h"

namespace inland::prove {

/// One row a subnet: the classes that a connection from it gets to, as far as its own side says,
/// and the classes from which one gets into it. Its own classes are in both.
struct SubnetRows {
    SubnetRows() = default;
    SubnetRows(std::size_t subnets, std::size_t classes)
        : leaving(subnets, classes),
          entering(subnets, classes),
          odd_requests(subnets, classes),
          odd_replies(subnets, classes) {}

    BoundRows leaving, entering;
    /// Classes to which its requests, or its replies, take another way than the local route. They
    /// are possible and not sure in the rows above.
    BitRows odd_requests, odd_replies;
    bool has_odd = false;

    [[nodiscard]] std::size_t bytes() const {
        return leaving.bytes() + entering.bytes() + odd_requests.bytes() + odd_replies.bytes();
    }
};

/// What lies between the subnets of one VPC: routes and network ACLs.
class SubnetFilters {
  public:
    SubnetFilters(const std::vector<const SubnetView*>& subnets, const Traffic& traffic,
                  Purpose purpose, const AddressRange& everyone);

    void add_bounds(AddressBounds& bounds) const;
    [[nodiscard]] SubnetRows rows(const SiteClasses& classes) const;

  private:
    struct Sides {
        std::vector<Filter> leaving, entering;
        std::vector<LocalPiece> routes;
    };

    Traffic traffic_;
    Purpose purpose_;
    std::vector<Sides> subnets_;
};

}  // namespace inland::prove
