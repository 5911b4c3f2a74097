// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/attempt.h"

#include "emulator/cluster/balanced_way.h"
#include "emulator/cluster/client_place.h"
#include "emulator/cluster/forwarded_name.h"
#include "emulator/cluster/name_answer.h"
#include "emulator/cluster/public_source.h"
#include "emulator/machine/observed_network.h"
#include "emulator/registry/address.h"
#include "emulator/services/records.h"
#include "emulator/services/wildcard.h"
#include "prove/names/interfaces.h"
#include "prove/packets/connect.h"
#include "prove/packets/parties.h"

#include <algorithm>
#include <array>
#include <memory>

#include <boost/algorithm/string/predicate.hpp>
#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::uint16_t https_port = 443;
/// Which address a public name has does not matter to the emulated network; one of the internet's
/// stands for all (203.0.113.7, RFC 5737).
constexpr Ipv4Address somewhere_public{0xcb007107};

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

/// The interface endpoint that has the address, or "".
std::string endpoint_at(const prove::Network& network, Ipv4Address address) {
    for (const auto& [key, endpoint] : network.topology().all<topology::VpcEndpoint>())
        for (const auto* interface : prove::interfaces_of(network, endpoint)) {
            const auto& addresses = interface->private_addresses;
            if (addresses.is_known() &&
                std::ranges::find(addresses.value(), address) != addresses.value().end())
                return endpoint.id;
        }
    return {};
}

/// One attempt on its way.
class Trip {
  public:
    Trip(World& world, std::string who, std::string host)
        : world_(world), who_(std::move(who)), asked_(host), host_(std::move(host)) {}

    Attempt resolve() { return start() ? ask_for_name() : std::move(attempt_); }

    Attempt connect(std::uint16_t port) {
        port_ = port;
        if (!start() || ask_for_name().end != AttemptEnd::Resolved)
            return std::move(attempt_);
        if (balancer_)
            return connect_to_balancer();
        return is_public_ ? connect_publicly() : connect_to_addresses();
    }

  private:
    /// Finds whose network it is about and where in it `who` stands.
    bool start() {
        attempt_.cluster = cluster_of_host(world_, asked_);
        if (attempt_.cluster)
            host_ = host_of(*world_.store().find(*attempt_.cluster));
        const auto scope =
            attempt_.cluster ? std::optional(attempt_.cluster->scope) : scope_of_network(world_);
        if (!scope)
            return end(AttemptEnd::NoSuchHost, fmt::format("lookup {}: no such host", asked_));
        scope_ = *scope;
        auto observed = observe_network(world_, scope_);
        if (!observed) {
            attempt_.steps.push_back(observed.error().message);
            return end(AttemptEnd::NoSuchPlace, "the emulated network cannot be read");
        }
        observed_ = *std::move(observed);
        const auto place = client_place(world_, *scope, *observed_, who_);
        if (!place)
            return end(AttemptEnd::NoSuchPlace, place.error().message);
        place_ = place->place;
        translation_ = place->translation;
        pods_cluster_ = place->cluster;
        return true;
    }

    /// An address is nobody's to look up.
    Attempt& ask_for_name() {
        if (const auto address = Ipv4Address::parse(host_)) {
            addresses_ = {*address};
            attempt_.addresses = {address->text()};
            end(AttemptEnd::Resolved, address->text());
            return attempt_;
        }
        const auto answer = answer_of_name();
        attempt_.steps.push_back(fmt::format("{} asks for {}", place_.name, asked_));
        attempt_.steps.insert(attempt_.steps.end(), answer.steps.begin(), answer.steps.end());
        add_causes(attempt_.steps, answer.causes);
        is_public_ = answer.kind == prove::AnswerKind::Public;
        is_clients_ = answer.asked.has_value();
        addresses_ = answer.addresses;
        find_balancer();
        for (const auto address : addresses_)
            attempt_.addresses.push_back(address.text());
        end_of_name(answer.kind);
        return attempt_;
    }

    /// The name of a load balancer is public, whatever its addresses are.
    void find_balancer() {
        balancer_ = is_public_ ? balancer_called(world_, asked_) : std::nullopt;
        if (balancer_) {
            addresses_ = balancer_->addresses;
            is_public_ = false;
        }
    }

