// SPDX-License-Identifier: Apache-2.0
#include "tests/oracle/oracle.h"

#include "tests/oracle/passes.h"

#include <algorithm>

namespace inland::oracle {

namespace {

/// What becomes of one packet over all choices.
struct Fate {
    bool always = true, sometimes = false;
};

/// Otherwise what is chosen beyond NAT gateways makes no difference.
bool meets_nat(const World& world, const Trip& trip, const Packet& packet, const Choice& choice) {
    return trip.from.place == Place::Subnet &&
           travel(world, trip.from.subnet, packet, choice, Acls::Ignored).what == Arrival::Nat;
}

Fate fate(const World& world, const Trip& trip, const Packet& packet, Doubts doubts) {
    Fate found;
    const auto& all = trip.choices;
    const std::vector<Choice> any{all.front()};
    const bool back = trip.replies == Replies::Needed;
    for (const Choice& first : all)
        for (const Choice& second : meets_nat(world, trip, packet, first) ? all : any)
            for (const Choice& third : back ? all : any) {
                const bool passed = passes(world, trip, packet, {first, second, third}, doubts);
                found.always = found.always && passed;
                found.sometimes = found.sometimes || passed;
            }
    return found;
}

/// Calls visit(packet) for every packet of the trip until it says to stop.
template <typename Visit>
void for_each_packet(const Trip& trip, Protocol protocol, int first_port, int last_port,
                     int first_own, int last_own, Visit&& visit) {
    for (int source = trip.from.first; source <= trip.from.last; ++source)
        for (int destination = trip.to.first; destination <= trip.to.last; ++destination)
            for (int port = first_port; port <= last_port; ++port)
                for (int own = first_own; own <= last_own; ++own) {
                    if (source == destination)
                        continue;
                    const Packet packet{
                        {source, trip.from.six}, {destination, trip.to.six}, own, port, protocol};
                    if (!visit(packet))
                        return;
                }
}

bool all_pass(const World& world, const Trip& trip, Protocol protocol, int port, Doubts doubts) {
    bool all = true;
    for_each_packet(trip, protocol, port, port, first_ephemeral, last_ephemeral,
                    [&](const Packet& packet) {
                        all = fate(world, trip, packet, doubts).always;
                        return all;
                    });
    return all;
}

bool any_passes(const World& world, const Trip& trip, Protocol protocol, Doubts doubts) {
    bool any = false;
    // Nothing looks at the port that a packet comes from but what replies meet.
    const int last_own = trip.replies == Replies::Needed ? 15 : 0;
    for_each_packet(trip, protocol, 0, 15, 0, last_own, [&](const Packet& packet) {
        any = fate(world, trip, packet, doubts).sometimes;
        return !any;
    });
    return any;
}

}  // namespace

Truth must_reach(const World& world, const End& from, const End& to, Protocol protocol, int port) {
    const Trip trip{from, to, Replies::Needed, choices(world)};
    if (all_pass(world, trip, protocol, port, Doubts::Against))
        return Truth::Holds;
    return all_pass(world, trip, protocol, port, Doubts::For) ? Truth::Unknown : Truth::Fails;
}

Truth never_reaches(const World& world, const End& from, const End& to, Protocol protocol) {
    const Trip trip{from, to, from.place == Place::Subnet ? Replies::Ignored : Replies::Needed,
                    choices(world)};
    if (any_passes(world, trip, protocol, Doubts::Against))
        return Truth::Fails;
    return any_passes(world, trip, protocol, Doubts::For) ? Truth::Unknown : Truth::Holds;
}

Truth reaches_endpoint(const World& world, const End& from) {
    if (!world.dns_support)
        return Truth::Fails;
    if (!world.endpoint_there || !world.endpoint_private_dns || !world.dns_hostnames)
        return must_reach(
            world, from,
            {.place = Place::Internet, .first = elsewhere, .last = elsewhere, .groups = {}},
            Protocol::Tcp, https);
    Truth worst = Truth::Holds;
    for (const int subnet : world.endpoint_subnets)
        worst = std::max(worst, must_reach(world, from, anywhere_in(subnet, world.endpoint_groups),
                                           Protocol::Tcp, https));
    return worst;
}

End anywhere_in(int subnet, std::vector<int> groups, bool six) {
    // AWS keeps the first four addresses and the last.
    return {.first = first_address(subnet) + 4,
            .last = first_address(subnet) + subnet_size - 2,
            .six = six,
            .subnet = subnet,
            .groups = std::move(groups)};
}

}  // namespace inland::oracle
