// SPDX-License-Identifier: Apache-2.0
#include "emulator/connect.h"

#include "emulator/aws_authority.h"
#include "emulator/cluster/client_place.h"
#include "emulator/cluster/cluster_api.h"
#include "emulator/machine/observed_network.h"
#include "emulator/registry/address.h"
#include "emulator/services/records.h"
#include "emulator/services/wildcard.h"
#include "prove/names/resolver.h"
#include "prove/packets/connect.h"

#include <algorithm>

#include <boost/algorithm/string/predicate.hpp>
#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr int bad_gateway = 502;
constexpr int gateway_timeout = 504;
constexpr std::uint16_t https_port = 443;
/// Which address a public name has does not matter to the emulated network; one of the internet's
/// stands for all (203.0.113.7, RFC 5737).
constexpr Ipv4Address somewhere_public{0xcb007107};

http::ConnectRefusal refusal(int status, std::string reason,
                             const std::vector<std::string>& steps) {
    return {status, std::move(reason), fmt::format("{}\n", fmt::join(steps, "\n"))};
}

/// The cluster whose API has that name, or nothing. Names ignore case (RFC 4343), and some clients
/// write them in small letters.
std::optional<RecordKey> cluster_of_host(const World& world, std::string_view host) {
    const auto origin = "https://" + std::string(host);
    for (const auto& [key, record] : world.store().list_everywhere(kind::cluster))
        if (boost::iequals(string_or_empty(*record, "endpoint"), origin))
            return key;
    return std::nullopt;
}

/// The host of a cluster's endpoint, as EKS spells it.
std::string host_of(const json::object& cluster) {
    const auto endpoint = string_or_empty(cluster, "endpoint");
    return endpoint.substr(std::min(endpoint.find("//") + 2, endpoint.size()));
}

/// Whose network a connection to some other name is about: the first that has a cluster, else the
/// first that has a VPC.
std::optional<Scope> scope_of_network(const World& world) {
    for (const auto kind : {kind::cluster, kind::vpc})
        if (const auto found = world.store().list_everywhere(kind); !found.empty())
            return found.front().first.scope;
    return std::nullopt;
}

/// Whether the emulated AWS answers for a public name: one of its services' in that Region, or a
/// registry that it stands in for.
bool is_aws_name(const World& world, const prove::Network& network, std::string_view host) {
    const auto& tables = network.tables();
    const auto is_named = [&](const std::string& pattern) {
        return matches_wildcard(knowledge::expand(pattern, network.placeholders()), host);
    };
    return registry::address_of_host(world, host) ||
           std::ranges::any_of(tables.services, is_named, &knowledge::ServiceName::host) ||
           std::ranges::any_of(tables.endpoints, [&](const knowledge::EndpointService& endpoint) {
               return std::ranges::any_of(endpoint.names, is_named);
           });
}

std::string cause_text(const prove::Cause& cause) {
    return fmt::format("{}{}{}: {}", cause.kind, cause.resource.empty() ? "" : " ", cause.resource,
                       cause.detail);
}

void add_causes(std::vector<std::string>& steps, const std::vector<prove::Cause>& causes) {
    std::ranges::transform(causes, std::back_inserter(steps), cause_text);
}

/// One attempt to reach a name as somebody, with what happened on the way.
class Attempt {
  public:
    Attempt(const ConnectContext& context, const ConnectTarget& target)
        : context_(context), target_(target), host_(target.host) {}

    http::ConnectDecision decide() {
        cluster_ = cluster_of_host(context_.world, target_.host);
        if (cluster_)
            host_ = host_of(*context_.world.store().find(*cluster_));
        const auto scope =
            cluster_ ? std::optional(cluster_->scope) : scope_of_network(context_.world);
        if (!scope)
            return no_such_host();
        const auto observed = observe_network(context_.world, *scope);
        if (!observed)
            return refusal(bad_gateway, "the emulated network cannot be read",
                           {observed.error().message});
        const auto place = client_place(context_.world, *scope, **observed, target_.who);
        if (!place)
            return refusal(bad_gateway, place.error().message, {});
        return resolve_and_connect((*observed)->network, *place);
    }

