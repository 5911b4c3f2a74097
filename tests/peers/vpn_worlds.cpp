// SPDX-License-Identifier: Apache-2.0
// Site-to-site VPN: the client has a router, and nothing at AWS.
#include "tests/peers/client_worlds.h"

#include <array>

namespace inland::testing {

namespace {

constexpr std::string_view peer = "203.0.113.10";

void tell_router(AwsCalls& calls, json::object router) {
    router["peer"] = peer;
    calls.post("/_inland/routers", router);
}

void drop_tunnels(AwsCalls& calls) {
    tell_router(calls, {{"tunnels", json::array{"DOWN", "DOWN"}}});
}

void raise_tunnels(AwsCalls& calls) {
    tell_router(calls, {});
}

void advertise_nothing(AwsCalls& calls) {
    tell_router(calls, {{"advertises", json::array()}});
}

void advertise_another(AwsCalls& calls) {
    tell_router(calls, {{"advertises", json::array{"172.17.0.0/16"}}});
}

/// Packets to it would stay in the VPC: AWS prefers its own blocks.
void advertise_overlapping(AwsCalls& calls) {
    tell_router(calls, {{"advertises", json::array{"10.40.0.0/24"}}});
}

ClientWorld with_static_routes(AwsCalls& /*calls*/) {
    return {"{vpn: {peer: 203.0.113.10, asn: 65010, routing: static, networks: [192.168.0.0/16]}}",
            {}};
}

/// The public side admits a stranger alone, so that the private one is all that clients have.
ClientWorld beside_a_public_api(AwsCalls& calls) {
    auto world = with_static_routes(calls);
    world.access = "{mode: public-and-private, publicCidrs: [198.51.100.0/24]}";
    return world;
}

ClientWorld with_bgp(AwsCalls& /*calls*/) {
    return {"{vpn: {peer: 203.0.113.10, asn: 65010, routing: bgp, networks: [172.16.0.0/16]}}", {}};
}

json::value nothing(AwsCalls& /*calls*/) {
    return {};
}

constexpr std::array static_breakages{
    Breakage{"PropagationOff", stop_propagation, "client.api-server", "no-route"},
    Breakage{"GroupClosed", close_clients_group, "client.api-server", "security-group-ingress"},
    Breakage{"TunnelsDown", drop_tunnels, "client.api-server", "no-route", raise_tunnels},
    Breakage{"AnswersDenied", deny_answers, "client.api-server", "nacl-egress", allow_answers},
    Breakage{"NameMadePublicWithoutResolver", publish_name, "client.api-name", "public-access-on"},
};

constexpr std::array public_breakages{
    Breakage{"ResolverMissing", remove_resolver, "client.api-name", "public-access-on"},
    Breakage{"ResolverClosed", close_resolver, "client.api-name", "public-access-on"},
    Breakage{"GroupClosed", close_clients_group, "client.api-server", "security-group-ingress"},
};

constexpr std::array bgp_breakages{
    Breakage{"PropagationOff", stop_propagation, "client.api-server", "no-route"},
    Breakage{"PeerAdvertisesNothing", advertise_nothing, "client.api-server", "no-route",
             raise_tunnels},
    Breakage{"PeerAdvertisesAnotherNetwork", advertise_another, "client.api-server", "no-route",
             raise_tunnels},
    Breakage{"PeerAdvertisesThePlaceOfTheVpc", advertise_overlapping, "client.api-server",
             "no-route", raise_tunnels},
    Breakage{"TunnelsDown", drop_tunnels, "client.api-server", "no-route", raise_tunnels},
};

constexpr std::array connections{
    Connection{"VpnWithStaticRoutes", "192.168.0.10", with_static_routes, nothing,
               static_breakages},
    Connection{"VpnBesideAPublicApi", "192.168.0.10", beside_a_public_api, nothing,
               public_breakages},
    Connection{"VpnWithBgp", "172.16.0.10", with_bgp, nothing, bgp_breakages},
};

}  // namespace

std::span<const Connection> vpn_connections() {
    return connections;
}

}  // namespace inland::testing