    /// Pods ask CoreDNS, which forwards some domains and leaves the rest to the VPC's resolver.
    prove::Answer answer_of_name() {
        const Somebody somebody{place_, translation_, pods_cluster_};
        if (auto forwarded = forwarded_answer(world_, scope_, *observed_, somebody, host_))
            return *std::move(forwarded);
        return answer_for(world_, network(), place_, host_);
    }

    void end_of_name(prove::AnswerKind kind) {
        if (kind == prove::AnswerKind::NoResolver)
            end(AttemptEnd::NoResolver, fmt::format("lookup {}: i/o timeout", asked_));
        else if (is_public_ ? !is_somebodys_public_name() : addresses_.empty())
            end(AttemptEnd::NoSuchHost, fmt::format("lookup {}: no such host", asked_));
        else
            end(AttemptEnd::Resolved, is_public_
                                          ? "a public address"
                                          : fmt::format("{}", fmt::join(attempt_.addresses, " ")));
    }

    [[nodiscard]] bool is_somebodys_public_name() const {
        return attempt_.cluster || is_aws_name(world_, network(), asked_);
    }

    /// Clients try one address after the other, and each is one of the balancer's interfaces.
    Attempt connect_to_balancer() {
        const auto own = party_of(*observed_, {place_, translation_});
        const bool has_way_out = balancer_->is_internal || place_.kind != prove::PlaceKind::Machine;
        if (!own || balancer_->addresses.empty() || (!has_way_out && !opens(somewhere_public)))
            return timed_out(asked_);
        const auto caller = balancer_->is_internal ? own : outsider();
        for (const auto& place : balancer_->places)
            if (opens(*caller, place))
                return end_at_balancer(*caller, place);
        return timed_out(addresses_.front().text());
    }

    /// Whoever comes by the internet comes from a public address.
    [[nodiscard]] std::optional<prove::Party> outsider() const {
        auto party = prove::party_of(network(), prove::Place::laptop());
        const auto source = public_source(network(), place_);
        if (party && source && *source != laptop_address)
            party->addresses = {prove::AddressRange::of(*source)};
        return party;
    }

    bool opens(const prove::Party& caller, const prove::Place& place) {
        const auto to = prove::party_of(network(), place);
        if (!to)
            return false;
        return holds(prove::connect(network(), caller, *to, "tcp", port_),
                     place.address.value_or(Ipv4Address{}));
    }

    Attempt end_at_balancer(const prove::Party& caller, const prove::Place& place) {
        const auto handed = hand_on(world_, *observed_, *balancer_, caller, port_);
        const auto at = fmt::format("{}:{}", place.address.value_or(Ipv4Address{}).text(), port_);
        attempt_.steps.push_back(
            fmt::format("the load balancer {}: {}", balancer_->key.id, handed.detail));
        const bool speaks_http = handed.listener_protocol.starts_with("HTTP");
        if (handed.end == HandingOn::Answered ||
            (handed.end == HandingOn::NoTarget && speaks_http)) {
            attempt_.balanced = BalancedAnswer{balancer_->key, handed.listener_protocol,
                                               handed.listener, handed.answers};
            end(AttemptEnd::Connected,
                handed.answers.empty()
                    ? fmt::format("connected to {}, which answers 503: {}", at, handed.detail)
                    : fmt::format("connected to {}, {} answers", at, handed.answers));
            return std::move(attempt_);
        }
        if (handed.end == HandingOn::Lost)
            return timed_out(at.substr(0, at.find(':')));
        end(AttemptEnd::Refused,
            handed.end == HandingOn::NoTarget
                ? fmt::format("read tcp {}: connection reset by peer: {}", at, handed.detail)
                : fmt::format("dial tcp {}: connect: connection refused", at));
        return std::move(attempt_);
    }

    /// Clients try one address after the other.
    Attempt connect_to_addresses() {
        for (const auto address : addresses_)
            if (opens(address)) {
                attempt_.endpoint = endpoint_at(network(), address);
                return accept(address.text());
            }
        return timed_out(addresses_.front().text());
    }

    bool opens(Ipv4Address address) { return holds(connection_to(address), address); }

    bool holds(const prove::Connection& connection, Ipv4Address address) {
        auto& steps = attempt_.steps;
        steps.push_back(fmt::format("{} connects to {}:{}", place_.name, address.text(), port_));
        steps.insert(steps.end(), connection.path.begin(), connection.path.end());
        add_causes(steps, connection.causes);
        return connection.outcome == prove::Outcome::Holds;
    }

