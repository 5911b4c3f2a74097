// SPDX-License-Identifier: Apache-2.0
#include "tests/oracle/travel.h"

#include <algorithm>

namespace inland::oracle {

namespace {

const Subnet& at(const World& world, int subnet) {
    return world.subnets[static_cast<std::size_t>(subnet)];
}

/// A way that a table offers for one address.
struct Candidate {
    enum class Rank { Local, Static, List, Propagated };
    Rank rank = Rank::Local;
    int length = 0;
    Target target = Target::Blackhole;
    int list = -1;
};

bool beats(const Candidate& one, const Candidate& other) {
    return one.length != other.length ? one.length > other.length : one.rank < other.rank;
}

Block local_block(int vpc, bool six) {
    return {vpc * vpc_size, vpc_length, six};
}

bool inside_local(const Block& learned) {
    return learned.length >= vpc_length &&
           local_block(0, learned.six).holds({learned.base, learned.six});
}

void add_static(std::vector<Candidate>& found, const World& world, const StaticRoute& route,
                Address address) {
    if (!route.list) {
        if (route.block.holds(address))
            found.push_back({Candidate::Rank::Static, route.block.length, route.target});
        return;
    }
    for (const Block& block : world.lists[static_cast<std::size_t>(*route.list)])
        if (block.holds(address))
            found.push_back({Candidate::Rank::List, block.length, route.target, *route.list});
}

/// A route to the VPC's whole block is the local one with another target; AWS allows only some. (A
/// black hole was an interface once.)
bool replaces_local(const StaticRoute& route, int vpc, bool six) {
    const Block local = local_block(vpc, six);
    return !route.list && route.block.six == six && route.block.length == local.length &&
           route.block.base == local.base &&
           (route.target == Target::Nat || route.target == Target::Blackhole);
}

std::vector<Candidate> candidates(const World& world, int subnet, Address address) {
    const int vpc = vpc_of(subnet);
    const Subnet& table =
        at(world, subnet).own_table ? at(world, subnet) : at(world, vpc == 0 ? 0 : 4);
    std::vector<Candidate> found;
    const bool replaced = std::any_of(
        table.routes.begin(), table.routes.end(),
        [&](const StaticRoute& route) { return replaces_local(route, vpc, address.six); });
    if (local_block(vpc, address.six).holds(address) && !replaced)
        found.push_back({Candidate::Rank::Local, vpc_length});
    for (const StaticRoute& route : table.routes)
        add_static(found, world, route, address);
    if (vpc == 0 && table.propagates && world.gateway_attached)
        for (const Block& learned : world.vpn_routes)
            if (learned.holds(address) && !inside_local(learned))
                found.push_back({Candidate::Rank::Propagated, learned.length, Target::VpnGateway});
    return found;
}

/// Longest prefix, then local, static, list, propagated. Of two lists that hold the address the
/// one that AWS prefers is all that counts.
std::optional<Candidate> route(const World& world, int subnet, Address address,
                               const Choice& choice) {
    auto found = candidates(world, subnet, address);
    const bool is_preferred_there = std::any_of(found.begin(), found.end(), [&](const auto& one) {
        return one.list == choice.preferred_list;
    });
    std::optional<Candidate> best;
    for (const Candidate& one : found) {
        if (is_preferred_there && one.list >= 0 && one.list != choice.preferred_list)
            continue;
        if (!best || beats(one, *best))
            best = one;
    }
    return best;
}

struct Journey {
    const World& world;
    const Packet& packet;
    const Choice& choice;
    Acls acls;