  private:
    http::ConnectDecision resolve_and_connect(const prove::Network& network,
                                              const prove::Place& place) {
        const auto answer = prove::resolve(network, place, host_);
        steps_.push_back(fmt::format("{} asks for {}", place.name, target_.host));
        steps_.insert(steps_.end(), answer.steps.begin(), answer.steps.end());
        add_causes(steps_, answer.causes);
        if (answer.kind == prove::AnswerKind::NotFound || answer.kind == prove::AnswerKind::Unknown)
            return no_such_host();
        if (answer.kind == prove::AnswerKind::NoResolver)
            return refusal(gateway_timeout,
                           fmt::format("dial tcp: lookup {}: i/o timeout", target_.host), steps_);
        if (answer.kind == prove::AnswerKind::Public)
            return connect_publicly(network, place);
        return connect_to(network, place, answer.addresses);
    }

    http::ConnectDecision no_such_host() const {
        return refusal(bad_gateway, fmt::format("dial tcp: lookup {}: no such host", target_.host),
                       steps_);
    }

    http::ConnectDecision timeout(const std::string& address) const {
        return refusal(gateway_timeout,
                       fmt::format("dial tcp {}:{}: i/o timeout", address, target_.port), steps_);
    }

    /// Clients try one address after the other.
    http::ConnectDecision connect_to(const prove::Network& network, const prove::Place& place,
                                     const std::vector<Ipv4Address>& addresses) {
        if (addresses.empty())
            return no_such_host();
        for (const auto address : addresses)
            if (opens(network, place, address))
                return accept(address.text());
        return timeout(addresses.front().text());
    }

    bool opens(const prove::Network& network, const prove::Place& place, Ipv4Address address) {
        const auto connection = prove::connect(network, place, address, "tcp", target_.port);
        steps_.push_back(
            fmt::format("{} connects to {}:{}", place.name, address.text(), target_.port));
        steps_.insert(steps_.end(), connection.path.begin(), connection.path.end());
        add_causes(steps_, connection.causes);
        return connection.outcome == prove::Outcome::Holds;
    }

    /// The API's public side, or the internet's: somebody outside is there already, others need a
    /// way out.
    http::ConnectDecision connect_publicly(const prove::Network& network,
                                           const prove::Place& place) {
        const bool is_outside = place.kind != prove::PlaceKind::Machine;
        if (!cluster_ && !is_aws_name(context_.world, network, target_.host))
            return no_such_host();
        if (!is_outside && !opens(network, place, somewhere_public))
            return timeout(target_.host);
        if (cluster_ && !is_open_to_everybody())
            return timeout(target_.host);
        return accept(target_.host);
    }

    /// publicAccessCidrs: what a client's public address is, the emulated world does not know, so
    /// anything less than everybody keeps it out.
    bool is_open_to_everybody() {
        const auto* record = context_.world.store().find(*cluster_);
        const auto& blocks = find_array(*record, "resourcesVpcConfig.publicAccessCidrs");
        const bool is_open = blocks.empty() || std::ranges::any_of(blocks, [](const auto& block) {
                                 return block == json::value("0.0.0.0/0");
                             });
        if (!is_open)
            steps_.emplace_back(
                "api-public-cidrs: the public endpoint admits listed addresses only");
        return is_open;
    }

    http::ConnectDecision accept(const std::string& address) {
        if (target_.port != https_port)
            return refusal(
                bad_gateway,
                fmt::format("dial tcp {}:{}: connect: connection refused", address, target_.port),
                steps_);
        if (!cluster_)
            return aws_host();
        auto host = kubernetes_host(context_.world, *cluster_);
        if (!host)
            return refusal(bad_gateway, host.error().message, steps_);
        return *std::move(host);
    }

    http::ConnectDecision aws_host() const {
        auto identity = aws_server_identity(context_.world, target_.host);
        if (!identity)
            return refusal(bad_gateway, identity.error().message, steps_);
        return http::VirtualHost{.tls = *std::move(identity),
                                 .handler = context_.aws,
                                 .receiver = context_.aws_receiver};
    }

    const ConnectContext& context_;
    const ConnectTarget& target_;
    std::string host_;  ///< the target\'s, in the spelling that the network knows
    std::optional<RecordKey> cluster_;
    std::vector<std::string> steps_;
};

}  // namespace

void connect_as(const ConnectContext& context, const ConnectTarget& target,
                std::function<void(http::ConnectDecision)> decide) {
    decide(Attempt(context, target).decide());
}

}  // namespace inland::emulator
