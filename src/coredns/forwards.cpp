// SPDX-License-Identifier: Apache-2.0
#include "coredns/forwards.h"

#include "core/domain_name.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace inland::coredns {

namespace {

struct Scheme {
    std::string_view prefix;
    ForwardTransport transport;
    std::uint16_t port;
};

constexpr std::array<Scheme, 3> schemes{{{"dns://", ForwardTransport::Dns, 53},
                                         {"tls://", ForwardTransport::Tls, 853},
                                         {"", ForwardTransport::Dns, 53}}};

std::optional<std::uint16_t> parse_port(std::string_view text) {
    std::uint16_t port = 0;
    const auto* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, port);
    return read.ec == std::errc{} && read.ptr == end ? std::optional(port) : std::nullopt;
}

std::optional<ForwardServer> parse_server(std::string_view text) {
    const auto* const scheme = std::ranges::find_if(
        schemes, [text](const Scheme& each) { return text.starts_with(each.prefix); });
    text.remove_prefix(scheme->prefix.size());
    text = text.substr(0, text.find('%'));  // the name of a TLS server
    const auto colon = text.find(':');
    const auto port = colon == std::string_view::npos ? std::optional(scheme->port)
                                                      : parse_port(text.substr(colon + 1));
    const auto address = Ipv4Address::parse(text.substr(0, colon));
    if (!address || !port)
        return std::nullopt;
    return ForwardServer{*address, *port, scheme->transport};
}

/// Behind the plugin's name stands the zone that it is for, then servers up to its options.
void add_servers(const CorefileDirective& directive, Forward& forward) {
    constexpr std::size_t first = 2;
    for (std::size_t i = first; i < directive.tokens.size() && directive.tokens[i].text != "{"; ++i)
        if (const auto server = parse_server(directive.tokens[i].text))
            forward.servers.push_back(*server);
}

}  // namespace

std::vector<Forward> forwards_of(const Corefile& corefile) {
    std::vector<Forward> forwards;
    for (const CorefileBlock& block : corefile.blocks) {
        Forward forward;
        for (const CorefileDirective& directive : block.directives)
            if (directive.name() == "forward")
                add_servers(directive, forward);
        if (forward.servers.empty())
            continue;
        forward.zones = block.zones();
        forwards.push_back(std::move(forward));
    }
    return forwards;
}

const Forward* forward_for(const std::vector<Forward>& forwards, std::string_view name) {
    const auto asked = normal_zone(name);
    const Forward* closest = nullptr;
    std::size_t length = 0;
    for (const Forward& forward : forwards)
        for (const auto& zone : forward.zones)
            if (is_in(asked, zone) && zone.size() > length) {
                closest = &forward;
                length = zone.size();
            }
    return closest;
}

}  // namespace inland::coredns
