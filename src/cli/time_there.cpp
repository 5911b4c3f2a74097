// SPDX-License-Identifier: Apache-2.0
#include "cli/time_there.h"

namespace inland::cli {

TimePoint time_there(Session& session, const std::stop_token& stop) {
    const auto wall = SystemClock().now();
    if (session.embedded_url().empty())
        return wall;
    const auto answer = session.http().send({.method = "GET",
                                             .origin = session.embedded_url(),
                                             .target = "/_inland/clock",
                                             .headers = {},
                                             .body = {}},
                                            stop);
    const auto clock = answer ? parse_json(answer->body) : Result<json::value>(nullptr);
    return clock ? parse_iso8601(string_or_empty(*clock, "now")).value_or(wall) : wall;
}

}  // namespace inland::cli
