// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/public_api.h"

#include "prove/cause_kinds.h"
#include "prove/joins/proof.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using Blocks = std::vector<std::string>;

bool holds(const std::string& block, Ipv4Address address) {
    const auto parsed = Ipv4Prefix::parse(block);
    return parsed && parsed->contains(address);
}

bool is_open_to_all(const Blocks& blocks) {
    return std::ranges::any_of(blocks, [](const std::string& block) {
        const auto parsed = Ipv4Prefix::parse(block);
        return parsed && *parsed == Ipv4Prefix();
    });
}

/// The NAT gateway of the default route, if that leads to one.
const topology::NatGateway* nat_gateway_of(const Scene& scene, const NodeSource& node) {
    const auto* table = node.party.subnet->routes->table;
    if (table == nullptr || !table->routes.is_known())
        return nullptr;
    for (const auto& route : table->routes.value())
        if (route.destination == Ipv4Prefix() && route.target == topology::RouteTarget::NatGateway)
            return scene.network.topology().find<topology::NatGateway>(route.target_key);
    return nullptr;
}

Passage refused(const Scene& scene, std::string detail) {
    return stopped_by({blocker_of(cause_kind::api_public_cidrs, resource_name(scene.cluster),
                                  std::move(detail), scene.cluster.key)});
}

Passage admits(const Scene& scene, const Blocks& blocks, const topology::NatGateway& gateway) {
    const auto& known = gateway.public_address;
    if (known.is_absent())
        return refused(scene, fmt::format("publicAccessCidrs do not hold the address that AWS will "
                                          "choose for {}",
                                          resource_name(gateway)));
    const auto address = Ipv4Address::parse(known.value_or_default("").value_or(""));
    if (!address)
        return stopped_by({missing_fact(resource_name(gateway), "its public address")});
    const bool is_held = std::ranges::any_of(
        blocks, [&](const std::string& block) { return holds(block, *address); });
    return is_held
               ? Passage()
               : refused(scene, fmt::format("publicAccessCidrs do not hold {}, the address of {}",
                                            address->text(), resource_name(gateway)));
}

}  // namespace

Passage admitted_by_public_api(const Scene& scene, const NodeSource& node) {
    const auto& blocks = scene.cluster.public_access_cidrs;
    if (blocks.is_absent() || (blocks.is_known() && is_open_to_all(blocks.value())))
        return {};
    const auto* gateway = nat_gateway_of(scene, node);
    if (blocks.is_unknown() || gateway == nullptr)
        return stopped_by({missing_fact(resource_name(scene.cluster),
                                        "whether publicAccessCidrs hold the address from which the "
                                        "nodes come")});
    return admits(scene, blocks.value(), *gateway);
}

}  // namespace inland::prove
