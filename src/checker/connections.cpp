// SPDX-License-Identifier: Apache-2.0
#include "checker/connections.h"

#include "checker/vpn.h"

#include <algorithm>
#include <array>

namespace inland::checker {

namespace {

const topology::Subnet* subnet_of(const World& world, const topology::NatGateway* gateway) {
    return gateway != nullptr && gateway->subnet.is_known()
               ? world.subnet(gateway->subnet.value().key)
               : nullptr;
}

/// A public gateway loses on the internet what it takes for there. Others are not followed, nor
/// are what it sends to private networks.
bool is_lost_at(const World& world, const Path& path) {
    const auto* gateway = world.topology.find<topology::NatGateway>(path.target);
    const auto* subnet = subnet_of(world, gateway);
    if (subnet == nullptr || gateway->connectivity.value_or_default("public") != "public")
        return false;
    return std::ranges::all_of(
        paths_from({world, Side::To}, subnet->key, path.packets),
        [](const Path& out) { return out.end == End::Internet || out.end == End::Nowhere; });
}

/// A NAT gateway on the way to a private network: it drops replies to what it did not send.
void stop_at_nat(std::vector<Hop>& hops, const World& world, const Path& path, Side to) {
    hops.push_back(hop(Component::NatGateway, to, {}, path.target, Answer::No));
    if (to == Side::To && !is_lost_at(world, path))
        doubt(hops.back());
}

/// What Direct Connect does not announce its clients have no way to.
bool may_come_back(const World& world, const std::string& key, const Addresses& own) {
    const auto* attachment = world.topology.find<topology::TransitGatewayAttachment>(key);
    if (attachment == nullptr || !attachment->transit_gateway.is_known())
        return false;
    if (attachment->kind.value_or_default("") != "direct-connect-gateway")
        return true;
    const auto& all = world.topology.all<topology::DirectConnectAssociation>();
    return std::ranges::all_of(all, [&](const auto& row) {
        const auto& gateway = row.second.transit_gateway;
        const bool other =
            !gateway.is_unknown() &&
            (gateway.is_absent() || gateway.value() != attachment->transit_gateway.value());
        return other || is_announced(row.second, own);
    });
}

using Builder = Connections (*)(const World&, const Passage&);

Connections outside_only(const World& world, const Passage& passage) {
    (void)world;
    Hop beyond = hop(Component::Route, Side::To, {});
    doubt(beyond);
    return {{passage.from.addresses.front(), passage.to.addresses.front(), {beyond}}};
}

/// By where packets come from, then where they go to, in the order of Where.
constexpr std::array<std::array<Builder, 3>, 3> builders{{
    {between_subnets, to_clients, to_internet},
    {from_clients, outside_only, outside_only},
    {from_internet, outside_only, outside_only},
}};

}  // namespace

void add_arrival(std::vector<Hop>& hops, const World& world, Path path, const std::string& subnet,
                 Side to) {
    append(hops, path.hops);
    if (path.end == End::Nowhere || path.end == End::Unknown)
        return;
    if (path.end == End::Nat)
        return stop_at_nat(hops, world, path, to);
    const auto* there = world.subnet(subnet);
    const auto* vpc = there ? world.vpc_of(*there) : nullptr;
    if (path.end != End::Vpc || vpc == nullptr || vpc->key != path.vpc)
        return close(hops.back());
    if (path.entrance == subnet)
        return;  // what a transit gateway sends within its own subnet no ACL sees
    if (!path.entrance.empty())
        hops.push_back(acl_hop(world, Component::AclEgress, to, path.entrance));
    hops.push_back(acl_hop(world, Component::AclIngress, to, subnet));
}

void add_way_to_clients(std::vector<Hop>& hops, const World& world, Path path, const Addresses& own,
                        Side to) {
    append(hops, path.hops);
    if (path.end == End::Nowhere || path.end == End::Unknown)
        return;
    if (path.end == End::Nat)
        return stop_at_nat(hops, world, path, to);
    if (path.end != End::Clients)
        return close(hops.back());
    if (world.topology.find<topology::VpnGateway>(path.target) != nullptr)
        hops.push_back(hop(Component::VpnGateway, to, {}, path.target));
    else if (!may_come_back(world, path.target, own))
        doubt(hops.back());
}

void add_departure(std::vector<Hop>& hops, const World& world, const Passage& passage,
                   References references) {
    hops.push_back(hop(Component::GroupEgress, Side::To, passage.from.subnet));
    hops.back().references = references;
    hops.push_back(acl_hop(world, Component::AclEgress, Side::To, passage.from.subnet));
}

Connections connections(const World& world, const Passage& passage) {
    return builders.at(static_cast<std::size_t>(passage.from.where))
        .at(static_cast<std::size_t>(passage.to.where))(world, passage);
}

}  // namespace inland::checker
