// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/public_api.h"

#include "prove/cause_kinds.h"
#include "prove/joins/proof.h"
#include "prove/packets/parties.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

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

/// Where the default route leads, if there is one.
const topology::Route* default_route_of(const NodeSource& node) {
    const auto* table = node.party.subnet->routes->table;
    if (table == nullptr || !table->routes.is_known())
        return nullptr;
    const auto& routes = table->routes.value();
    const auto found =
        std::ranges::find(routes, std::optional(Ipv4Prefix()), &topology::Route::destination);
    return found == routes.end() ? nullptr : &*found;
}

const topology::NatGateway* nat_gateway_of(const Scene& scene, const topology::Route* route) {
    return route != nullptr && route->target == topology::RouteTarget::NatGateway
               ? scene.network.topology().find<topology::NatGateway>(route->target_key)
               : nullptr;
}

/// By an internet gateway machines come from their own addresses.
bool comes_as_itself(const NodeSource& node, const topology::Route* route) {
    return route != nullptr && route->target == topology::RouteTarget::InternetGateway &&
           node.party.public_address == PublicAddress::Has;
}

Passage refused(const Scene& scene, std::string detail) {
    return stopped_by({blocker_of(cause_kind::api_public_cidrs, resource_name(scene.cluster),
                                  std::move(detail), scene.cluster.key)});
}

bool holds(const Blocks& blocks, Ipv4Address address) {
    return std::ranges::any_of(blocks,
                               [&](const std::string& block) { return holds(block, address); });
}

/// A machine's own address is known when it runs; of those that will be launched nobody knows it.
Passage admits_itself(const Scene& scene, const Blocks& blocks, const NodeSource& node) {
    const auto* interface = interface_of(scene.network, node.party);
    const auto address =
        interface == nullptr
            ? Result<Ipv4Address>(failure(ErrorKind::NotFound, ""))
            : Ipv4Address::parse(interface->public_address.value_or_default("").value_or(""));
    if (!address)
        return refused(scene,
                       "publicAccessCidrs do not hold the public addresses that AWS will choose "
                       "for nodes in " +
                           resource_name(*node.party.subnet->subnet));
    return holds(blocks, *address)
               ? Passage()
               : refused(scene, fmt::format("publicAccessCidrs do not hold {}, the address of {}",
                                            address->text(), node.name));
}

/// The design adds the addresses that Inland makes.
bool is_added(const Scene& scene, const topology::NatGateway& gateway) {
    const auto& added = scene.cluster.public_access_addresses;
    return added.is_known() && gateway.address.is_known() &&
           std::ranges::find(added.value(), gateway.address.value()) != added.value().end();
}

Passage admits(const Scene& scene, const Blocks& blocks, const topology::NatGateway& gateway) {
    if (is_added(scene, gateway)) {
        Passage passage;
        passage.path.push_back(
            fmt::format("publicAccessCidrs will hold the address of {}", resource_name(gateway)));
        return passage;
    }
    const auto& known = gateway.public_address;
    if (known.is_absent())
        return refused(scene, fmt::format("publicAccessCidrs do not hold the address that AWS will "
                                          "choose for {}",
                                          resource_name(gateway)));
    const auto address = Ipv4Address::parse(known.value_or_default("").value_or(""));
    if (!address)
        return stopped_by({missing_fact(resource_name(gateway), "its public address")});
    return holds(blocks, *address)
               ? Passage()
               : refused(scene, fmt::format("publicAccessCidrs do not hold {}, the address of {}",
                                            address->text(), resource_name(gateway)));
}

}  // namespace

Passage admitted_by_public_api(const Scene& scene, const NodeSource& node) {
    const auto& blocks = scene.cluster.public_access_cidrs;
    if (blocks.is_absent() || (blocks.is_known() && is_open_to_all(blocks.value())))
        return {};
    const auto* route = default_route_of(node);
    if (blocks.is_known() && comes_as_itself(node, route))
        return admits_itself(scene, blocks.value(), node);
    const auto* gateway = nat_gateway_of(scene, route);
    if (blocks.is_unknown() || gateway == nullptr)
        return stopped_by({missing_fact(resource_name(scene.cluster),
                                        "whether publicAccessCidrs hold the address from which the "
                                        "nodes come")});
    return admits(scene, blocks.value(), *gateway);
}

Passage client_by_public_api(const Scene& scene, const std::string& client) {
    const auto& blocks = scene.cluster.public_access_cidrs;
    if (blocks.is_unknown())
        return stopped_by({missing_fact(resource_name(scene.cluster), "publicAccessCidrs")});
    Passage passage;
    const bool is_open = blocks.is_absent() || is_open_to_all(blocks.value());
    passage.path.push_back(
        is_open ? std::string("the public API admits everybody on the internet")
                : fmt::format("the public API admits {}", fmt::join(blocks.value(), ", ")));
    passage.assumptions.push_back(
        is_open ? client + " leads to the internet"
                : client + " leads to the internet, from an address that publicAccessCidrs hold");
    return passage;
}

}  // namespace inland::prove
