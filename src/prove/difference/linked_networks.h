// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/network.h"

#include <cstddef>
#include <map>
#include <string_view>

namespace inland::prove {

/// Which VPCs a packet may get between: those that peerings and transit gateways link, however many
/// of them. Refers to the Topology; immutable.
class LinkedNetworks {
  public:
    explicit LinkedNetworks(const topology::Topology& topology);

    /// One number for all VPCs that are linked.
    [[nodiscard]] std::size_t part_of(std::string_view vpc) const;

  private:
    std::map<std::string_view, std::size_t> parts_;
};

}  // namespace inland::prove