    /// Pods have addresses that no interface shows, and outside of the VPC their nodes' own.
    prove::Connection connection_to(Ipv4Address address) {
        const auto pod = pod_at(world_, scope_, *observed_, address);
        const auto from = party_of(*observed_, {place_, translation_});
        const auto to = pod ? party_of(*observed_, *pod) : prove::party_at(network(), address);
        return from && to ? prove::connect(network(), *from, *to, "tcp", port_)
                          : prove::connect(network(), place_, address, "tcp", port_);
    }

    /// The API's public side, or the internet's: somebody outside is there already, others need a
    /// way out.
    Attempt connect_publicly() {
        const bool is_outside = place_.kind != prove::PlaceKind::Machine;
        if (!is_outside && !opens(somewhere_public))
            return timed_out(asked_);
        if (attempt_.cluster && !is_admitted())
            return timed_out(asked_);
        return accept(asked_);
    }

    /// publicAccessCidrs.
    bool is_admitted() {
        const auto* record = world_.store().find(*attempt_.cluster);
        const auto& blocks = find_array(*record, "resourcesVpcConfig.publicAccessCidrs");
        if (blocks.empty())
            return true;
        const auto source = public_source(network(), place_);
        const bool is_held = std::ranges::any_of(blocks, [&](const json::value& block) {
            return is_in(block, source.value_or(Ipv4Address{}));
        });
        attempt_.steps.push_back(fmt::format(
            "{}: the public endpoint {} {}", is_held ? "publicAccessCidrs" : "api-public-cidrs",
            is_held ? "admits" : "does not admit",
            source ? source->text() : "an address that nobody knows"));
        return is_held;
    }

    static bool is_in(const json::value& block, Ipv4Address address) {
        const auto prefix = block.is_string() ? Ipv4Prefix::parse(block.get_string())
                                              : Result<Ipv4Prefix>(Ipv4Prefix({}, 32));
        return prefix && prefix->contains(address);
    }

    Attempt accept(const std::string& address) {
        if (port_ == https_port || is_clients_)
            end(AttemptEnd::Connected, fmt::format("connected to {}:{}", address, port_));
        else
            end(AttemptEnd::Refused,
                fmt::format("dial tcp {}:{}: connect: connection refused", address, port_));
        return std::move(attempt_);
    }

    Attempt timed_out(const std::string& address) {
        end(AttemptEnd::TimedOut, fmt::format("dial tcp {}:{}: i/o timeout", address, port_));
        return std::move(attempt_);
    }

    /// False, for the callers that go no further.
    bool end(AttemptEnd end, std::string detail) {
        attempt_.end = end;
        attempt_.detail = std::move(detail);
        return false;
    }

    [[nodiscard]] const prove::Network& network() const { return observed_->network; }

    World& world_;
    std::string who_;
    std::string asked_;
    std::string host_;  ///< the asked one, in the spelling that the network knows
    std::uint16_t port_ = 0;
    Scope scope_;
    std::shared_ptr<const ObservedNetwork> observed_;
    prove::Place place_;
    std::shared_ptr<const prove::Translation> translation_;
    std::string pods_cluster_;  ///< where `who` is a pod
    std::vector<Ipv4Address> addresses_;
    std::optional<NamedBalancer> balancer_;  ///< whose name was asked for
    bool is_public_ = false;
    bool is_clients_ = false;  ///< on a client's network, where any port may be taken
    Attempt attempt_;
};

constexpr std::array end_names{"resolved",  "connected", "no-such-host", "no-resolver",
                               "timed-out", "refused",   "no-such-place"};

json::array texts_json(const std::vector<std::string>& texts) {
    json::array array;
    for (const auto& text : texts)
        array.emplace_back(text);
    return array;
}

}  // namespace

Attempt resolve_as(World& world, const std::string& who, const std::string& host) {
    return Trip(world, who, host).resolve();
}

Attempt connect_as(World& world, const std::string& who, const std::string& host,
                   std::uint16_t port) {
    return Trip(world, who, host).connect(port);
}

json::value attempt_json(const Attempt& attempt) {
    return json::object{{"end", end_names[static_cast<std::size_t>(attempt.end)]},
                        {"detail", attempt.detail},
                        {"addresses", texts_json(attempt.addresses)},
                        {"steps", texts_json(attempt.steps)}};
}

}  // namespace inland::emulator