    [[nodiscard]] bool admits(int subnet, bool egress) const {
        return acls == Acls::Ignored || acl_admits(world, subnet, egress, packet);
    }
};

Arrived from_subnet(const Journey& journey, int from, int entrance);

const Attachment& attachment_at(const World& world, int number) {
    return world.attachments[static_cast<std::size_t>(number)];
}

bool carries(const Attachment& attachment, Address address) {
    return attachment.there && attachment.available && (!address.six || attachment.carries_six);
}

/// Longest prefix, then static routes, then what VPCs propagate, then what the clients do.
int transit_target(const World& world, const TransitTable& table, Address address) {
    int best_length = -1, best_rank = 0, target = -1;
    const auto offer = [&](const Block& block, int rank, int attachment) {
        if (!block.holds(address) || block.length < best_length ||
            (block.length == best_length && rank >= best_rank))
            return;
        best_length = block.length, best_rank = rank, target = attachment;
    };
    for (const TransitRoute& route : table.routes)
        offer(route.block, 0, route.attachment);
    for (int vpc = 0; vpc < vpc_count; ++vpc)
        if (table.propagates[static_cast<std::size_t>(vpc)] && attachment_at(world, vpc).there)
            offer(local_block(vpc, address.six), 1, vpc);
    if (table.propagates[client_attachment] && attachment_at(world, client_attachment).there)
        for (const Block& learned : world.transit_learned)
            offer(learned, 2, client_attachment);
    return target;
}

Arrived through_transit(const Journey& journey, const Attachment& by) {
    const World& world = journey.world;
    if (by.table < 0)
        return {};
    const int target =
        transit_target(world, world.transit_tables[static_cast<std::size_t>(by.table)],
                       journey.packet.destination);
    if (target < 0 || !carries(attachment_at(world, target), journey.packet.destination))
        return {};
    if (target == client_attachment)
        return {Arrival::TransitClients};
    const Attachment& to = attachment_at(world, target);
    const int pick = journey.choice.entrance[static_cast<std::size_t>(target)];
    const int entrance = to.subnets[static_cast<std::size_t>(pick) % to.subnets.size()];
    Arrived arrived = from_subnet(journey, entrance, entrance);
    arrived.ingress_references = world.transit_references && by.references && to.references;
    arrived.egress_references = false;
    return arrived;
}

Arrived into_transit(const Journey& journey, int from) {
    const Attachment& by = attachment_at(journey.world, vpc_of(from));
    if (!carries(by, journey.packet.destination))
        return {};
    const auto door = std::find_if(by.subnets.begin(), by.subnets.end(),
                                   [&](int subnet) { return zone_of(subnet) == zone_of(from); });
    if (door == by.subnets.end() || !journey.admits(*door, false))
        return {};
    return through_transit(journey, by);
}

Arrived across_peering(const World& world, int from, Address destination) {
    const int other = 1 - vpc_of(from);
    if (!world.peering_active || !local_block(other, destination.six).holds(destination))
        return {};
    return {Arrival::Vpc, other, -1, world.peering_in_region, world.peering_in_region};
}

Arrived from_subnet(const Journey& journey, int from, int entrance) {
    const World& world = journey.world;
    const int vpc = vpc_of(from);
    const Vpc& own = world.vpcs[static_cast<std::size_t>(vpc)];
    const auto chosen = route(world, from, journey.packet.destination, journey.choice);
    if (!chosen)
        return {};
    if (chosen->rank == Candidate::Rank::Local)
        return {Arrival::Vpc, vpc, entrance};
    if (chosen->target == Target::Blackhole)
        return {};
    const bool own_packets = entrance < 0;
    if (chosen->target == Target::Nat)
        return {Arrival::Nat, vpc, entrance};
    if (chosen->target == Target::Internet)
        return {own.internet_gateway ? Arrival::Internet : Arrival::Lost, vpc, entrance};
    if (!own_packets || chosen->target == Target::Appliance)
        return {Arrival::Unknown, vpc, entrance};
    switch (chosen->target) {
        case Target::VpnGateway:
            return {vpc == 0 && world.gateway_attached ? Arrival::VpnGateway : Arrival::Lost, vpc};
        case Target::EgressOnly:
            return {own.egress_only_gateway ? Arrival::EgressOnly : Arrival::Lost, vpc};
        case Target::Peering:
            return across_peering(world, from, journey.packet.destination);
        default:
            return into_transit(journey, from);
    }
}

bool uses_both_lists(const Subnet& subnet) {
    const auto uses = [&](int list) {
        return std::any_of(subnet.routes.begin(), subnet.routes.end(),
                           [&](const StaticRoute& route) { return route.list == list; });
    };
    return uses(0) && uses(1);
}

}  // namespace

std::vector<Choice> choices(const World& world) {
    std::vector<Choice> all;
    const auto entrances = [&](int vpc) {
        return static_cast<int>(attachment_at(world, vpc).subnets.size());
    };
    const bool lists = std::any_of(world.subnets.begin(), world.subnets.end(), uses_both_lists);
    for (int list = 0; list < (lists ? list_count : 1); ++list)
        for (int first = 0; first < entrances(0); ++first)
            for (int second = 0; second < entrances(1); ++second)
                all.push_back({list, {first, second}});
    return all;
}

Arrived travel(const World& world, int from, const Packet& packet, const Choice& choice,
               Acls acls) {
    return from_subnet({world, packet, choice, acls}, from, -1);
}

Arrived travel_from_clients(const World& world, const Packet& packet, const Choice& choice) {
    const Journey journey{world, packet, choice, Acls::Judged};
    return through_transit(journey, attachment_at(world, client_attachment));
}

bool same_protocol(Protocol rule, Protocol packet) {
    return rule == Protocol::All || rule == packet;
}

/// Ports matter only to rules that name a protocol.
bool port_matches(Protocol protocol, int first, int last, int port) {
    return protocol == Protocol::All || (first <= port && port <= last);
}

bool acl_admits(const World& world, int subnet, bool egress, const Packet& packet) {
    if (!at(world, subnet).has_acl)
        return true;
    const AclEntry* decisive = nullptr;
    for (const AclEntry& entry : at(world, subnet).acl) {
        const bool matches = entry.egress == egress &&
                             same_protocol(entry.protocol, packet.protocol) &&
                             port_matches(entry.protocol, entry.first_port, entry.last_port,
                                          packet.destination_port) &&
                             entry.block.holds(egress ? packet.destination : packet.source);
        if (matches && (decisive == nullptr || entry.number < decisive->number))
            decisive = &entry;
    }
    return decisive != nullptr && decisive->allow;
}

bool enters_subnet(const World& world, const Arrived& arrived, int subnet, const Packet& packet) {
    if (arrived.entrance == subnet)
        return true;
    if (arrived.entrance >= 0 && !acl_admits(world, arrived.entrance, true, packet))
        return false;
    return acl_admits(world, subnet, false, packet);
}

}  // namespace inland::oracle
