// SPDX-License-Identifier: Apache-2.0
#include "spec/readers.h"
#include "spec/values.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::spec {

namespace {

/// EKS, KubernetesNetworkConfigRequest.serviceIpv4Cidr.
constexpr int largest_service_cidr = 12;
constexpr int smallest_service_cidr = 24;
constexpr std::array<Ipv4Prefix, 3> private_blocks = {
    Ipv4Prefix({0x0a000000}, 8), Ipv4Prefix({0xac100000}, 12), Ipv4Prefix({0xc0a80000}, 16)};

bool is_private(const Ipv4Prefix& prefix) {
    return std::ranges::any_of(private_blocks,
                               [&](const Ipv4Prefix& block) { return block.contains(prefix); });
}

}  // namespace

void read_service_cidr(const Node& node, Context& context, Cluster& cluster) {
    Placed<Ipv4Prefix> cidr;
    if (!read_prefix(node, context, cidr))
        return;
    const auto shown = cidr.value.text();
    if (cidr.value.length() < largest_service_cidr || cidr.value.length() > smallest_service_cidr)
        return context.error(node.position, "service-cidr-size", "EKS refuses this size",
                             fmt::format("{} must be from /{} to /{}", shown, largest_service_cidr,
                                         smallest_service_cidr));
    if (!is_private(cidr.value))
        return context.error(node.position, "service-cidr-public", "the block must be private",
                             shown + " is outside 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16");
    cluster.service_cidr = std::move(cidr);
}

}  // namespace inland::spec
