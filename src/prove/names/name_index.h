// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "topology/topology.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace inland::prove {

/// Who answers for a name or has an address, so that no question walks through a whole account.
/// Refers to the Topology; immutable.
class NameIndex {
  public:
    explicit NameIndex(const topology::Topology& topology);

    /// The clusters whose API has this host, by key; several where accounts name theirs alike.
    [[nodiscard]] const std::vector<const topology::Cluster*>& clusters(
        std::string_view host) const;
    /// The endpoint that will be named so when it is made; null when there is none.
    [[nodiscard]] const topology::VpcEndpoint* planned_endpoint(std::string_view name) const;
    /// AWS says in an interface's description what it is for.
    [[nodiscard]] const std::vector<const topology::NetworkInterface*>& interfaces(
        std::string_view description) const;
    /// The endpoint one of whose interfaces has the address; null when none has.
    [[nodiscard]] const topology::VpcEndpoint* endpoint_at(Ipv4Address address) const;

  private:
    template <typename R>
    using ByName = std::map<std::string, std::vector<const R*>, std::less<>>;
    ByName<topology::Cluster> clusters_;
    ByName<topology::NetworkInterface> interfaces_;
    std::map<std::string, const topology::VpcEndpoint*, std::less<>> planned_;
    std::map<Ipv4Address, const topology::VpcEndpoint*> by_address_;
};

/// The cluster's name as EKS knows it.
const std::string& cluster_name(const topology::Cluster& cluster);
/// The host of the cluster's API, or "the API of NAME" before EKS has chosen it.
std::string cluster_host(const topology::Cluster& cluster);
/// How AWS describes the interfaces of an endpoint, and those of a cluster's control plane.
std::string interface_description(const topology::VpcEndpoint& endpoint);
std::string interface_description(const topology::Cluster& cluster);

}  // namespace inland::prove
