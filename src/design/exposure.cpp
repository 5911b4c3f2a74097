// SPDX-License-Identifier: Apache-2.0
#include "design/exposure.h"

#include "design/ways_out.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::design {
namespace {

using Blocks = spec::PlacedList<Ipv4Prefix>;

/// The user's public blocks; nothing in private mode.
const Blocks* blocks_of(const spec::Access& access) {
    if (const auto* both = std::get_if<spec::PublicAndPrivateAccess>(&access))
        return &both->public_cidrs;
    if (const auto* open = std::get_if<spec::PublicAccess>(&access))
        return &open->public_cidrs;
    return nullptr;
}

std::vector<std::string> texts_of(const Blocks& blocks) {
    if (blocks.empty())
        return {Ipv4Prefix().text()};
    std::vector<std::string> texts;
    for (const auto& block : blocks)
        texts.push_back(block.value.text());
    std::ranges::sort(texts);
    return texts;
}

bool is_open_to_all(const Blocks& blocks) {
    return blocks.empty() || std::ranges::any_of(blocks, [](const auto& block) {
               return block.value == Ipv4Prefix();
           });
}

std::string from_the_internet(const Exposure& exposure, const Blocks& blocks) {
    return is_open_to_all(blocks)
               ? "everybody on the internet"
               : fmt::format("{} on the internet", fmt::join(exposure.public_blocks, ", "));
}

}  // namespace

Exposure exposure_of(const spec::Cluster& cluster) {
    const auto* blocks = blocks_of(cluster.access.value);
    Exposure exposure{
        .is_public = blocks != nullptr,
        .is_private = !std::holds_alternative<spec::PublicAccess>(cluster.access.value),
        .public_blocks = {}};
    if (blocks != nullptr)
        exposure.public_blocks = texts_of(*blocks);
    return exposure;
}

bool admits_nodes_by_address(const spec::Cluster& cluster) {
    const auto* open = std::get_if<spec::PublicAccess>(&cluster.access.value);
    return open != nullptr && !is_open_to_all(open->public_cidrs) &&
           way_out_of_nodes(cluster.network) == WayOut::Nat;
}

std::string who_is_answered(const spec::Cluster& cluster) {
    constexpr std::string_view inside = "inside the VPC and the connected networks";
    const auto* blocks = blocks_of(cluster.access.value);
    if (blocks == nullptr)
        return fmt::format("{} only", inside);
    const auto outside = from_the_internet(exposure_of(cluster), *blocks);
    if (!std::holds_alternative<spec::PublicAccess>(cluster.access.value))
        return fmt::format("{}, and {}", inside, outside);
    return admits_nodes_by_address(cluster)
               ? fmt::format("{}, and the NAT gateways by which its nodes come", outside)
               : fmt::format("{}; its nodes come by the internet too", outside);
}

}  // namespace inland::design
