// SPDX-License-Identifier: Apache-2.0
// Between subnets, and between a subnet and a client's network.
#include "checker/connections.h"

namespace inland::checker {

namespace {

struct Pair {
    Addresses from, to;
};

std::vector<Pair> pairs_of(const Passage& passage) {
    std::vector<Pair> pairs;
    for (const Addresses& from : passage.from.addresses)
        for (const Addresses& to : passage.to.addresses)
            if (from.is_ipv4() == to.is_ipv4())
                pairs.push_back({from, to});
    return pairs;
}

void add_entry(std::vector<Hop>& hops, const Passage& passage, References references) {
    hops.push_back(hop(Component::GroupIngress, Side::To, passage.to.subnet));
    hops.back().references = references;
}

/// Neither routes nor network ACLs see what stays in a subnet.
Connection neighbours(const Passage& passage, const Pair& pair) {
    Connection made{pair.from, pair.to, {}};
    made.hops.push_back(hop(Component::GroupEgress, Side::To, passage.from.subnet));
    add_entry(made.hops, passage, References::Kept);
    return made;
}

/// The request's part of the way.
std::vector<Hop> there_by(const World& world, const Passage& passage, const Path& there) {
    std::vector<Hop> hops;
    add_departure(hops, world, passage, there.egress);
    add_arrival(hops, world, there, passage.to.subnet, Side::To);
    add_entry(hops, passage, there.ingress);
    return hops;
}

void add_both_ways(Connections& found, const World& world, const Passage& passage,
                   const Pair& pair) {
    for (const Path& there : paths_from({world, Side::To}, passage.from.subnet, pair.to)) {
        const auto hops = there_by(world, passage, there);
        if (!needs_reply(passage)) {
            found.push_back({pair.from, there.packets, hops});
            continue;
        }
        for (const Path& back : paths_from({world, Side::From}, passage.to.subnet, pair.from)) {
            Connection made{back.packets, there.packets, hops};
            made.hops.push_back(
                acl_hop(world, Component::AclEgress, Side::From, passage.to.subnet));
            add_arrival(made.hops, world, back, passage.from.subnet, Side::From);
            found.push_back(std::move(made));
        }
    }
}

/// From behind a transit gateway into a subnet is another look-up than the one on the way out.
Paths inwards(const World& world, const Path& outwards, const std::string& subnet,
              const Addresses& packets, Side to) {
    const auto* attachment =
        world.topology.find<topology::TransitGatewayAttachment>(outwards.target);
    if (outwards.end == End::Clients && attachment != nullptr)
        return paths_from_attachment({world, to}, outwards.target, packets);
    const auto* here = world.subnet(subnet);
    Path path{.packets = packets, .end = End::Vpc};
    if (here != nullptr && here->vpc.is_known())
        path.vpc = here->vpc.value().key;
    return {std::move(path)};
}

void add_outward(Connections& found, const World& world, const Passage& passage, const Pair& pair,
                 const Path& there) {
    Connection made{pair.from, there.packets, {}};
    add_departure(made.hops, world, passage, there.egress);
    add_way_to_clients(made.hops, world, there, pair.from, Side::To);
    if (!needs_reply(passage))
        return found.push_back(std::move(made));
    for (const Path& back : inwards(world, there, passage.from.subnet, pair.from, Side::From)) {
        found.push_back({back.packets, there.packets, made.hops});
        add_arrival(found.back().hops, world, back, passage.from.subnet, Side::From);
    }
}

void add_inward(Connections& found, const World& world, const Passage& passage, const Pair& pair,
                const Path& back) {
    for (const Path& there : inwards(world, back, passage.to.subnet, pair.to, Side::To)) {
        Connection made{back.packets, there.packets, {}};
        if (back.end == End::Unknown)
            made.hops = back.hops;  // nobody knows how they come in either
        add_arrival(made.hops, world, there, passage.to.subnet, Side::To);
        add_entry(made.hops, passage, there.ingress);
        add_way_to_clients(made.hops, world, back, there.packets, Side::From);
        made.hops.push_back(acl_hop(world, Component::AclEgress, Side::From, passage.to.subnet));
        found.push_back(std::move(made));
    }
}

}  // namespace

Connections between_subnets(const World& world, const Passage& passage) {
    Connections found;
    for (const Pair& pair : pairs_of(passage))
        if (passage.from.subnet == passage.to.subnet)
            found.push_back(neighbours(passage, pair));
        else
            add_both_ways(found, world, passage, pair);
    return found;
}

Connections to_clients(const World& world, const Passage& passage) {
    Connections found;
    for (const Pair& pair : pairs_of(passage))
        for (const Path& there : paths_from({world, Side::To}, passage.from.subnet, pair.to))
            add_outward(found, world, passage, pair, there);
    return found;
}

Connections from_clients(const World& world, const Passage& passage) {
    Connections found;
    for (const Pair& pair : pairs_of(passage))
        for (const Path& back : paths_from({world, Side::From}, passage.to.subnet, pair.from))
            add_inward(found, world, passage, pair, back);
    return found;
}

}  // namespace inland::checker
