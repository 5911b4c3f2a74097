// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"
#include "cli/session.h"
#include "cli/ssm_tunnel.h"
#include "core/result.h"

#include <memory>
#include <string>

namespace inland::cli {

/// The row of --via.
inline constexpr OptionRow via_row{
    "--via", "WAY",
    "how this machine reaches the Kubernetes API: direct (default), http://PROXY or ssm:INSTANCE"};

/// How this machine gets to a cluster's Kubernetes API: as http::ClientOptions take it, and what
/// has to stand meanwhile.
struct WayIn {
    std::string proxy;
    std::string connect_to;
    std::unique_ptr<SsmTunnel> tunnel;
};

/// What --via says: InvalidInput for what is no way; with ssm:INSTANCE the session is opened. On
/// the embedded AWS the direct way is that of its likeliest client.
Result<WayIn> way_in(const Invocation& invocation, Session& session, const std::string& cluster,
                     const std::string& server);

}  // namespace inland::cli
