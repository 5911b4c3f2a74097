// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/access_entry.h"
#include "topology/addon.h"
#include "topology/address.h"
#include "topology/auto_scaling_group.h"
#include "topology/block_public_access.h"
#include "topology/block_public_access_exclusion.h"
#include "topology/cluster.h"
#include "topology/customer_gateway.h"
#include "topology/dhcp_options.h"
#include "topology/direct_connect_association.h"
#include "topology/egress_only_internet_gateway.h"
#include "topology/hosted_zone.h"
#include "topology/instance_profile.h"
#include "topology/internet_gateway.h"
#include "topology/key.h"
#include "topology/launch_template.h"
#include "topology/load_balancer.h"
#include "topology/log_group.h"
#include "topology/nat_gateway.h"
#include "topology/network_acl.h"
#include "topology/network_interface.h"
#include "topology/node_group.h"
#include "topology/open_id_connect_provider.h"
#include "topology/pod_identity_association.h"
#include "topology/prefix_list.h"
#include "topology/repository.h"
#include "topology/resolver_endpoint.h"
#include "topology/resolver_rule.h"
#include "topology/role.h"
#include "topology/route_table.h"
#include "topology/security_group.h"
#include "topology/subnet.h"
#include "topology/transit_gateway.h"
#include "topology/transit_gateway_attachment.h"
#include "topology/transit_gateway_route_table.h"
#include "topology/vpc.h"
#include "topology/vpc_endpoint.h"
#include "topology/vpc_peering_connection.h"
#include "topology/vpn_connection.h"
#include "topology/vpn_gateway.h"

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace inland::topology {

/// Resources of one type by key, in the order of their keys.
template <typename R>
using Table = std::map<std::string, R, std::less<>>;

template <typename... Types>
struct TypeList {};

/// Every resource type, in an order in which each comes after what it refers to.
using ResourceTypes =
    TypeList<BlockPublicAccess, DhcpOptions, PrefixList, Vpc, InternetGateway,
             EgressOnlyInternetGateway, VpnGateway, CustomerGateway, VpcPeeringConnection, Subnet,
             BlockPublicAccessExclusion, Address, NatGateway, VpnConnection, TransitGateway,
             TransitGatewayAttachment, TransitGatewayRouteTable, DirectConnectAssociation,
             SecurityGroup, NetworkAcl, RouteTable, VpcEndpoint, NetworkInterface, HostedZone,
             ResolverEndpoint, ResolverRule, Repository, Role, InstanceProfile, Key, LogGroup,
             Cluster, AccessEntry, OpenIdConnectProvider, PodIdentityAssociation, Addon,
             LaunchTemplate, NodeGroup, AutoScalingGroup, LoadBalancer>;

/// Typed AWS resources and the references between them: the one vocabulary of the house. Plain
/// data; an immutable one may be read by all threads.
class Topology {
  public:
    std::string account;  ///< "" when the source does not say
    std::string region;
    /// What the source could not tell, by resource type or key: a class of resources that a dump
    /// leaves out is unknown, never empty.
    std::vector<std::string> missing;

    template <typename R>
    [[nodiscard]] const Table<R>& all() const {
        return std::get<Table<R>>(tables_);
    }
    template <typename R>
    [[nodiscard]] Table<R>& all() {
        return std::get<Table<R>>(tables_);
    }
    template <typename R>
    [[nodiscard]] const R* find(std::string_view key) const {
        const auto found = all<R>().find(key);
        return found == all<R>().end() ? nullptr : &found->second;
    }
    template <typename R>
    [[nodiscard]] const R* find(const Attribute<Reference<R>>& reference) const {
        return reference.is_known() ? find<R>(reference.value().key) : nullptr;
    }
    /// Adds under resource.key, replacing what was there; returns it.
    template <typename R>
    R& add(R resource) {
        auto key = resource.key;
        return all<R>().insert_or_assign(std::move(key), std::move(resource)).first->second;
    }

    bool operator==(const Topology&) const = default;

  private:
    template <typename... Types>
    static std::tuple<Table<Types>...> tables_of(TypeList<Types...>);
    decltype(tables_of(ResourceTypes{})) tables_;
};

/// Calls visit.template operator()<R>() for each resource type in order.
template <typename Visit>
void for_each_type(Visit&& visit) {
    [&]<typename... Types>(TypeList<Types...>) {
        (visit.template operator()<Types>(), ...);
    }(ResourceTypes{});
}

/// Calls visit(resource) for every resource, type by type.
template <typename Visit>
void for_each_resource(const Topology& topology, Visit&& visit) {
    for_each_type([&]<typename R>() {
        for (const auto& [key, resource] : topology.all<R>())
            visit(resource);
    });
}

}  // namespace inland::topology
