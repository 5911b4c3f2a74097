// SPDX-License-Identifier: Apache-2.0
#include "checker/check_passage.h"
#include "checker/rules.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

namespace inland::checker {

namespace {

using Keys = std::vector<std::string>;

template <typename R>
void add_keys(Keys& keys,
              const topology::Attribute<std::vector<topology::Reference<R>>>& references) {
    if (references.is_known())
        for (const auto& reference : references.value())
            keys.push_back(reference.key);
}

/// What the owner's interfaces are: in which subnets, with which security groups.
struct Interfaces {
    Keys subnets, groups;
};

std::optional<Interfaces> of_node_group(const World& world, const Party& party) {
    const auto* group = world.topology.find<topology::NodeGroup>(party.owner);
    if (group == nullptr)
        return std::nullopt;
    Interfaces interfaces;
    add_keys(interfaces.subnets, group->subnets);
    const auto* made = world.topology.find(group->launch_template);
    const auto* cluster = world.topology.find(group->cluster);
    if (made != nullptr && !made->security_groups.is_absent())
        add_keys(interfaces.groups, made->security_groups);
    else if (cluster != nullptr)
        interfaces.groups.push_back(cluster_group_key(*cluster));
    return interfaces;
}

/// Without groups in its template EC2 gives a machine the VPC's default one: not followed here.
std::optional<Interfaces> of_auto_scaling_group(const World& world, const Party& party) {
    const auto* group = world.topology.find<topology::AutoScalingGroup>(party.owner);
    const auto* made = group ? world.topology.find(group->launch_template) : nullptr;
    if (made == nullptr || !made->security_groups.is_known())
        return std::nullopt;
    Interfaces interfaces;
    add_keys(interfaces.subnets, group->subnets);
    add_keys(interfaces.groups, made->security_groups);
    return interfaces;
}

std::optional<Interfaces> of_endpoint(const World& world, const Party& party) {
    const auto* endpoint = world.topology.find<topology::VpcEndpoint>(party.owner);
    const auto* vpc = endpoint ? world.topology.find(endpoint->vpc) : nullptr;
    if (vpc == nullptr)
        return std::nullopt;
    Interfaces interfaces;
    add_keys(interfaces.subnets, endpoint->subnets);
    if (endpoint->security_groups.is_absent())
        interfaces.groups.push_back(default_group_key(world, *vpc));
    add_keys(interfaces.groups, endpoint->security_groups);
    return interfaces;
}

std::optional<Interfaces> of_cluster(const World& world, const Party& party) {
    const auto* cluster = world.topology.find<topology::Cluster>(party.owner);
    if (cluster == nullptr)
        return std::nullopt;
    Interfaces interfaces;
    add_keys(interfaces.subnets, cluster->subnets);
    interfaces.groups.push_back(cluster_group_key(*cluster));
    add_keys(interfaces.groups, cluster->security_groups);
    return interfaces;
}

struct OwnerRow {
    std::string_view type;
    std::optional<Interfaces> (*read)(const World& world, const Party& party);
};
constexpr std::array owners{OwnerRow{topology::NodeGroup::type, of_node_group},
                            OwnerRow{topology::AutoScalingGroup::type, of_auto_scaling_group},
                            OwnerRow{topology::VpcEndpoint::type, of_endpoint},
                            OwnerRow{topology::Cluster::type, of_cluster}};

/// AWS keeps the first four addresses of a subnet and its last.
Addresses usable(const Ipv4Prefix& block) {
    const Addresses all = addresses_of(block);
    return block.size() < 8 ? all : Addresses{all.first + 4, all.last - 1};
}

bool is_observed(const World& world, const Party& party) {
    return party.addresses.size() == 1 &&
           std::ranges::any_of(
               world.topology.all<topology::NetworkInterface>(), [&](const auto& row) {
                   const topology::NetworkInterface& observed = row.second;
                   const Ipv4Address address{party.addresses.front().first};
                   return observed.subnet.is_known() &&
                          observed.subnet.value().key == party.subnet &&
                          observed.private_addresses.is_known() &&
                          std::ranges::find(observed.private_addresses.value(), address) !=
                              observed.private_addresses.value().end();
               });
}

bool has_addresses(const World& world, const Party& party, bool whole) {
    const auto* subnet = world.subnet(party.subnet);
    if (subnet == nullptr || !subnet->cidr_block.is_known() || party.addresses.size() != 1 ||
        !subnet->ipv6_cidr_block.is_absent())
        return false;
    const Addresses all = usable(subnet->cidr_block.value());
    const Addresses& given = party.addresses.front();
    if (given == all)
        return true;
    const bool part = all.first <= given.first && given.last <= all.last;
    return part && (!whole || (given.first == given.last && is_observed(world, party)));
}

/// All addresses but those that are nobody's on the internet (RFC 6890).
bool is_all_of_internet(const Party& party) {
    constexpr std::array reserved{
        Addresses{0, 0x00FFFFFF},          Addresses{0x0A000000, 0x0AFFFFFF},
        Addresses{0x64400000, 0x647FFFFF}, Addresses{0x7F000000, 0x7FFFFFFF},
        Addresses{0xA9FE0000, 0xA9FEFFFF}, Addresses{0xAC100000, 0xAC1FFFFF},
        Addresses{0xC0A80000, 0xC0A8FFFF}, Addresses{0xE0000000, 0xFFFFFFFF}};
    std::vector<Addresses> all = party.addresses;
    std::ranges::copy(reserved, std::back_inserter(all));
    std::ranges::sort(all);
    std::uint64_t next = 0;
    for (const Addresses& range : all) {
        if (range.first > next)
            return false;
        next = std::max(next, std::uint64_t{range.last} + 1);
    }
    return next > 0xFFFFFFFFU;
}

std::string fault_outside(const Party& party, bool whole) {
    if (party.addresses.empty())
        return "an end has no addresses";
    const bool all = party.where != Where::Internet || !whole || is_all_of_internet(party);
    return all ? std::string() : "it leaves out some of the internet";
}

}  // namespace

std::string fault_of(const World& world, const Party& party, bool whole) {
    if (party.where != Where::Subnet)
        return fault_outside(party, whole);
    const auto row = std::ranges::find(owners, std::string_view(party.owner_type), &OwnerRow::type);
    const auto interfaces = row == owners.end() ? std::nullopt : row->read(world, party);
    const std::string who = fmt::format("{} {}", party.owner_type, party.owner);
    if (!interfaces)
        return fmt::format("the source has no {}", who);
    if (std::ranges::find(interfaces->subnets, party.subnet) == interfaces->subnets.end())
        return fmt::format("{} is not in {}", who, party.subnet);
    if (!std::ranges::is_permutation(interfaces->groups, party.groups))
        return fmt::format("{} carries other security groups", who);
    return has_addresses(world, party, whole) ? std::string()
                                              : fmt::format("{} has other addresses", who);
}

}  // namespace inland::checker
