// SPDX-License-Identifier: Apache-2.0
#include "spec/address_plan.h"
#include "spec/readers.h"

#include <algorithm>
#include <array>
#include <bit>

#include <fmt/format.h>

namespace inland::spec {

namespace {

/// The smallest subnet that a zone can do with: EKS's interfaces (16 addresses are advised), one
/// for each endpoint, the five that AWS keeps, and a few nodes with their pods.
constexpr int smallest_subnet = 26;

/// EC2's smallest: room for a NAT gateway and for load balancers, which want eight free addresses.
constexpr int smallest_public_subnet = 28;

/// Blocks that no VPC may lie in (EC2, CreateVpc).
constexpr std::array<Ipv4Prefix, 4> not_for_networks = {
    Ipv4Prefix({0x00000000}, 8), Ipv4Prefix({0x7f000000}, 8), Ipv4Prefix({0xa9fe0000}, 16),
    Ipv4Prefix({0xe0000000}, 3)};

struct NamedBlock {
    std::string_view name;
    Placed<Ipv4Prefix> block;
};

std::vector<NamedBlock> blocks_of(const Cluster& cluster) {
    std::vector<NamedBlock> blocks;
    if (const auto* created = cluster.network.created())
        blocks.push_back({"the cluster's network", created->cidr});
    blocks.push_back({"the service CIDR", cluster.service_cidr});
    for (const auto& network : cluster.connect.networks())
        blocks.push_back({"a connected network", network});
    std::erase_if(blocks, [](const NamedBlock& block) { return !was_read(block.block); });
    return blocks;
}

void report_overlap(Context& context, const NamedBlock& earlier, const NamedBlock& later) {
    context.error_at(
        later.block.place, "overlap", "two address blocks overlap",
        fmt::format("{} {} and {} {}", later.name, later.block.value.text(), earlier.name,
                    earlier.block.value.text()),
        "packets to the one would never reach the other: choose blocks that do not meet");
}

void check_overlaps(Context& context, const std::vector<NamedBlock>& blocks) {
    for (std::size_t later = 1; later < blocks.size(); ++later)
        for (std::size_t earlier = 0; earlier < later; ++earlier)
            if (blocks[earlier].block.value.overlaps(blocks[later].block.value)) {
                report_overlap(context, blocks[earlier], blocks[later]);
                break;
            }
}

void check_room(Context& context, const NewNetwork& network) {
    if (!was_read(network.cidr) || network.zones.empty())
        return;
    const auto parts = std::bit_ceil(network.zones.size());
    const int needed = smallest_subnet - std::countr_zero(parts);
    if (network.cidr.value.length() > needed)
        context.error_at(
            network.cidr.place, "cidr-too-small", "the network is too small",
            fmt::format("{} has no room for {} zones with a /{} each", network.cidr.value.text(),
                        network.zones.size(), smallest_subnet),
            fmt::format("use a /{} or larger", needed));
}

/// Public subnets come out of the block that private ones leave free.
void check_public_room(Context& context, const Network& network, const NewNetwork& created) {
    const bool has_nodes = network.nodes.value == NodePlacement::Public;
    const bool is_asked = has_nodes || network.egress.value == Egress::Nat;
    if (!is_asked || !was_read(created.cidr) || created.zones.empty())
        return;
    const int largest_length = has_nodes ? smallest_subnet : smallest_public_subnet;
    const auto block = public_block(created, 0);
    const int excess = block ? block->length() - largest_length : 1;
    if (excess > 0)
        context.error_at(
            created.cidr.place, "cidr-too-small", "the network is too small",
            fmt::format("{} has no room for {} public subnets with a /{} each beside the private "
                        "ones",
                        created.cidr.value.text(), created.zones.size(), largest_length),
            fmt::format("use a /{} or larger", created.cidr.value.length() - excess));
}

void check_usable(Context& context, const Placed<Ipv4Prefix>& cidr) {
    const auto unusable = std::ranges::find_if(
        not_for_networks, [&](const Ipv4Prefix& block) { return block.overlaps(cidr.value); });
    if (was_read(cidr) && unusable != not_for_networks.end())
        context.error_at(cidr.place, "cidr-unusable", "no VPC may have this block",
                         fmt::format("{} lies in {}", cidr.value.text(), unusable->text()),
                         "use a private block, such as 10.40.0.0/16");
}

}  // namespace

void check_networks(Context& context, const Cluster& cluster) {
    if (const auto* created = cluster.network.created()) {
        check_room(context, *created);
        check_public_room(context, cluster.network, *created);
        check_usable(context, created->cidr);
    }
    check_overlaps(context, blocks_of(cluster));
}

}  // namespace inland::spec
