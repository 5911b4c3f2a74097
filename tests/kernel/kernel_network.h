// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/kernel/filter_text.h"
#include "tests/kernel/network_namespace.h"
#include "topology/topology.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace inland::kernel {

/// A world of one VPC as Linux has it: each network interface a host of its own, each subnet a
/// bridge on one router, whose policy routing holds the subnets' route tables; the VPC's local
/// route leads from the router over a second one, "vpc", and back, so that a packet between
/// subnets leaves one and enters the other. What a route sends elsewhere is lost. The parts share
/// no code with the prover.
class KernelNetwork {
  public:
    explicit KernelNetwork(const topology::Topology& world);

    /// Where the interface lives.
    [[nodiscard]] const NetworkNamespace& host(std::string_view interface) const;

    /// Its routes and filters, for people who look for a disagreement's cause.
    [[nodiscard]] const std::string& description() const { return description_; }

  private:
    void add_hosts(const topology::Topology& world);
    void connect_subnets(const topology::Topology& world);
    void connect_vpc(const topology::Topology& world);
    void add_filters(const topology::Topology& world);
    [[nodiscard]] const std::string& device_of(std::string_view subnet) const;

    NetworkNamespace router_, vpc_, elsewhere_;
    std::map<std::string, NetworkNamespace, std::less<>> hosts_;
    std::vector<SubnetDevice> devices_;
    std::string description_;
};

}  // namespace inland::kernel
