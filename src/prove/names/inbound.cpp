// SPDX-License-Identifier: Apache-2.0
#include "prove/names/resolution.h"
#include "prove/packets/connect.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::ResolverEndpoint;

constexpr std::uint16_t dns_port = 53;

bool answers(const Network& network, const Place& client, Ipv4Address address) {
    return std::ranges::all_of(
        std::vector<std::string_view>{"udp", "tcp"}, [&](std::string_view protocol) {
            return connect(network, client, address, protocol, dns_port).outcome == Outcome::Holds;
        });
}

/// An address of the endpoint that the client's servers reach.
std::optional<Ipv4Address> reached(const Network& network, const Place& client,
                                   const ResolverEndpoint& endpoint) {
    const bool is_inbound = endpoint.direction.value_or_default("") == "INBOUND";
    if (!is_inbound || !endpoint.addresses.is_known())
        return std::nullopt;
    for (const Ipv4Address address : endpoint.addresses.value())
        if (answers(network, client, address))
            return address;
    return std::nullopt;
}

bool is_private(const Answer& answer) {
    return answer.kind == AnswerKind::Cluster || answer.kind == AnswerKind::Endpoint ||
           answer.kind == AnswerKind::Addresses;
}

}  // namespace

Answer resolve_by_inbound(const Resolution& resolution, const Place& client,
                          std::string_view name) {
    const Network& network = resolution.network;
    for (const auto& [key, endpoint] : network.topology().all<ResolverEndpoint>()) {
        const auto* vpc = endpoint.vpc.is_known() ? network.vpc(endpoint.vpc.value().key) : nullptr;
        const auto address = vpc ? reached(network, client, endpoint) : std::nullopt;
        if (!address)
            continue;
        Answer answer = resolve_in_vpc(resolution, *vpc, name);
        if (!is_private(answer))
            continue;
        answer.assumptions.push_back(fmt::format("the name servers of {} forward {} to {} ({})",
                                                 client.name, name, address->text(),
                                                 resource_name(endpoint)));
        return after_step(fmt::format("the inbound endpoint {} is asked", resource_name(endpoint)),
                          std::move(answer));
    }
    return resolve_publicly(network, name);
}

}  // namespace inland::prove
