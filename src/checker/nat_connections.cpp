// SPDX-License-Identifier: Apache-2.0
// To the internet by a NAT gateway (VPC-SEMANTICS 1.4).
#include "checker/connections.h"

namespace inland::checker {

namespace {

/// Of its own calls; its subnet's network ACL must let replies to all of them in.
constexpr PortRange nat_ports{1024, 65535};

Answer state_of(const topology::NatGateway& gateway, int protocol) {
    if (gateway.connectivity.is_unknown() || gateway.state.is_unknown())
        return Answer::Unknown;
    const bool translates = protocol == 6 || protocol == 17 || protocol == 1;
    const bool works = gateway.connectivity.value_or_default("public") == "public" &&
                       gateway.state.value_or_default("available") == "available";
    return translates && works ? Answer::Yes : Answer::No;
}

/// A gateway and whom it serves.
struct Nat {
    const World& world;
    const Passage& passage;
    const topology::Subnet& subnet;
    bool is_neighbour;  ///< in the caller's own subnet, where no ACL sees packets
};

void add_way_to_gateway(std::vector<Hop>& hops, const Nat& nat, const Path& path) {
    if (nat.is_neighbour) {
        hops.push_back(hop(Component::GroupEgress, Side::To, nat.passage.from.subnet));
        return append(hops, path.hops);
    }
    add_departure(hops, nat.world, nat.passage, References::Kept);
    append(hops, path.hops);
    if (path.entrance == nat.subnet.key)
        return;
    if (!path.entrance.empty())
        hops.push_back(acl_hop(nat.world, Component::AclEgress, Side::To, path.entrance));
    hops.push_back(acl_hop(nat.world, Component::AclIngress, Side::To, nat.subnet.key));
}

/// AWS does not say whose exclusion from Block Public Access counts when only one has one.
Hop public_access_of(const Nat& nat) {
    const auto* source = nat.world.subnet(nat.passage.from.subnet);
    const Answer gateways = public_access(nat.world, nat.subnet, PublicPath::OutByNat);
    const Answer sources =
        source ? public_access(nat.world, *source, PublicPath::OutByNat) : Answer::Unknown;
    return hop(Component::PublicAccess, Side::To, nat.subnet.key, {},
               gateways == sources ? gateways : Answer::Unknown);
}

void add_way_out(std::vector<Hop>& hops, const Nat& nat, const Path& out) {
    hops.push_back(acl_hop(nat.world, Component::AclEgress, Side::To, nat.subnet.key));
    append(hops, out.hops);
    const bool ends = out.end == End::Nowhere || out.end == End::Unknown;
    if (out.end == End::Nat || out.end == End::Clients || !out.entrance.empty())
        doubt(hops.back());
    else if (out.end == End::Internet)
        hops.push_back(public_access_of(nat));
    else if (!ends)
        close(hops.back());
    if (!needs_reply(nat.passage))
        return;
    hops.push_back(acl_hop(nat.world, Component::AclIngress, Side::From, nat.subnet.key));
    hops.back().source_ports = nat_ports;
}

/// Back from the gateway to each part of the callers.
void add_ways_back(Connections& found, const Nat& nat, const Connection& out,
                   const Addresses& from) {
    if (nat.is_neighbour || !needs_reply(nat.passage))
        return found.push_back({from, out.to, out.hops});
    for (const Path& back : paths_from({nat.world, Side::From}, nat.subnet.key, from)) {
        found.push_back({back.packets, out.to, out.hops});
        auto& hops = found.back().hops;
        hops.push_back(acl_hop(nat.world, Component::AclEgress, Side::From, nat.subnet.key));
        add_arrival(hops, nat.world, back, nat.passage.from.subnet, Side::From);
    }
}

Connections lost_sight(const Passage& passage, const Path& path) {
    Connections found;
    for (const Addresses& from : passage.from.addresses) {
        if (from.is_ipv4() != path.packets.is_ipv4())
            continue;
        found.push_back({from, path.packets, path.hops});
        found.back().hops.push_back(hop(Component::NatGateway, Side::To, {}, path.target));
        doubt(found.back().hops.back());
    }
    return found;
}

}  // namespace

Connections by_nat_gateway(const World& world, const Passage& passage, const Path& path) {
    const auto* gateway = world.topology.find<topology::NatGateway>(path.target);
    const auto* subnet = gateway ? world.topology.find(gateway->subnet) : nullptr;
    if (subnet == nullptr || !path.packets.is_ipv4())
        return lost_sight(passage, path);
    const Nat nat{world, passage, *subnet, subnet->key == passage.from.subnet};
    Connections found;
    for (const Path& out : paths_from({world, Side::To}, subnet->key, path.packets)) {
        Connection made{{}, out.packets, {}};
        add_way_to_gateway(made.hops, nat, path);
        made.hops.push_back(hop(Component::NatGateway, Side::To, subnet->key, gateway->key,
                                state_of(*gateway, passage.protocol)));
        add_way_out(made.hops, nat, out);
        for (const Addresses& from : passage.from.addresses)
            if (from.is_ipv4())
                add_ways_back(found, nat, made, from);
    }
    return found;
}

}  // namespace inland::checker
