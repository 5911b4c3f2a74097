// SPDX-License-Identifier: Apache-2.0
#include "cli/observe.h"

#include "sources/live.h"

namespace inland::cli {

Result<topology::Topology> observe(Session& session, const std::string& cluster,
                                   std::stop_token stop) {
    const auto caller = TRY(session.aws().caller_identity(stop));
    const auto describe = [&](std::string_view service, std::string_view operation,
                              json::object input) {
        return session.aws().call(service, operation, std::move(input), stop);
    };
    return sources::read_live(describe, {.cluster = cluster,
                                         .account = caller.account,
                                         .region = session.region(),
                                         .networks = sources::Networks::Connected,
                                         .refusals = sources::Refusals::AreUnknown});
}

}  // namespace inland::cli
