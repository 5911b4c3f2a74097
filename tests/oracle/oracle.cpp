// SPDX-License-Identifier: Apache-2.0
#include "tests/oracle/oracle.h"

#include <algorithm>

namespace inland::oracle {

namespace {

struct Packet {
    int source, destination, source_port, destination_port;
    Protocol protocol;
};

bool same_protocol(Protocol rule, Protocol packet) {
    return rule == Protocol::All || rule == packet;
}

/// Ports matter only to rules that name a protocol.
bool port_matches(Protocol protocol, int first, int last, int port) {
    return protocol == Protocol::All || (first <= port && port <= last);
}

bool has(const std::vector<int>& numbers, int number) {
    return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

bool group_admits(const std::vector<GroupRule>& rules, const Packet& packet, int peer_address,
                  const std::vector<int>& peer_groups, bool doubtful_rules_count) {
    for (const GroupRule& rule : rules) {
        if (rule.doubtful && !doubtful_rules_count)
            continue;
        if (!same_protocol(rule.protocol, packet.protocol))
            continue;
        if (!port_matches(rule.protocol, rule.first_port, rule.last_port, packet.destination_port))
            continue;
        if (rule.doubtful)
            return true;
        if (rule.group ? has(peer_groups, *rule.group) : rule.block.holds(peer_address))
            return true;
    }
    return false;
}

bool leaves_interface(const World& world, const End& from, const End& to, const Packet& packet,
                      bool doubtful) {
    for (const int group : from.groups)
        if (group_admits(world.groups[static_cast<std::size_t>(group)].egress, packet,
                         packet.destination, to.groups, doubtful))
            return true;
    return false;
}

bool enters_interface(const World& world, const End& from, const End& to, const Packet& packet,
                      bool doubtful) {
    for (const int group : to.groups)
        if (group_admits(world.groups[static_cast<std::size_t>(group)].ingress, packet,
                         packet.source, from.groups, doubtful))
            return true;
    return false;
}

/// First match by number decides; nothing matches: deny.
bool acl_admits(const Subnet& subnet, bool egress, const Packet& packet) {
    if (!subnet.has_acl)
        return true;
    const AclEntry* decisive = nullptr;
    for (const AclEntry& entry : subnet.acl) {
        const int peer = egress ? packet.destination : packet.source;
        const bool matches = entry.egress == egress &&
                             same_protocol(entry.protocol, packet.protocol) &&
                             port_matches(entry.protocol, entry.first_port, entry.last_port,
                                          packet.destination_port) &&
                             entry.block.holds(peer);
        if (matches && (decisive == nullptr || entry.number < decisive->number))
            decisive = &entry;
    }
    return decisive != nullptr && decisive->allow;
}

enum class Way { Local, Gateway, Lost };

Way way_of(Target target) {
    return target == Target::Gateway ? Way::Gateway : Way::Lost;
}

/// Longest prefix; of equal ones local, then static, then propagated. A propagated route inside
/// the local one never counts.
Way route(const World& world, const Subnet& own, int destination) {
    const Subnet& table = own.own_table ? own : world.subnets[0];
    int best = -1;
    Way way = Way::Lost;
    const Block local{0, vpc_length};
    if (local.holds(destination)) {
        best = local.length;
        way = Way::Local;
    }
    for (const StaticRoute& candidate : table.routes)
        if (candidate.block.holds(destination) && candidate.block.length > best) {
            best = candidate.block.length;
            way = way_of(candidate.target);
            if (candidate.target == Target::Gateway && !world.gateway_attached)
                way = Way::Lost;
        }
    if (!table.propagates || !world.gateway_attached)
        return way;
    for (const Block& learned : world.vpn_routes) {
        const bool inside_local = learned.length >= local.length && local.holds(learned.base);
        if (!inside_local && learned.holds(destination) && learned.length > best) {
            best = learned.length;
            way = Way::Gateway;
        }
    }
    return way;
}

bool gateway_knows(const World& world, int address) {
    if (!world.gateway_attached)
        return false;
    for (const Block& learned : world.vpn_routes)
        if (learned.holds(address))
            return true;
    return false;
}

const Subnet& subnet_of(const World& world, const End& end) {
    return world.subnets[static_cast<std::size_t>(end.subnet)];
}

/// From one end's subnet to the other's, or between a subnet and the clients.
bool crosses(const World& world, const End& from, const End& to, const Packet& packet) {
    if (from.subnet >= 0 && from.subnet == to.subnet)
        return true;
    if (from.subnet >= 0) {
        const Way wanted = to.subnet >= 0 ? Way::Local : Way::Gateway;
        if (!acl_admits(subnet_of(world, from), true, packet))
            return false;
        if (route(world, subnet_of(world, from), packet.destination) != wanted)
            return false;
    }
    if (to.subnet >= 0)
        return acl_admits(subnet_of(world, to), false, packet) &&
               (from.subnet >= 0 || gateway_knows(world, packet.source));
    return gateway_knows(world, packet.destination);
}

bool request_passes(const World& world, const End& from, const End& to, const Packet& packet,
                    bool doubtful) {
    if (from.subnet >= 0 && !leaves_interface(world, from, to, packet, doubtful))
        return false;
    if (!crosses(world, from, to, packet))
        return false;
    return to.subnet < 0 || enters_interface(world, from, to, packet, doubtful);
}

/// Replies pass security groups because the request did.
bool reply_passes(const World& world, const End& from, const End& to, const Packet& request) {
    const Packet reply{request.destination, request.source, request.destination_port,
                       request.source_port, request.protocol};
    return crosses(world, to, from, reply);
}

bool all_pass(const World& world, const End& from, const End& to, Protocol protocol, int port,
              bool doubtful) {
    for (int source = from.first; source <= from.last; ++source)
        for (int destination = to.first; destination <= to.last; ++destination)
            for (int own_port = first_ephemeral; own_port <= last_ephemeral; ++own_port) {
                const Packet request{source, destination, own_port, port, protocol};
                if (source == destination)
                    continue;
                if (!request_passes(world, from, to, request, doubtful) ||
                    !reply_passes(world, from, to, request))
                    return false;
            }
    return true;
}

bool any_passes(const World& world, const End& from, const End& to, Protocol protocol,
                bool doubtful) {
    for (int source = from.first; source <= from.last; ++source)
        for (int destination = to.first; destination <= to.last; ++destination)
            for (int port = 0; port < 16; ++port)
                for (int own_port = 0; own_port < 16; ++own_port) {
                    const Packet request{source, destination, own_port, port, protocol};
                    if (source == destination)
                        continue;
                    if (request_passes(world, from, to, request, doubtful) &&
                        (from.subnet >= 0 || reply_passes(world, from, to, request)))
                        return true;
                }
    return false;
}

}  // namespace

Truth must_reach(const World& world, const End& from, const End& to, Protocol protocol, int port) {
    if (all_pass(world, from, to, protocol, port, false))
        return Truth::Holds;
    return all_pass(world, from, to, protocol, port, true) ? Truth::Unknown : Truth::Fails;
}

Truth never_reaches(const World& world, const End& from, const End& to, Protocol protocol) {
    if (any_passes(world, from, to, protocol, false))
        return Truth::Fails;
    return any_passes(world, from, to, protocol, true) ? Truth::Unknown : Truth::Holds;
}

Truth reaches_endpoint(const World& world, const End& from) {
    if (!world.endpoint_there || !world.endpoint_private_dns || !world.dns_support ||
        !world.dns_hostnames)
        return Truth::Fails;
    Truth worst = Truth::Holds;
    for (const int subnet : world.endpoint_subnets)
        worst = std::max(worst, must_reach(world, from, anywhere_in(subnet, world.endpoint_groups),
                                           Protocol::Tcp, https));
    return worst;
}

End anywhere_in(int subnet, std::vector<int> groups) {
    // AWS keeps the first four addresses and the last.
    return {subnet * subnet_size + 4, subnet * subnet_size + subnet_size - 2, subnet,
            std::move(groups)};
}

}  // namespace inland::oracle
