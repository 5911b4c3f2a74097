// SPDX-License-Identifier: Apache-2.0
#include "cli/way_in.h"

#include "cli/client_side.h"

#include <fmt/format.h>

namespace inland::cli {

namespace {

constexpr std::string_view session_prefix = "ssm:";

std::string host_of(const std::string& server) {
    const auto scheme = server.find("://");
    return scheme == server.npos ? server : server.substr(scheme + 3);
}

Result<WayIn> through_session(const Invocation& invocation, const Session& session,
                              std::string_view instance, const std::string& server) {
    auto tunnel = TRY(SsmTunnel::open({.instance = std::string(instance),
                                       .host = host_of(server),
                                       .region = session.region(),
                                       .profile = invocation.value_or("profile", "")},
                                      invocation.stop));
    auto connect_to = fmt::format("127.0.0.1:{}", tunnel->port());
    return WayIn{.connect_to = std::move(connect_to), .tunnel = std::move(tunnel)};
}

Result<WayIn> directly(const Invocation& invocation, Session& session, const std::string& cluster) {
    if (session.embedded_url().empty())
        return WayIn{};
    const auto who = TRY(default_client(session, cluster, invocation.stop));
    return WayIn{.proxy = proxy_url(session.embedded_url(), who)};
}

}  // namespace

Result<WayIn> way_in(const Invocation& invocation, Session& session, const std::string& cluster,
                     const std::string& server) {
    const auto via = invocation.value_or("via", "direct");
    if (via == "direct")
        return directly(invocation, session, cluster);
    if (via.starts_with("http://"))
        return WayIn{.proxy = via};
    if (via.starts_with(session_prefix) && via.size() > session_prefix.size())
        return through_session(invocation, session,
                               std::string_view(via).substr(session_prefix.size()), server);
    return failure(ErrorKind::InvalidInput,
                   fmt::format("--via {}: there are direct, http://PROXY and ssm:INSTANCE", via));
}

}  // namespace inland::cli
