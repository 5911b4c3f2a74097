// SPDX-License-Identifier: Apache-2.0
#include "design/designers.h"
#include "design/network_parts.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::design {
namespace {

using Blocks = std::vector<Ipv4Prefix>;

/// What EKS itself chooses from, and one more (EKS API, KubernetesNetworkConfigRequest).
constexpr std::array<Ipv4Prefix, 3> candidates = {
    Ipv4Prefix({0xac140000}, 16), Ipv4Prefix({0x0a640000}, 16), Ipv4Prefix({0xc0a80000}, 16)};

Blocks blocks_of(const topology::Vpc& vpc) {
    auto blocks = vpc.secondary_cidr_blocks.value_or_default({}).value_or(Blocks());
    if (vpc.cidr_block.is_known())
        blocks.push_back(vpc.cidr_block.value());
    return blocks;
}

bool meets(const Ipv4Prefix& block, const Blocks& others) {
    return std::ranges::any_of(others,
                               [&](const Ipv4Prefix& other) { return other.overlaps(block); });
}

/// Nobody wrote it: the reader's own choice stands where the network does.
bool is_default(const spec::Cluster& cluster) {
    return cluster.service_cidr.place == cluster.network.place;
}

Blocks connected_blocks(const spec::Cluster& cluster) {
    Blocks blocks;
    for (const auto& network : cluster.connect.networks())
        blocks.push_back(network.value);
    return blocks;
}

}  // namespace

spec::Placed<Ipv4Prefix> service_block_of(const Drawing& drawing) {
    const auto& asked = drawing.spec.service_cidr;
    const auto* vpc = drawing.topology().find<topology::Vpc>(vpc_of(drawing).key);
    if (drawing.spec.network.existing() == nullptr || vpc == nullptr || !is_default(drawing.spec))
        return asked;
    auto taken = blocks_of(*vpc);
    std::ranges::copy(connected_blocks(drawing.spec), std::back_inserter(taken));
    const auto free = std::ranges::find_if(
        candidates, [&](const Ipv4Prefix& candidate) { return !meets(candidate, taken); });
    return free == candidates.end() ? asked : spec::Placed<Ipv4Prefix>{*free, asked.place};
}

void check_service_block(Drawing& drawing) {
    const auto block = service_block_of(drawing);
    const auto* vpc = drawing.topology().find<topology::Vpc>(vpc_of(drawing).key);
    const bool is_given = drawing.spec.network.existing() != nullptr;  // else the spec is checked
    if (!is_given || vpc == nullptr || !meets(block.value, blocks_of(*vpc)))
        return;
    drawing.result.diagnostics.add(
        {.severity = Severity::Error,
         .rule = "overlap",
         .summary = "two address blocks overlap",
         .detail = fmt::format("the service CIDR {} meets a block of {}, and EKS refuses it",
                               block.value.text(), vpc->key),
         .remedy = "give a serviceCidr that meets no block of the VPC",
         .place = block.place});
}

}  // namespace inland::design
