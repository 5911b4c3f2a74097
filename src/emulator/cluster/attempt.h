// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace inland::emulator {

class World;

/// How it ended when somebody asked for a name, or for a connection.
enum class AttemptEnd {
    Resolved,    ///< the name has an answer; nobody connected
    Connected,   ///< somebody takes the connection
    NoSuchHost,  ///< NXDOMAIN
    NoResolver,  ///< nobody answers who is asked for names
    TimedOut,    ///< packets, or their replies, are lost
    Refused,     ///< the host is reached, but nothing listens there
    NoSuchPlace  ///< nobody of that name could ask, or the emulated network cannot be read
};

/// Who answers behind a load balancer, as far as the connection alone decides it.
struct BalancedAnswer {
    RecordKey balancer;
    std::string protocol;  ///< the listener's: "TCP", "HTTP", "TLS"
    std::string listener;  ///< of an Application Load Balancer, which chooses by requests
    std::string pod;       ///< "" where no target is healthy
};

/// What happened, step by step. Plain data.
struct Attempt {
    AttemptEnd end = AttemptEnd::NoSuchPlace;
    std::string detail;                  ///< one line, as a user of kubectl or dig would see it
    std::vector<std::string> addresses;  ///< that the name has; empty for public names
    std::vector<std::string> steps;
    std::optional<RecordKey> cluster;  ///< whose Kubernetes API has that name
    std::string endpoint;              ///< the VPC endpoint that takes the connection, or ""
    std::optional<BalancedAnswer> balanced;
};

/// What `who` (connect.h says how they are called) would be answered for a name, and what would
/// become of a TCP connection to it, in the emulated network as it is now. Changes nothing. I/O
/// thread only.
Attempt resolve_as(World& world, const std::string& who, const std::string& host);
Attempt connect_as(World& world, const std::string& who, const std::string& host,
                   std::uint16_t port);

/// {"end": "timed-out", "detail", "addresses", "steps"}, as the emulator's pages show it.
json::value attempt_json(const Attempt& attempt);

}  // namespace inland::emulator
