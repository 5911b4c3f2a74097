// SPDX-License-Identifier: Apache-2.0
#include "prove/cause_kinds.h"
#include "prove/joins/flows.h"

#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>

namespace inland::prove::flows {

namespace {

/// EKS puts two to four into any of the cluster's subnets (EKS User Guide, Networking
/// requirements).
constexpr std::int64_t most_cluster_interfaces = 4;

/// A group of either kind, as it will start.
struct Starting {
    std::string name;
    const topology::Resource* resource = nullptr;
    std::set<const SubnetView*> subnets;
    std::optional<std::int64_t> machines;  ///< nothing: not known
};

template <typename Group>
std::optional<std::int64_t> machines_of(const Group& group) {
    const auto& count = group.desired.is_absent() ? group.minimum : group.desired;
    if (count.is_unknown())
        return std::nullopt;
    return count.is_known() ? count.value() : 0;
}

/// Machines of a group that is there already have their addresses.
template <typename Group>
bool is_planned(const Group& group) {
    return group.id.empty() && !group.state.is_known();
}

template <typename Group>
void add_group(std::vector<Starting>& groups, const Scene& scene, const Group& group,
               std::string name) {
    if (!group.cluster.is_known() || group.cluster.value().key != scene.cluster.key ||
        !group.subnets.is_known() || !is_planned(group))
        return;
    Starting starting{
        .name = std::move(name), .resource = &group, .subnets = {}, .machines = machines_of(group)};
    for (const auto& reference : group.subnets.value())
        if (const auto* view = scene.network.subnet(reference.key); view)
            starting.subnets.insert(view);
    if (!starting.subnets.empty() && starting.machines != 0)
        groups.push_back(std::move(starting));
}

std::vector<Starting> starting_groups(const Scene& scene) {
    std::vector<Starting> groups;
    for (const auto& [key, group] : scene.network.topology().all<topology::NodeGroup>())
        add_group(groups, scene, group, name_of_group(group));
    for (const auto& [key, group] : scene.network.topology().all<topology::AutoScalingGroup>())
        add_group(groups, scene, group, name_of_group(scene.network, group));
    return groups;
}

/// AWS has counted the address of an endpoint that is there.
bool will_take_address(const topology::VpcEndpoint& endpoint, const SubnetView& view) {
    if (view.subnet->available_addresses.is_known() && endpoint.state.is_known())
        return false;
    if (endpoint.endpoint_type.value_or_default("Gateway").value_or("Interface") == "Gateway")
        return false;
    return !endpoint.subnets.is_known() ||
           std::ranges::any_of(endpoint.subnets.value(),
                               [&](const auto& subnet) { return subnet.key == view.subnet->key; });
}

}  // namespace

std::int64_t planned_addresses(const SubnetView& view) {
    const auto size = std::int64_t{view.addresses.last.ipv4().bits} -
                      std::int64_t{view.addresses.first.ipv4().bits} + 1;
    return view.subnet->available_addresses.value_or_default(static_cast<int>(size))
               .value_or(static_cast<int>(size)) -
           std::ranges::count_if(view.vpc->endpoints, [&](const auto* endpoint) {
               return will_take_address(*endpoint, view);
           });
}

namespace {

/// Whether the interfaces of the control plane are among the addresses that AWS counts as taken.
bool is_counted(const Scene& scene, const SubnetView& view) {
    return !scene.cluster.id.empty() && view.subnet->available_addresses.is_known();
}

bool share_a_subnet(const Starting& one, const Starting& other) {
    return std::ranges::any_of(
        one.subnets, [&](const SubnetView* view) { return other.subnets.contains(view); });
}

/// What is surely left for a group, wherever AWS puts everything else.
std::int64_t room_for(const Scene& scene, const std::vector<Starting>& groups,
                      const Starting& group) {
    std::int64_t room = 0;
    for (const auto* view : group.subnets)
        room += planned_addresses(*view);
    for (const auto& other : groups)
        if (other.resource != group.resource && share_a_subnet(group, other))
            room -= other.machines.value_or(0);
    const bool with_control_plane =
        std::ranges::any_of(scene.control_plane, [&](const Party& party) {
            return group.subnets.contains(party.subnet) && !is_counted(scene, *party.subnet);
        });
    return std::max<std::int64_t>(0, room - (with_control_plane ? most_cluster_interfaces : 0));
}

Passage judge(const Scene& scene, const std::vector<Starting>& groups, const Starting& group) {
    const auto& resource = *group.resource;
    if (!group.machines)
        return stopped_by({missing_fact(resource_name(resource), "how many nodes it starts with")});
    const auto room = room_for(scene, groups, group);
    if (*group.machines > room)
        return stopped_by(
            {blocker_of(cause_kind::subnet_full, resource_name(resource),
                        fmt::format("it starts with {} nodes, and its subnets have room for {}",
                                    *group.machines, room),
                        resource.key)});
    Passage passage;
    passage.path.push_back(fmt::format("room for {} nodes", room));
    return passage;
}

}  // namespace

std::vector<Proof> room_for_nodes(const Scene& scene, const knowledge::Flow& flow) {
    std::vector<Proof> proofs;
    const auto groups = starting_groups(scene);
    for (const auto& group : groups)
        proofs.push_back(proof_of(flow, group.name, "its subnets", judge(scene, groups, group)));
    return proofs;
}

}  // namespace inland::prove::flows
