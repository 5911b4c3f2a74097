// SPDX-License-Identifier: Apache-2.0
#include "cli/client_side.h"

#include "cli/observe.h"
#include "http/message.h"
#include "prove/living_clients.h"

#include <fmt/format.h>

namespace inland::cli {

namespace {

/// A host in the network that is neither its router nor its first machine.
constexpr std::uint32_t likely_host = 10;

std::string host_in(const Ipv4Prefix& network) {
    return network.at(network.size() > likely_host ? likely_host : 0).text();
}

}  // namespace

Result<std::string> default_client(Session& session, const std::string& cluster,
                                   std::stop_token stop) {
    const auto topology = TRY(observe(session, cluster, stop));
    if (const auto clients = prove::living_clients(topology); !clients.empty())
        return host_in(clients.front().block);
    for (const auto& [key, interface] : topology.all<topology::NetworkInterface>())
        if (interface.instance_id.is_known() && !interface.instance_id.value().empty())
            return "node/" + interface.instance_id.value();
    return failure(ErrorKind::NotFound,
                   fmt::format("no network is connected to {}'s VPC and it has no machines: say "
                               "--from WHO",
                               cluster));
}

std::string proxy_url(std::string_view embedded_url, std::string_view who) {
    const auto scheme = embedded_url.find("://");
    const auto host = scheme == embedded_url.npos ? embedded_url : embedded_url.substr(scheme + 3);
    return fmt::format("http://{}@{}", http::percent_encode(who), host);
}

}  // namespace inland::cli
