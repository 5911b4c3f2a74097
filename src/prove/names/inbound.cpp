// SPDX-License-Identifier: Apache-2.0
#include "prove/names/resolution.h"
#include "prove/packets/connect.h"
#include "prove/packets/parties.h"
#include "prove/packets/passage.h"
#include "prove/packets/protocol.h"

#include <algorithm>
#include <array>

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

/// Before it is made an endpoint may get any address of its subnets.
bool answers(const Network& network, const Place& client, const ResolverEndpoint& endpoint,
             const std::string& subnet) {
    const auto source = party_of(network, client);
    auto interface = subnet_party(network, subnet, resource_name(endpoint));
    if (!source || !interface)
        return false;
    carry(*interface, network, endpoint.security_groups, resource_name(endpoint));
    return std::ranges::all_of(std::array{udp_protocol, tcp_protocol}, [&](int protocol) {
        const Traffic question{protocol, {dns_port, dns_port}, client_ephemeral_ports};
        return must_pass(network, *source, *interface, question).outcome == Outcome::Holds;
    });
}

std::optional<std::string> reached_subnet(const Network& network, const Place& client,
                                          const ResolverEndpoint& endpoint) {
    if (endpoint.subnets.is_known())
        for (const auto& subnet : endpoint.subnets.value())
            if (answers(network, client, endpoint, subnet.key))
                return "its address in " + subnet.key;
    return std::nullopt;
}

/// An address of the endpoint that the client's servers reach, in words.
std::optional<std::string> reached(const Network& network, const Place& client,
                                   const ResolverEndpoint& endpoint) {
    if (endpoint.direction.value_or_default("") != "INBOUND")
        return std::nullopt;
    if (endpoint.addresses.is_absent())
        return reached_subnet(network, client, endpoint);
    if (endpoint.addresses.is_known())
        for (const Ipv4Address address : endpoint.addresses.value())
            if (answers(network, client, address))
                return address.text();
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
                                                 client.name, name, *address,
                                                 resource_name(endpoint)));
        return after_step(fmt::format("the inbound endpoint {} is asked", resource_name(endpoint)),
                          std::move(answer));
    }
    return resolve_publicly(network, name);
}

}  // namespace inland::prove
