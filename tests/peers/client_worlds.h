// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/peers/aws_calls.h"

#include <ostream>
#include <span>
#include <string>
#include <string_view>

namespace inland::testing {

/// What stands on the client's side before Inland comes, and what a spec says of it.
struct ClientWorld {
    std::string connect;  ///< the spec's block
    json::value before;   ///< how the client's own resources look, untouched
    std::string access = "private";
};

/// Somebody breaks a connection that worked: what a proof of the living cluster must then say, and
/// kubectl meet.
struct Breakage {
    std::string_view name;
    void (*break_it)(AwsCalls& calls);
    std::string_view flow;
    std::string_view cause;
    /// Where `inland apply` cannot mend it: nullptr where it can.
    void (*mend_it)(AwsCalls& calls) = nullptr;
};

/// One way to connect a client's network.
struct Connection {
    std::string_view name;
    std::string_view client;  ///< an address on the network
    ClientWorld (*prepare)(AwsCalls& calls);
    /// How the client's own resources look now.
    json::value (*look)(AwsCalls& calls);
    std::span<const Breakage> breakages;
};

inline void PrintTo(const Connection& connection, std::ostream* out) {
    *out << connection.name;
}

std::span<const Connection> vpn_connections();
std::span<const Connection> direct_connections();
std::span<const Connection> transit_connections();
std::span<const Connection> direct_transit_connections();

// What clients' worlds are made of.

/// A transit gateway with a VPN to `block` behind it; its id.
std::string make_transit_gateway(AwsCalls& calls, std::string_view block);
/// It, its VPN's attachment, and its table's routes to the client.
json::value look_at_transit_gateway(AwsCalls& calls);
/// A Direct Connect gateway; its id.
std::string make_direct_connect_gateway(AwsCalls& calls);
json::value look_at_direct_connect(AwsCalls& calls);
/// The router behind it tells AWS of these networks only.
void advertise_by_direct_connect(AwsCalls& calls, json::array networks);
/// Its association allows a part of the VPC's block only, in which nothing stands.
void narrow_prefixes(AwsCalls& calls);

// Breakages that several connections share.

/// Every table of the cluster's network forgets the VPN gateway's routes.
void stop_propagation(AwsCalls& calls);
/// The group that lets API clients in lets nobody in.
void close_clients_group(AwsCalls& calls);
/// An ACL keeps what goes back to the client's network, and the way to make it as it was.
void deny_answers(AwsCalls& calls);
void allow_answers(AwsCalls& calls);
/// The VPC's resolver is asked no more: its endpoint is gone, or lets nobody in.
void remove_resolver(AwsCalls& calls);
void close_resolver(AwsCalls& calls);
/// The API's name leads to public addresses, which admit a stranger alone.
void publish_name(AwsCalls& calls);

/// The only resource of a list; null, and the test fails, when there are none or more.
json::value only(const json::value& answer, std::string_view list);
std::string text_in(const json::value& document, std::string_view path);

}  // namespace inland::testing
