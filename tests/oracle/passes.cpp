// SPDX-License-Identifier: Apache-2.0
#include "tests/oracle/passes.h"

#include <algorithm>

namespace inland::oracle {

namespace {

/// One packet under way, with everything that its fate depends on.
struct Passage {
    const World& world;
    const Trip& trip;
    const Packet& packet;
    const Choices& choices;
    Doubts doubts;

    [[nodiscard]] bool luck() const { return doubts == Doubts::For; }
};

bool has(const std::vector<int>& numbers, int number) {
    return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

/// Whom a rule of a group may see on the other side.
struct Peer {
    const End& end;
    Address address;
    bool references = true;
};

bool list_holds(const World& world, int list, Address address) {
    const auto& blocks = world.lists[static_cast<std::size_t>(list)];
    return std::any_of(blocks.begin(), blocks.end(),
                       [&](const Block& block) { return block.holds(address); });
}

bool names(const World& world, const GroupRule& rule, const Peer& peer) {
    if (rule.group)
        return peer.references && has(peer.end.groups, *rule.group);
    if (rule.list == storage_list)
        return peer.end.place == Place::Storage;
    return rule.list ? list_holds(world, *rule.list, peer.address) : rule.block.holds(peer.address);
}

bool rules_admit(const Passage& passage, const std::vector<GroupRule>& rules, const Peer& peer) {
    for (const GroupRule& rule : rules) {
        if (!same_protocol(rule.protocol, passage.packet.protocol) ||
            !port_matches(rule.protocol, rule.first_port, rule.last_port,
                          passage.packet.destination_port))
            continue;
        if (rule.doubtful ? passage.luck() : names(passage.world, rule, peer))
            return true;
    }
    return false;
}

const Group& group_at(const World& world, int group) {
    return world.groups[static_cast<std::size_t>(group)];
}

bool leaves_interface(const Passage& passage, bool references = true) {
    const Peer peer{passage.trip.to, passage.packet.destination, references};
    const auto& own = passage.trip.from.groups;
    return std::any_of(own.begin(), own.end(), [&](int group) {
        return rules_admit(passage, group_at(passage.world, group).egress, peer);
    });
}

bool enters_interface(const Passage& passage, bool references = true) {
    const Peer peer{passage.trip.from, passage.packet.source, references};
    const auto& own = passage.trip.to.groups;
    return std::any_of(own.begin(), own.end(), [&](int group) {
        return rules_admit(passage, group_at(passage.world, group).ingress, peer);
    });
}

enum class PublicPath { In, Out, OutByNat, EgressOnly };

/// VPC Block Public Access: how much of it spares a subnet decides.
bool spares(const World& world, int subnet, bool both_ways) {
    return std::any_of(world.exclusions.begin(), world.exclusions.end(), [&](const Exclusion& one) {
        const bool about = one.vpc == vpc_of(subnet) || one.subnet == subnet;
        return about && (one.both_ways || !both_ways);
    });
}

bool public_access(const World& world, int subnet, PublicPath path) {
    if (world.public_access == PublicAccess::Open || spares(world, subnet, true))
        return true;
    if (world.public_access == PublicAccess::BlockIngress)
        return path == PublicPath::OutByNat || path == PublicPath::EgressOnly;
    return path != PublicPath::In && spares(world, subnet, false);
}

bool gateway_knows(const World& world, Address address) {
    return std::any_of(world.vpn_routes.begin(), world.vpn_routes.end(),
                       [&](const Block& learned) { return learned.holds(address); });
}

/// A NAT gateway on the way to a private network: it loses what goes to the internet, and nobody
/// knows what it makes of the rest.
bool may_stay_private(const World& world, int vpc, const Packet& packet, const Choice& choice) {
    const Nat& nat = world.vpcs[static_cast<std::size_t>(vpc)].nat;
    if (!nat.is_public)
        return true;
    const auto next = travel(world, nat.subnet, packet, choice, Acls::Ignored).what;
    return next != Arrival::Internet && next != Arrival::Lost;
}

/// Into the other end's subnet, or lost, or nobody knows.
enum class Verdict { Stopped, Open, Unknown };

Verdict delivered(const Passage& passage, const Arrived& arrived, const Packet& packet,
                  int subnet) {
    if (arrived.what == Arrival::Unknown)
        return Verdict::Unknown;
    if (arrived.what != Arrival::Vpc || arrived.vpc != vpc_of(subnet))
        return Verdict::Stopped;
    return enters_subnet(passage.world, arrived, subnet, packet) ? Verdict::Open : Verdict::Stopped;
}

bool between_subnets(const Passage& passage) {
    const World& world = passage.world;
    const End& from = passage.trip.from;
    const End& to = passage.trip.to;
    if (from.subnet == to.subnet)
        return leaves_interface(passage) && enters_interface(passage);
    const Packet& packet = passage.packet;
    const Arrived there = travel(world, from.subnet, packet, passage.choices.out);
    if (!leaves_interface(passage, there.egress_references) ||
        !acl_admits(world, from.subnet, true, packet))
        return false;
    if (there.what == Arrival::Nat)
        return passage.luck() && may_stay_private(world, there.vpc, packet, passage.choices.on);
    const Verdict arrival = delivered(passage, there, packet, to.subnet);
    if (arrival != Verdict::Open)
        return arrival == Verdict::Unknown && passage.luck();
    if (!enters_interface(passage, there.ingress_references))
        return false;
    if (passage.trip.replies == Replies::Ignored)
        return true;
    const Packet reply = reply_to(packet);
    if (!acl_admits(world, to.subnet, true, reply))
        return false;
    const Verdict back = delivered(passage, travel(world, to.subnet, reply, passage.choices.back),
                                   reply, from.subnet);
    return back == Verdict::Open || (back == Verdict::Unknown && passage.luck());
}

/// What the clients send into a subnet, by the gateway that the subnet reaches them by.
Verdict comes_in(const Passage& passage, const Arrived& outwards, const Packet& packet, int subnet,
                 const Choice& choice, Arrived& inwards) {
    inwards = outwards.what == Arrival::TransitClients
                  ? travel_from_clients(passage.world, packet, choice)
                  : Arrived{Arrival::Vpc, vpc_of(subnet)};
    return delivered(passage, inwards, packet, subnet);
}

bool to_clients(const Passage& passage) {
    const World& world = passage.world;
    const int subnet = passage.trip.from.subnet;
    const Packet& packet = passage.packet;
    if (!leaves_interface(passage) || !acl_admits(world, subnet, true, packet))
        return false;
    const Arrived there = travel(world, subnet, packet, passage.choices.out);
    if (there.what == Arrival::Unknown)
        return passage.luck();
    if (there.what == Arrival::Nat)
        return passage.luck() && may_stay_private(world, there.vpc, packet, passage.choices.on);
    if (there.what == Arrival::VpnGateway ? !gateway_knows(world, packet.destination)
                                          : there.what != Arrival::TransitClients)
        return false;
    if (passage.trip.replies == Replies::Ignored)
        return true;
    Arrived inwards;
    const Verdict back =
        comes_in(passage, there, reply_to(packet), subnet, passage.choices.back, inwards);
    return back == Verdict::Open || (back == Verdict::Unknown && passage.luck());
}

bool from_clients(const Passage& passage) {
    const World& world = passage.world;
    const int subnet = passage.trip.to.subnet;
    const Packet reply = reply_to(passage.packet);
    const Arrived back = travel(world, subnet, reply, passage.choices.back);
    if (back.what == Arrival::Unknown)
        return passage.luck();
    if (back.what == Arrival::VpnGateway ? !gateway_knows(world, passage.packet.source)
                                         : back.what != Arrival::TransitClients)
        return false;
    Arrived inwards;
    const Verdict there =
        comes_in(passage, back, passage.packet, subnet, passage.choices.out, inwards);
    if (there != Verdict::Open)
        return there == Verdict::Unknown && passage.luck();
    return enters_interface(passage, inwards.ingress_references) &&
           acl_admits(world, subnet, true, reply);
}

bool whole_range_comes_back(const World& world, const Packet& packet, int subnet) {
    Packet reply = reply_to(packet);
    for (reply.destination_port = first_nat_port; reply.destination_port < 16;
         ++reply.destination_port)
        if (!acl_admits(world, subnet, false, reply))
            return false;
    return true;
}

Verdict verdict(bool passes) {
    return passes ? Verdict::Open : Verdict::Stopped;
}

/// From the NAT gateway on, and back to it.
Verdict beyond_nat(const Passage& passage, int nat_subnet) {
    const World& world = passage.world;
    const Packet& packet = passage.packet;
    if (!acl_admits(world, nat_subnet, true, packet))
        return Verdict::Stopped;
    const Arrived out = travel(world, nat_subnet, packet, passage.choices.on);
    const bool at_home = out.entrance < 0;
    if (out.what == Arrival::Lost ||
        (at_home && (out.what == Arrival::Vpc || out.what == Arrival::EgressOnly)))
        return Verdict::Stopped;
    if (out.what != Arrival::Internet || !at_home)
        return Verdict::Unknown;
    const bool own = public_access(world, passage.trip.from.subnet, PublicPath::OutByNat);
    const bool nats = public_access(world, nat_subnet, PublicPath::OutByNat);
    if (own != nats ? !passage.luck() : !own)
        return Verdict::Stopped;
    return verdict(passage.trip.replies == Replies::Ignored ||
                   whole_range_comes_back(world, packet, nat_subnet));
}

/// From the NAT gateway to whoever called.
Verdict back_from_nat(const Passage& passage, int nat_subnet) {
    const int subnet = passage.trip.from.subnet;
    if (passage.trip.replies == Replies::Ignored || nat_subnet == subnet)
        return Verdict::Open;
    const Packet reply = reply_to(passage.packet);
    if (!acl_admits(passage.world, nat_subnet, true, reply))
        return Verdict::Stopped;
    return delivered(passage, travel(passage.world, nat_subnet, reply, passage.choices.back), reply,
                     subnet);
}

bool by_nat(const Passage& passage, const Arrived& there) {
    const World& world = passage.world;
    const Nat& nat = world.vpcs[static_cast<std::size_t>(there.vpc)].nat;
    const int subnet = passage.trip.from.subnet;
    if (passage.packet.destination.six)
        return passage.luck();
    if (nat.subnet != subnet && (!acl_admits(world, subnet, true, passage.packet) ||
                                 !enters_subnet(world, there, nat.subnet, passage.packet)))
        return false;
    if (!nat.is_public || !nat.available)
        return false;
    const Verdict beyond = beyond_nat(passage, nat.subnet);
    if (beyond != Verdict::Open)
        return beyond == Verdict::Unknown && passage.luck();
    const Verdict back = back_from_nat(passage, nat.subnet);
    return back == Verdict::Open || (back == Verdict::Unknown && passage.luck());
}

/// What stands between the VPC's edge and the internet for an interface with addresses of its own.
bool leaves_directly(const Passage& passage, const Arrived& there) {
    const World& world = passage.world;
    const int subnet = passage.trip.from.subnet;
    const Address destination = passage.packet.destination;
    switch (there.what) {
        case Arrival::Internet:
            return there.entrance < 0 && public_access(world, subnet, PublicPath::Out) &&
                   (destination.six || passage.trip.from.public_address);
        case Arrival::EgressOnly:
            return destination.six && public_access(world, subnet, PublicPath::EgressOnly);
        case Arrival::VpnGateway:
            return passage.luck() && gateway_knows(world, destination);
        default:
            return (there.what == Arrival::TransitClients || there.what == Arrival::Unknown) &&
                   passage.luck();
    }
}

bool is_storage_route(const World& world, int subnet) {
    const int table = world.subnets[static_cast<std::size_t>(subnet)].own_table ? subnet : 0;
    return world.storage_there && vpc_of(subnet) == 0 && has(world.storage_subnets, table);
}

bool to_internet(const Passage& passage) {
    const World& world = passage.world;
    const int subnet = passage.trip.from.subnet;
    if (!leaves_interface(passage))
        return false;
    const bool by_endpoint =
        passage.trip.to.place == Place::Storage && is_storage_route(world, subnet);
    const Arrived there = travel(world, subnet, passage.packet, passage.choices.out);
    if (!by_endpoint && there.what == Arrival::Nat)
        return by_nat(passage, there);
    if (!acl_admits(world, subnet, true, passage.packet))
        return false;
    if (!by_endpoint && !leaves_directly(passage, there))
        return false;
    if (!by_endpoint && there.what == Arrival::Unknown)
        return true;
    return passage.trip.replies == Replies::Ignored ||
           acl_admits(world, subnet, false, reply_to(passage.packet));
}

bool from_internet(const Passage& passage) {
    const World& world = passage.world;
    const End& to = passage.trip.to;
    const Packet reply = reply_to(passage.packet);
    if (!public_access(world, to.subnet, PublicPath::In) || (!to.six && !to.public_address) ||
        !acl_admits(world, to.subnet, false, passage.packet) || !enters_interface(passage))
        return false;
    const Arrived back = travel(world, to.subnet, reply, passage.choices.back);
    if (back.what == Arrival::Unknown)
        return passage.luck();
    return back.what == Arrival::Internet && back.entrance < 0 &&
           acl_admits(world, to.subnet, true, reply);
}

}  // namespace

bool passes(const World& world, const Trip& trip, const Packet& packet, const Choices& choices,
            Doubts doubts) {
    const Passage passage{world, trip, packet, choices, doubts};
    if (trip.from.place == Place::Clients)
        return from_clients(passage);
    if (trip.from.place != Place::Subnet)
        return from_internet(passage);
    if (trip.to.place == Place::Subnet)
        return between_subnets(passage);
    return trip.to.place == Place::Clients ? to_clients(passage) : to_internet(passage);
}

}  // namespace inland::oracle
