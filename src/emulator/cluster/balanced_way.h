// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/machine/observed_network.h"
#include "emulator/services/elasticloadbalancing/probe.h"
#include "emulator/world.h"
#include "prove/packets/party.h"
#include "prove/place.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Load balancers on the way of a connection: where their names lead, and whom they hand on to.
namespace inland::emulator {

enum class BalancerKind { Classic, Network, Application };

/// A load balancer whose name somebody asked for. Plain data, as it is now.
struct NamedBalancer {
    BalancerKind kind = BalancerKind::Network;
    RecordKey key;
    bool is_internal = true;
    std::vector<prove::Place> places = {};    ///< its interfaces
    std::vector<Ipv4Address> addresses = {};  ///< that its name has: public ones unless internal
};

/// The balancer of that DNS name, which ignores case; nothing for other names.
std::optional<NamedBalancer> balancer_called(const World& world, std::string_view host);

/// What becomes of a connection that has come to a balancer's port.
enum class HandingOn {
    Answered,    ///< a target takes it
    NoListener,  ///< the balancer does not listen there
    NoTarget,    ///< no target is healthy, and none is tried
    Lost         ///< a target is tried, and does not answer
};

struct HandedOn {
    HandingOn end = HandingOn::NoListener;
    std::string listener_protocol = {};  ///< "TCP", "HTTP", "TLS"
    std::string listener = {};           ///< ARN of an Application Load Balancer's
    std::string answers = {};            ///< who: "pod/shop/orders-5d4f8c7b9-x2k4p", an instance
    std::string detail = {};
};

/// Of a listener's targets a healthy one is taken. A Network Load Balancer without any tries the
/// others, and where it keeps clients' addresses, the target's own groups must admit `client`. I/O
/// thread only.
HandedOn hand_on(World& world, const ObservedNetwork& observed, const NamedBalancer& balancer,
                 const prove::Party& client, std::uint16_t port);

/// What an Application Load Balancer does with a request: a target answers, or it does itself.
struct RequestChoice {
    int status = 200;
    std::string answerer = {};  ///< "" with status 200: nobody is healthy
    std::string body = {};      ///< of a fixed response
    std::string location = {};  ///< of a redirection
};

/// For a host and a path at a listener, by the listener's rules.
RequestChoice choice_of_request(World& world, const Scope& scope, const std::string& listener,
                                std::string_view host, std::string_view path);

}  // namespace inland::emulator
