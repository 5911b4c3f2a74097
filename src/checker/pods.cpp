// SPDX-License-Identifier: Apache-2.0
#include "checker/pods.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace inland::checker {

namespace {

constexpr std::array<std::string_view, 6> flows_of_pods{
    "pod.", "addon.", "node.node", "control-plane.webhook", "client.pods", "internet."};

/// Settings of the VPC CNI that give pods interfaces of their own, and how JSON or YAML may hide
/// their names (amazon-vpc-cni-k8s, README, 2026-08).
constexpr std::array<std::string_view, 4> moving{"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG",
                                                 "ENABLE_POD_ENI", "\\u", "\\x"};

bool may_move_pods(const topology::Addon& addon) {
    if (addon.addon_name.is_known() && addon.addon_name.value() != "vpc-cni")
        return false;
    if (addon.configuration.is_absent())
        return false;
    return addon.configuration.is_unknown() ||
           std::ranges::any_of(moving, [&](std::string_view word) {
               return addon.configuration.value().find(word) != std::string::npos;
           });
}

/// The CNI makes interfaces in subnets with this tag.
bool may_take_pods(const topology::Subnet& subnet) {
    return subnet.tags.contains("kubernetes.io/role/cni");
}

/// Pods of an IPv6 cluster have no other addresses; what says so of others says nothing of them.
bool leaves_ipv6_out(const World& world, const Row& row) {
    const auto* cluster = world.topology.find<topology::Cluster>(row.cluster);
    const bool ipv4_only = cluster != nullptr && cluster->ip_family.value_or_default("ipv4") ==
                                                     std::optional<std::string>("ipv4");
    return !ipv4_only && !row.cluster.empty() && row.must == Must::Reach &&
           std::ranges::any_of(row.passages, [](const Passage& passage) {
               return std::ranges::any_of(passage.to.addresses, &Addresses::is_ipv4);
           });
}

}  // namespace

bool leaves_pods_open(const World& world, const Row& row) {
    const auto is_of = [&](std::string_view flow) { return row.flow.starts_with(flow); };
    if (row.outcome != Outcome::Holds || std::ranges::none_of(flows_of_pods, is_of))
        return false;
    return leaves_ipv6_out(world, row) ||
           std::ranges::any_of(world.topology.all<topology::Addon>(),
                               [](const auto& entry) { return may_move_pods(entry.second); }) ||
           std::ranges::any_of(world.topology.all<topology::Subnet>(),
                               [](const auto& entry) { return may_take_pods(entry.second); });
}

}  // namespace inland::checker
