// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/reach/reach_counts.h"
#include "prove/reach/vpc_reach.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

namespace inland::prove {

/// For one kind of traffic, which of many sites in subnets may connect to which: what must_pass
/// says of each pair, for all of them at once. Ten million pairs take a fraction of a second;
/// memory grows with the sites and the rules. For causes, paths and witnesses ask must_pass.
///
/// With Purpose::Escape only the way there counts: `Holds` says that every packet surely arrives,
/// `Fails` that one surely does not, so ask for one port at a time where none may ever arrive.
///
/// It refers to the Network and its Topology, which must outlive it. Immutable but for update().
class ReachTable {
  public:
    ReachTable(const Network& network, std::vector<ReachSite> sites, const Traffic& traffic,
               Purpose purpose = Purpose::Conversation);
    ReachTable(const ReachTable&) = delete;
    ReachTable& operator=(const ReachTable&) = delete;

    /// Of the connection between two sites, by their places in the list.
    [[nodiscard]] Outcome outcome(std::size_t from, std::size_t to) const;
    /// Over the ordered pairs of different sites of the same VPC.
    [[nodiscard]] const ReachCounts& counts() const { return counts_; }
    [[nodiscard]] std::span<const ReachSite> sites() const { return sites_; }
    /// In how many classes of equal treatment the sites fall.
    [[nodiscard]] std::size_t classes() const;
    /// What it holds in memory, beside the Network.
    [[nodiscard]] std::size_t bytes() const;

    /// The rules of a security group of the Topology have changed: proves anew the pairs that it
    /// has a part in, in microseconds.
    void update(std::string_view group);

  private:
    void add_up();

    const Network& network_;
    Traffic traffic_;
    Purpose purpose_;
    std::vector<ReachSite> sites_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> places_;  ///< VPC, place in it; by site
    std::vector<VpcReach> vpcs_;
    boost::unordered_flat_map<std::string_view, std::vector<std::uint32_t>> carrying_vpcs_;
    ReachCounts counts_;
};

}  // namespace inland::prove
