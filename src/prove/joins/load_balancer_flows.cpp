// SPDX-License-Identifier: Apache-2.0
// Load balancers that the source shows: from clients to them and from them to their targets, and
// the ways to them from the internet.
#include "prove/cause_kinds.h"
#include "prove/joins/flows.h"
#include "prove/joins/load_balancers.h"
#include "prove/packets/connect.h"
#include "prove/packets/security_group_filter.h"
#include "topology/network_interface.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::prove::flows {

namespace {

using topology::Attribute;
using topology::LoadBalancer;
using Ports = Attribute<std::vector<std::int64_t>>;

Passage missing_of(const LoadBalancer& balancer, const std::string& fact) {
    return stopped_by({missing_fact(resource_name(balancer), fact)});
}

Passage missing_of(const LoadBalancer& balancer, const BalancerPlaces& places) {
    Passage whole;
    for (const std::string& fact : places.missing)
        merge(whole, missing_of(balancer, fact));
    return whole;
}

PortRange port_range(std::int64_t port) {
    const auto number = static_cast<std::uint16_t>(port);
    return {number, number};
}

/// A call to each port.
Passage pass_ports(const Scene& scene, const Party& source, const Party& destination,
                   const std::vector<std::int64_t>& ports, const PortRange& source_ports) {
    Passage whole;
    for (const auto port : ports)
        merge(whole, must_pass(scene.network, source, destination,
                               {tcp_protocol, port_range(port), source_ports}));
    return whole;
}

/// One of a balancer's places, what it calls and on which ports.
struct Handing {
    const Scene& scene;
    const LoadBalancer& balancer;
    const Party& client;
    const Party& place;
    const std::vector<std::int64_t>& ports;
};

Passage hand_on(const Handing& handing, const Party& target) {
    return pass_ports(handing.scene, handing.place, target, handing.ports, nat_ephemeral_ports);
}

/// Whether a target's groups admit the clients themselves, whose addresses a network load balancer
/// keeps unless its target group says otherwise.
bool admits_client(const Handing& handing, const Party& target) {
    Party seen = handing.place;
    seen.addresses = handing.client.addresses;
    const Filter filter = ingress_filter(target, seen, tcp_protocol);
    return std::ranges::all_of(handing.ports, [&](std::int64_t port) {
        Boxes boxes;
        for (const AddressRange& from : seen.addresses)
            for (const AddressRange& to : target.addresses)
                boxes.push_back({from, to, nat_ephemeral_ports, port_range(port)});
        return divide(filter, boxes, Bound::Surely).blocked.empty();
    });
}

Passage hand_on_to_machine(const Handing& handing, const Party& target) {
    Passage passage = hand_on(handing, target);
    if (handing.balancer.kind == std::string("network") && !admits_client(handing, target))
        merge(passage, missing_of(handing.balancer,
                                  fmt::format("whether targets see clients' own addresses, which "
                                              "the groups of {} do not admit",
                                              target.name)));
    return passage;
}

/// Some of the nodes are the targets, nobody says which.
Passage hand_on_to_some(const Handing& handing) {
    Passage whole;
    bool some_hold = handing.scene.nodes.empty();
    for (const NodeSource& node : handing.scene.nodes) {
        Passage passage = hand_on_to_machine(handing, node.party);
        some_hold = some_hold || passage.outcome == Outcome::Holds;
        merge(whole, std::move(passage));
    }
    if (whole.outcome == Outcome::Fails && some_hold)
        return missing_of(handing.balancer, "which machines are its targets");
    return whole;
}

std::optional<Party> machine(const Network& network, const std::string& id) {
    for (const auto& [key, observed] : network.topology().all<topology::NetworkInterface>())
        if (observed.instance_id == id)
            return interface_party(network, observed);
    return std::nullopt;
}

Passage hand_on_to_target(const Handing& handing, const std::string& id) {
    const Network& network = handing.scene.network;
    const auto address = Ipv4Address::parse(id);
    if (const auto target = address ? party_at(network, *address) : machine(network, id))
        return address ? hand_on(handing, *target) : hand_on_to_machine(handing, *target);
    return missing_of(handing.balancer, "where its target " + id + " is");
}

Passage hand_on_to_targets(const Handing& handing) {
    const auto& ids = handing.balancer.target_ids;
    if (ids.is_unknown())
        return hand_on_to_some(handing);
    Passage whole;
    if (ids.is_known())
        for (const std::string& id : ids.value())
            merge(whole, hand_on_to_target(handing, id));
    return whole;
}

std::optional<std::vector<std::int64_t>> known(const Ports& ports) {
    return ports.value_or_default({});
}

Passage call(const Scene& scene, const Party& client, const LoadBalancer& balancer) {
    const BalancerPlaces places = places_of(scene.network, balancer);
    Passage whole = missing_of(balancer, places);
    const auto listeners = known(balancer.listener_ports);
    const auto targets = known(balancer.target_ports);
    if (!listeners)
        merge(whole, missing_of(balancer, "the listeners of " + resource_name(balancer)));
    if (!targets)
        merge(whole, missing_of(balancer, "the ports of its targets"));
    for (const Party& place : places.parties) {
        if (listeners)
            merge(whole, pass_ports(scene, client, place, *listeners, client_ephemeral_ports));
        if (targets)
            merge(whole, hand_on_to_targets({scene, balancer, client, place, *targets}));
    }
    return whole;
}

bool listens(const LoadBalancer& balancer) {
    return balancer.listener_ports.is_unknown() ||
           (balancer.listener_ports.is_known() && !balancer.listener_ports.value().empty());
}

std::string to_text(const LoadBalancer& balancer) {
    const auto ports = known(balancer.listener_ports);
    return fmt::format("{} tcp/{}", resource_name(balancer),
                       ports ? fmt::format("{}", fmt::join(*ports, ",")) : "*");
}

/// The internet's IPv4 addresses: a balancer's own are such.
Party the_internet() {
    return {.name = "the internet",
            .addresses = public_addresses(),
            .groups = {},
            .groups_missing = {},
            .service = {}};
}

/// What listens nowhere answers nobody.
std::vector<Traffic> calls_to(const LoadBalancer& balancer) {
    constexpr PortRange every_port{1, 65535};
    std::vector<Traffic> calls;
    const auto listeners = known(balancer.listener_ports);
    for (const auto port : listeners.value_or(std::vector<std::int64_t>()))
        calls.push_back({tcp_protocol, port_range(port), {}});
    if (!listeners)
        calls.push_back({tcp_protocol, every_port, {}});
    return calls;
}

Passage never_called(const Scene& scene, const LoadBalancer& balancer,
                     const std::vector<Traffic>& calls) {
    const BalancerPlaces places = places_of(scene.network, balancer);
    Passage whole = missing_of(balancer, places);
    for (const Party& place : places.parties)
        for (const Traffic& traffic : calls)
            merge(whole, must_not_pass(scene.network, the_internet(), place, traffic));
    if (whole.outcome == Outcome::Fails)
        whole.blockers.push_back(blocker_of(cause_kind::public_access_on, resource_name(balancer),
                                            "it has public addresses that the internet reaches",
                                            balancer.key));
    return whole;
}

/// Nothing where only such ports are open as nobody listens on.
std::optional<Passage> never_called(const Scene& scene, const LoadBalancer& balancer) {
    const std::vector<Traffic> everything{
        {tcp_protocol, {}, {}}, {udp_protocol, {}, {}}, {icmp_protocol, {}, {}}};
    Passage heard = never_called(scene, balancer, calls_to(balancer));
    if (heard.outcome != Outcome::Holds)
        return heard;
    Passage whole = never_called(scene, balancer, everything);
    return whole.outcome == Outcome::Holds ? std::optional(std::move(whole)) : std::nullopt;
}

/// Who makes the API public may well make services public too.
bool is_private(const Scene& scene) {
    return scene.cluster.endpoint_public_access.value_or_default(true) != std::optional(true);
}

}  // namespace

std::vector<Proof> client_load_balancers(const Scene& scene, const knowledge::Flow& flow) {
    std::vector<Proof> proofs;
    for (const LoadBalancer* balancer : balancers_of(scene)) {
        if (!listens(*balancer) || balancer->scheme == std::string("internet-facing"))
            continue;
        for (const ClientNetwork& client : scene.network.question().clients)
            proofs.push_back(proof_of(flow, client.name, to_text(*balancer),
                                      call(scene, client_party(client), *balancer)));
    }
    return proofs;
}

std::vector<Proof> public_load_balancers(const Scene& scene, const knowledge::Flow& flow) {
    std::vector<Proof> proofs;
    if (scene.network.question().wishes.ingress == Wish::Wanted || !is_private(scene))
        return proofs;
    for (const LoadBalancer* balancer : balancers_of(scene))
        if (auto passage = listens(*balancer) ? never_called(scene, *balancer) : std::nullopt)
            proofs.push_back(
                proof_of(flow, "the internet", to_text(*balancer), std::move(*passage)));
    return proofs;
}

}  // namespace inland::prove::flows
