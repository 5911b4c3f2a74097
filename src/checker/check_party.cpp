// SPDX-License-Identifier: Apache-2.0
#include "checker/awaited.h"
#include "checker/check_addresses.h"
#include "checker/check_passage.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

namespace inland::checker {

namespace {

using Keys = std::vector<std::string>;

/// What the owner's interfaces are: in which subnets, with which security groups, and whether they
/// get public addresses.
struct Interfaces {
    Keys subnets, groups;
    bool is_known = true;
    topology::Attribute<bool> public_addresses = false;  ///< absent: as the subnet says
};

template <typename R>
void add_keys(Interfaces& interfaces, Keys Interfaces::* member,
              const topology::Attribute<std::vector<topology::Reference<R>>>& references) {
    interfaces.is_known = interfaces.is_known && !references.is_unknown();
    if (references.is_known())
        for (const auto& reference : references.value())
            (interfaces.*member).push_back(reference.key);
}

using MadeBy = topology::Attribute<topology::Reference<topology::LaunchTemplate>>;

/// What a launch template says of nodes; one that is not there may say anything.
const topology::LaunchTemplate* add_template(Interfaces& interfaces, const World& world,
                                             const MadeBy& reference) {
    const auto* made = world.topology.find(reference);
    interfaces.is_known = interfaces.is_known && (made != nullptr || reference.is_absent());
    interfaces.public_addresses =
        made == nullptr ? topology::Attribute<bool>() : made->public_addresses;
    if (made != nullptr)
        add_keys(interfaces, &Interfaces::groups, made->security_groups);
    return made;
}

std::optional<Interfaces> of_node_group(const World& world, const Party& party) {
    const auto* group = world.topology.find<topology::NodeGroup>(party.owner);
    if (group == nullptr)
        return std::nullopt;
    Interfaces interfaces;
    add_keys(interfaces, &Interfaces::subnets, group->subnets);
    const auto* made = add_template(interfaces, world, group->launch_template);
    const auto* cluster = world.topology.find(group->cluster);
    const bool by_eks = made == nullptr || made->security_groups.is_absent();
    if (by_eks && cluster != nullptr)
        interfaces.groups.push_back(cluster_group_key(*cluster));
    interfaces.is_known = interfaces.is_known && (!by_eks || cluster != nullptr);
    return interfaces;
}

/// Without groups in its template EC2 gives a machine the VPC's default one: not followed here.
std::optional<Interfaces> of_auto_scaling_group(const World& world, const Party& party) {
    const auto* group = world.topology.find<topology::AutoScalingGroup>(party.owner);
    if (group == nullptr)
        return std::nullopt;
    Interfaces interfaces;
    add_keys(interfaces, &Interfaces::subnets, group->subnets);
    const auto* made = add_template(interfaces, world, group->launch_template);
    interfaces.is_known =
        interfaces.is_known && made != nullptr && made->security_groups.is_known();
    return interfaces;
}

std::optional<Interfaces> of_endpoint(const World& world, const Party& party) {
    const auto* endpoint = world.topology.find<topology::VpcEndpoint>(party.owner);
    const auto* vpc = endpoint ? world.topology.find(endpoint->vpc) : nullptr;
    if (vpc == nullptr)
        return std::nullopt;
    Interfaces interfaces;
    add_keys(interfaces, &Interfaces::subnets, endpoint->subnets);
    if (endpoint->security_groups.is_absent())
        interfaces.groups.push_back(default_group_key(world, *vpc));
    add_keys(interfaces, &Interfaces::groups, endpoint->security_groups);
    return interfaces;
}

std::optional<Interfaces> of_resolver_endpoint(const World& world, const Party& party) {
    const auto* endpoint = world.topology.find<topology::ResolverEndpoint>(party.owner);
    if (endpoint == nullptr)
        return std::nullopt;
    Interfaces interfaces;
    add_keys(interfaces, &Interfaces::subnets, endpoint->subnets);
    add_keys(interfaces, &Interfaces::groups, endpoint->security_groups);
    return interfaces;
}

std::optional<Interfaces> of_cluster(const World& world, const Party& party) {
    const auto* cluster = world.topology.find<topology::Cluster>(party.owner);
    if (cluster == nullptr)
        return std::nullopt;
    Interfaces interfaces;
    add_keys(interfaces, &Interfaces::subnets, cluster->subnets);
    interfaces.groups.push_back(cluster_group_key(*cluster));
    add_keys(interfaces, &Interfaces::groups, cluster->security_groups);
    return interfaces;
}

/// One that is awaited, not there: in any subnet that is tagged for it.
std::optional<Interfaces> of_load_balancer(const World& world, const Party& party) {
    if (!is_awaited(party))
        return std::nullopt;
    Interfaces interfaces;
    for (const auto& [key, subnet] : world.topology.all<topology::Subnet>())
        if (subnet.tags.contains("kubernetes.io/role/internal-elb"))
            interfaces.subnets.push_back(key);
    return interfaces;
}

struct OwnerRow {
    std::string_view type;
    std::optional<Interfaces> (*read)(const World& world, const Party& party);
};
constexpr std::array owners{OwnerRow{topology::NodeGroup::type, of_node_group},
                            OwnerRow{topology::AutoScalingGroup::type, of_auto_scaling_group},
                            OwnerRow{topology::VpcEndpoint::type, of_endpoint},
                            OwnerRow{topology::ResolverEndpoint::type, of_resolver_endpoint},
                            OwnerRow{topology::Cluster::type, of_cluster},
                            OwnerRow{topology::LoadBalancer::type, of_load_balancer}};

PublicAddress public_address_in(const topology::Subnet& subnet,
                                const topology::Attribute<bool>& asked) {
    const auto& gets = asked.is_absent() ? subnet.map_public_ip_on_launch : asked;
    if (gets.is_unknown())
        return PublicAddress::Unknown;
    return gets.value_or_default(false) == true ? PublicAddress::Has : PublicAddress::None;
}

/// An observed interface may have got a public address by itself.
bool has_observed_one(const World& world, const Party& party) {
    const Addresses& range = party.addresses.front();
    if (party.addresses.size() != 1 || range.first != range.last || !range.is_ipv4())
        return false;
    return std::ranges::any_of(
        world.topology.all<topology::NetworkInterface>(), [&](const auto& row) {
            const topology::NetworkInterface& observed = row.second;
            const bool is_it =
                observed.subnet.is_known() && observed.subnet.value().key == party.subnet &&
                observed.private_addresses.is_known() &&
                std::ranges::find(observed.private_addresses.value(), range.first.ipv4()) !=
                    observed.private_addresses.value().end();
            return is_it && observed.public_address.is_known() &&
                   !observed.public_address.value().empty();
        });
}

/// Nothing else asks for public addresses, and pods on a node's interfaces have none.
bool is_on_internet(const Passage& passage) {
    return passage.from.where == Where::Internet || passage.to.where == Where::Internet;
}

}  // namespace

std::string fault_of(const World& world, const Party& party, const Passage& passage) {
    if (party.where != Where::Subnet)
        return fault_outside(party, passage);
    const auto row = std::ranges::find(owners, std::string_view(party.owner_type), &OwnerRow::type);
    const auto interfaces = row == owners.end() ? std::nullopt : row->read(world, party);
    const std::string who = fmt::format("{} {}", party.owner_type, party.owner);
    if (!interfaces || !interfaces->is_known)
        return fmt::format("the source does not say what {} is", who);
    const auto* subnet = world.subnet(party.subnet);
    if (subnet == nullptr ||
        std::ranges::find(interfaces->subnets, party.subnet) == interfaces->subnets.end())
        return fmt::format("{} is not in {}", who, party.subnet);
    if (!std::ranges::is_permutation(interfaces->groups, party.groups))
        return fmt::format("{} carries other security groups", who);
    if (is_on_internet(passage) &&
        (party.addresses.empty() ||
         party.public_address != (has_observed_one(world, party)
                                      ? PublicAddress::Has
                                      : public_address_in(*subnet, interfaces->public_addresses))))
        return fmt::format("{} has other public addresses", who);
    return has_addresses(world, party, *subnet, passage)
               ? std::string()
               : fmt::format("{} has other addresses", who);
}

}  // namespace inland::checker
