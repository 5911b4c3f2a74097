// SPDX-License-Identifier: Apache-2.0
#include "emulator/proxy.h"

#include "core/crypto.h"
#include "http/wire.h"

namespace inland::emulator {

namespace {

constexpr std::string_view nobody_said = "laptop";

}  // namespace

std::string connecting_as(const http::Request& request) {
    const auto header = request.headers.get_or_empty("Proxy-Authorization");
    constexpr std::string_view scheme = "Basic ";
    const auto decoded = header.starts_with(scheme)
                             ? decode_base64(std::string_view(header).substr(scheme.size()))
                             : std::nullopt;
    if (!decoded || decoded->empty() || decoded->front() == ':')
        return std::string(nobody_said);
    // Clients decode the URL's user name before they send it; those that do not are helped here.
    return http::percent_decode(std::string_view(*decoded).substr(0, decoded->find(':')));
}

void answer_connect(const ConnectContext& context, const http::Request& request,
                    std::function<void(http::ConnectDecision)> decide) {
    auto authority = http::parse_authority(request.target);
    if (!authority)
        return decide(http::ConnectRefusal{400, "the target is not host:port", ""});
    open_tunnel(context,
                {.host = std::move(authority->host),
                 .port = authority->port,
                 .who = connecting_as(request)},
                std::move(decide));
}

}  // namespace inland::emulator
