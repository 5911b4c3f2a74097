// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/elasticloadbalancing/probe.h"

#include "emulator/cluster/answerer.h"
#include "emulator/cluster/client_place.h"
#include "emulator/services/ec2/network_interface.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "prove/packets/connect.h"

#include <fmt/format.h>

namespace inland::emulator::balancing {

namespace {

/// Pods have addresses that no interface shows.
prove::Connection connection(World& world, const Scope& scope, const ObservedNetwork& observed,
                             const prove::Place& from, Ipv4Address address, std::uint16_t port) {
    if (const auto pod = pod_at(world, scope, observed, address))
        if (const auto to = party_of(observed, *pod))
            if (const auto party = party_of(observed, Somebody{from}))
                return prove::connect(observed.network, *party, *to, "tcp", port);
    return prove::connect(observed.network, from, address, "tcp", port);
}

}  // namespace

std::vector<prove::Place> places_of(const World& world, const Scope& scope, const Prober& prober) {
    std::vector<prove::Place> places;
    for (const auto& id : interfaces_of(world, scope, prober.owner_kind, prober.owner_id)) {
        const auto* interface =
            world.store().find({scope, std::string(kind::network_interface), id});
        const auto address = Ipv4Address::parse(text_of(*interface, "PrivateIpAddress"));
        if (!address)
            continue;
        places.push_back(prove::Place::machine(id, text_of(*interface, "SubnetId"), *address,
                                               values_at(*interface, "Groups[].GroupId")));
        places.back().group_rule = prober.filtering == Filtering::None ? prove::GroupRule::None
                                                                       : prove::GroupRule::Applies;
    }
    return places;
}

std::optional<std::string> obstacle(World& world, const Scope& scope, const Prober& prober,
                                    std::string_view address, std::uint16_t port) {
    const auto observed = observe_network(world, scope);
    const auto target = Ipv4Address::parse(address);
    if (!observed || !target)
        return "the target has no address";
    const auto answerer = answerer_at(world, scope, **observed, *target, port);
    if (answerer.listening == Listening::No)
        return answerer.detail;
    std::string reason;
    for (const auto& place : places_of(world, scope, prober)) {
        const auto reached = connection(world, scope, **observed, place, *target, port);
        if (reached.outcome == prove::Outcome::Holds)
            return std::nullopt;
        if (!reached.causes.empty())
            reason = fmt::format("{}: {}", reached.causes.front().resource,
                                 reached.causes.front().detail);
    }
    return reason;
}

}  // namespace inland::emulator::balancing
