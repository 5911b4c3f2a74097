// SPDX-License-Identifier: Apache-2.0
#include "design/given_network.h"

#include "topology/ownership.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace inland::design {
namespace {

using namespace topology;

/// What a cluster is made of; everything else stands in networks.
using ClusterTypes = TypeList<Repository, Role, InstanceProfile, Key, LogGroup, Cluster,
                              AccessEntry, OpenIdConnectProvider, PodIdentityAssociation, Addon,
                              LaunchTemplate, NodeGroup, AutoScalingGroup, LoadBalancer>;

template <typename R, typename... Types>
constexpr bool is_among(TypeList<Types...> /*types*/) {
    return (std::is_same_v<R, Types> || ...);
}

template <typename R>
constexpr bool stands_in_network = !is_among<R>(ClusterTypes{});

/// Calls visit.template operator()<R>() for each type that stands in networks.
template <typename Visit>
void for_each_network_type(Visit&& visit) {
    for_each_type([&]<typename R>() {
        if constexpr (stands_in_network<R>)
            visit.template operator()<R>();
    });
}

/// The groups that only the cluster's own interfaces have.
std::set<std::string> own_groups(const Topology& observed, std::string_view cluster) {
    std::set<std::string> groups{cluster_security_group_key(cluster)};
    for (const auto& [key, group] : observed.all<SecurityGroup>())
        if (is_owned(group, cluster))
            groups.insert(key);
    return groups;
}

bool has_own_group(const NetworkInterface& card, const std::set<std::string>& groups) {
    return card.security_groups.is_known() &&
           std::ranges::any_of(card.security_groups.value(),
                               [&](const auto& group) { return groups.contains(group.key); });
}

/// Takes the cluster's interfaces out; by subnet, how many addresses they gave back.
std::map<std::string, int> remove_own_interfaces(Topology& network,
                                                 const std::set<std::string>& groups) {
    std::map<std::string, int> freed;
    std::erase_if(network.all<NetworkInterface>(), [&](const auto& entry) {
        const auto& card = entry.second;
        if (!has_own_group(card, groups))
            return false;
        if (card.subnet.is_known() && card.private_addresses.is_known())
            freed[card.subnet.value().key] +=
                static_cast<int>(card.private_addresses.value().size());
        return true;
    });
    return freed;
}

void give_back(Topology& network, const std::map<std::string, int>& freed) {
    for (auto& [key, subnet] : network.all<Subnet>())
        if (const auto found = freed.find(key);
            found != freed.end() && subnet.available_addresses.is_known())
            subnet.available_addresses.mutable_value() += found->second;
}

template <typename R>
void take_what_is_not_ours(const Topology& observed, std::string_view cluster, Topology& network) {
    for (const auto& [key, resource] : observed.all<R>())
        if (!is_owned(resource, cluster))
            network.add(resource);
    if (std::ranges::find(observed.missing, R::type) != observed.missing.end())
        network.missing.emplace_back(R::type);
}

template <typename R>
R placed(const std::string& id, const Place& place) {
    R resource;
    resource.key = id;
    resource.id = id;
    resource.name = id;
    resource.place = place;
    for_each_field<R>([&](const auto& field) {
        using Value = std::decay_t<decltype(resource.*field.member)>;
        resource.*field.member = Value::unknown(place);
    });
    return resource;
}

}  // namespace

Topology without_cluster(const Topology& observed, std::string_view cluster) {
    Topology network;
    network.account = observed.account;
    network.region = observed.region;
    for_each_network_type(
        [&]<typename R>() { take_what_is_not_ours<R>(observed, cluster, network); });
    give_back(network, remove_own_interfaces(network, own_groups(observed, cluster)));
    network.all<SecurityGroup>().erase(cluster_security_group_key(cluster));
    return network;
}

GivenNetwork unread_network(const spec::Cluster& cluster) {
    GivenNetwork given;
    const auto& existing = *cluster.network.existing();
    auto& network = given.topology;
    network.region = cluster.region.value;
    network.add(placed<Vpc>(existing.vpc_id.value, existing.vpc_id.place));
    for (const auto& id : existing.subnet_ids) {
        auto subnet = placed<Subnet>(id.value, id.place);
        subnet.vpc = Reference<Vpc>{existing.vpc_id.value};
        network.add(std::move(subnet));
    }
    for_each_network_type([&]<typename R>() { network.missing.emplace_back(R::type); });
    return given;
}

}  // namespace inland::design
