// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/balanced_way.h"

#include "emulator/cluster/answerer.h"
#include "emulator/services/elasticloadbalancing/classic/classic.h"
#include "emulator/services/elasticloadbalancing/classic/health.h"
#include "emulator/services/elasticloadbalancing/healthy_targets.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/wildcard.h"
#include "prove/packets/connect.h"
#include "prove/packets/security_group_filter.h"

#include <algorithm>

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/predicate.hpp>
#include <fmt/format.h>

namespace inland::emulator {

namespace {

using balancing::HealthyTarget;

std::optional<RecordKey> key_called(const World& world, std::string_view kind,
                                    std::string_view host) {
    for (const auto& [key, record] : world.store().list_everywhere(kind))
        if (boost::iequals(text_of(*record, "DNSName"), host) && !flag_of(*record, "_deleted"))
            return key;
    return std::nullopt;
}

BalancerKind kind_of(const json::object& record) {
    return text_of(record, "Type") == "application" ? BalancerKind::Application
                                                    : BalancerKind::Network;
}

/// The public addresses of an internet-facing one's interfaces, in the order of its places.
std::optional<Ipv4Address> public_address_of(const World& world, const Scope& scope,
                                             const std::string& interface) {
    const auto* record =
        world.store().find({scope, std::string(kind::network_interface), interface});
    const auto address = Ipv4Address::parse(
        record == nullptr ? "" : text_of(object_of(*record, "Association"), "PublicIp"));
    return address ? std::optional(*address) : std::nullopt;
}

void find_places(const World& world, const json::object& record, NamedBalancer& balancer) {
    const bool filters =
        balancer.kind != BalancerKind::Network || !list_of(record, "SecurityGroups").empty();
    balancer.places =
        balancing::places_of(world, balancer.key.scope,
                             {balancer.key.kind, balancer.key.id,
                              filters ? balancing::Filtering::Groups : balancing::Filtering::None});
    for (const auto& place : balancer.places) {
        const auto address = balancer.is_internal
                                 ? place.address
                                 : public_address_of(world, balancer.key.scope, place.name);
        if (address)
            balancer.addresses.push_back(*address);
    }
}

/// A listener as all kinds have it.
struct Listener {
    std::string protocol;
    std::string arn;
    std::vector<HealthyTarget> healthy = {};
    std::vector<HealthyTarget> others = {};
    bool keeps_addresses = false;
};

std::optional<Listener> classic_listener(World& world, const RecordKey& key, std::uint16_t port) {
    const auto record = *world.store().find(key);
    for (const auto& row : list_of(record, "ListenerDescriptions")) {
        const auto& described = object_of(row.as_object(), "Listener");
        if (number_of(described, "LoadBalancerPort") != port)
            continue;
        Listener listener{.protocol = text_of(described, "Protocol"), .arn = {}};
        for (const auto& instance : list_of(record, "Instances")) {
            const auto id = text_of(instance.as_object(), "InstanceId");
            const auto state = classic::instance_state(world, key.scope, record, id);
            HealthyTarget target{id, balancing::address_of_instance(world, key.scope, id),
                                 static_cast<std::uint16_t>(number_of(described, "InstancePort"))};
            (text_of(state, "State") == "InService" ? listener.healthy : listener.others)
                .push_back(std::move(target));
        }
        return listener;
    }
    return std::nullopt;
}

std::optional<Listener> modern_listener(World& world, const RecordKey& key, std::uint16_t port) {
    for (const auto& [arn, record] : world.store().list(key.scope, kind::listener)) {
        if (text_of(*record, "LoadBalancerArn") != key.id || number_of(*record, "Port") != port)
            continue;
        Listener listener{.protocol = text_of(*record, "Protocol"), .arn = arn};
        auto targets = balancing::targets_of_listener(world, key.scope, arn);
        listener.healthy = std::move(targets.healthy);
        listener.others = std::move(targets.others);
        listener.keeps_addresses = targets.keeps_client_addresses;
        return listener;
    }
    return std::nullopt;
}

/// Whether a target's own groups admit the clients themselves. A balancer that has groups is known
/// to its targets by them, whatever addresses they see.
bool admits_client(const ObservedNetwork& observed, const HealthyTarget& target,
                   const prove::Party& client) {
    const auto address = Ipv4Address::parse(target.address);
    const auto party = address ? prove::party_at(observed.network, *address) : std::nullopt;
    if (!party)
        return true;
    const auto filter = prove::ingress_filter(*party, client, prove::tcp_protocol);
    prove::Boxes boxes;
    for (const auto& from : client.addresses)
        for (const auto& to : party->addresses)
            boxes.push_back({from, to, prove::nat_ephemeral_ports, {target.port, target.port}});
    return prove::divide(filter, boxes, prove::Bound::Surely).blocked.empty();
}

std::string who_answers(World& world, const Scope& scope, const ObservedNetwork& observed,
                        const HealthyTarget& target) {
    const auto address = Ipv4Address::parse(target.address);
    if (!address)
        return target.id;
    auto answerer = answerer_at(world, scope, observed, *address, target.port);
    return answerer.pod.empty() ? target.id : std::move(answerer.pod);
}

HandedOn ended(HandingOn end, const Listener& listener, std::string detail) {
    return {.end = end,
            .listener_protocol = listener.protocol,
            .listener = listener.arn,
            .answers = {},
            .detail = std::move(detail)};
}

HandedOn hand_on_to_target(World& world, const ObservedNetwork& observed,
                           const NamedBalancer& balancer, const prove::Party& client,
                           const Listener& listener) {
    const auto& target = listener.healthy.front();
    const bool filters =
        !balancer.places.empty() && balancer.places.front().group_rule == prove::GroupRule::Applies;
    if (listener.keeps_addresses && !filters && !admits_client(observed, target, client))
        return ended(HandingOn::Lost, listener,
                     fmt::format("the security groups of {} do not admit {} at port {}", target.id,
                                 client.name, target.port));
    auto handed = ended(HandingOn::Answered, listener,
                        fmt::format("hands on to {}:{}", target.address, target.port));
    handed.answers = who_answers(world, balancer.key.scope, observed, target);
    return handed;
}

bool holds_for(const json::object& condition, std::string_view host, std::string_view path) {
    const auto field = text_of(condition, "Field");
    const auto values = texts_of(condition, "Values");
    const auto asked = field == "host-header" ? host : path;
    if (field != "host-header" && field != "path-pattern")
        return false;
    return std::ranges::any_of(
        values, [&](const std::string& pattern) { return matches_wildcard(pattern, asked); });
}

bool holds_for(const json::array& conditions, std::string_view host, std::string_view path) {
    return std::ranges::all_of(conditions, [&](const json::value& condition) {
        return holds_for(condition.as_object(), host, path);
    });
}

/// A part of a redirection: "#{host}" and its like stand for what was asked for.
std::string redirected(const json::object& config, std::string_view member,
                       std::string_view asked) {
    const auto said = text_of(config, member);
    return said.empty() || said.starts_with("#{") || said.starts_with("/#{") ? std::string(asked)
                                                                             : said;
}

RequestChoice redirection(const json::object& config, std::string_view host,
                          std::string_view path) {
    constexpr int for_good = 301;
    constexpr int for_now = 302;
    const bool stays = text_of(config, "StatusCode") == "HTTP_301";
    return {.status = stays ? for_good : for_now,
            .location =
                fmt::format("{}://{}:{}{}",
                            boost::algorithm::to_lower_copy(redirected(config, "Protocol", "http")),
                            redirected(config, "Host", host), redirected(config, "Port", "80"),
                            redirected(config, "Path", path))};
}

/// What the balancer answers without any target, if the actions say so.
std::optional<RequestChoice> own_answer(const json::array& actions, std::string_view host,
                                        std::string_view path) {
    for (const auto& each : actions) {
        const auto& action = each.as_object();
        const auto type = text_of(action, "Type");
        if (type == "redirect")
            return redirection(object_of(action, "RedirectConfig"), host, path);
        if (type != "fixed-response")
            continue;
        const auto& config = object_of(action, "FixedResponseConfig");
        return RequestChoice{.status = std::stoi(text_of(config, "StatusCode")),
                             .body = text_of(config, "MessageBody")};
    }
    return std::nullopt;
}

}  // namespace

std::optional<NamedBalancer> balancer_called(const World& world, std::string_view host) {
    for (const auto kind : {classic::balancer_kind, kind::load_balancer}) {
        const auto key = key_called(world, kind, host);
        if (!key)
            continue;
        const auto& record = *world.store().find(*key);
        NamedBalancer balancer{
            .kind = kind == classic::balancer_kind ? BalancerKind::Classic : kind_of(record),
            .key = *key,
            .is_internal = text_of(record, "Scheme") == "internal"};
        find_places(world, record, balancer);
        return balancer;
    }
    return std::nullopt;
}

HandedOn hand_on(World& world, const ObservedNetwork& observed, const NamedBalancer& balancer,
                 const prove::Party& client, std::uint16_t port) {
    const auto listener = balancer.kind == BalancerKind::Classic
                              ? classic_listener(world, balancer.key, port)
                              : modern_listener(world, balancer.key, port);
    if (!listener)
        return {.end = HandingOn::NoListener,
                .detail = fmt::format("it does not listen on port {}", port)};
    if (!listener->healthy.empty())
        return hand_on_to_target(world, observed, balancer, client, *listener);
    const bool tries_others = balancer.kind == BalancerKind::Network && !listener->others.empty();
    return tries_others ? ended(HandingOn::Lost, *listener, "it tries targets that are not healthy")
                        : ended(HandingOn::NoTarget, *listener, "no target is healthy");
}

RequestChoice choice_of_request(World& world, const Scope& scope, const std::string& listener,
                                std::string_view host, std::string_view path) {
    const auto observed = observe_network(world, scope);
    if (!observed)
        return {};
    for (const auto& rule : balancing::rules_of_listener(world, scope, listener)) {
        if (!holds_for(list_of(rule, "Conditions"), host, path))
            continue;
        const auto& actions = list_of(rule, "Actions");
        if (auto own = own_answer(actions, host, path))
            return *std::move(own);
        const auto targets = balancing::targets_of_actions(world, scope, actions);
        return {.answerer = targets.healthy.empty()
                                ? std::string()
                                : who_answers(world, scope, **observed, targets.healthy.front())};
    }
    return {};
}

}  // namespace inland::emulator
