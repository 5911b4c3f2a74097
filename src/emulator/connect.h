// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/server.h"

#include <cstdint>
#include <functional>
#include <string>

namespace inland::emulator {

class World;

/// What a client of the CONNECT proxy asks for. `who` is the user name of Proxy-Authorization,
/// decoded: an address on a connected network ("192.168.0.10"), "node/NAME", "pod/NAMESPACE/NAME"
/// or "laptop", which is also what a client that does not say is.
struct ConnectTarget {
    std::string host;
    std::uint16_t port = 443;
    std::string who = "laptop";
};

/// What the tunnels may end at.
struct ConnectContext {
    World& world;
    /// The AWS API itself, for service names that resolve inside the emulated world.
    http::Handler aws;
    /// Who receives the bodies of what the AWS API's handler does not want whole.
    http::ReceiverChooser aws_receiver = {};
};

/// Resolves and connects as `target.who` would in the emulated world and calls `decide` once, now
/// or after work in the pool, on the I/O thread. A refusal's reason is one line, as a user of
/// kubectl sees it ("no such host", "i/o timeout: security group sg-1 admits no tcp/443 from ..."),
/// its body the steps. Implemented in cluster/tunnel.cpp.
void open_tunnel(const ConnectContext& context, const ConnectTarget& target,
                 std::function<void(http::ConnectDecision)> decide);

}  // namespace inland::emulator
