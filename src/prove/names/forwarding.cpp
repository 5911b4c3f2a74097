// SPDX-License-Identifier: Apache-2.0
#include "core/domain_name.h"
#include "prove/cause_kinds.h"
#include "prove/names/resolution.h"
#include "prove/packets/connect.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::DnsTarget;
using topology::ResolverEndpoint;
using topology::ResolverRule;

std::vector<std::string> keys_of(const ResolverEndpoint& endpoint) {
    std::vector<std::string> keys;
    if (endpoint.security_groups.is_known())
        for (const auto& group : endpoint.security_groups.value())
            keys.push_back(group.key);
    return keys;
}

/// Whether every interface gets a question to the target, by udp and by tcp (long answers).
Connection reach(const Network& network, const ResolverEndpoint& endpoint,
                 const DnsTarget& target) {
    Connection whole{.outcome = Outcome::Holds, .causes = {}, .path = {}, .assumptions = {}};
    const auto places = places_of_endpoint(network, endpoint);
    if (places.empty())
        return {Outcome::Unknown,
                {missing_of(resource_name(endpoint), "where the endpoint's interfaces are")},
                {},
                {}};
    for (const Place& place : places)
        for (const std::string_view protocol : {"udp", "tcp"}) {
            auto part = connect(network, place, target.address, protocol, target.port);
            whole.outcome = std::max(whole.outcome, part.outcome);
            for (Cause& cause : part.causes)
                if (std::ranges::find(whole.causes, cause) == whole.causes.end())
                    whole.causes.push_back(std::move(cause));
        }
    return whole;
}

std::string domain_text(const ResolverRule& rule) {
    return rule.domain_name.value().empty() ? "every name" : rule.domain_name.value();
}

/// The VPC whose inbound endpoint has the address; null when none has.
const VpcView* inbound_vpc(const Network& network, Ipv4Address address) {
    for (const auto& [key, endpoint] : network.topology().all<ResolverEndpoint>()) {
        const bool is_its = endpoint.direction.value_or_default("") == "INBOUND" &&
                            endpoint.addresses.is_known() &&
                            std::ranges::find(endpoint.addresses.value(), address) !=
                                endpoint.addresses.value().end();
        if (is_its && endpoint.vpc.is_known())
            return network.vpc(endpoint.vpc.value().key);
    }
    return nullptr;
}

/// What the servers at the other end answer: a VPC's own resolver behind an inbound endpoint, else
/// servers that nobody here knows.
Answer ask_target(const Resolution& resolution, const ResolverRule& rule, const DnsTarget& target,
                  std::string_view name) {
    auto step = fmt::format("{} forwards {} to {}", resource_name(rule), domain_text(rule),
                            target.address.text());
    const auto* vpc = inbound_vpc(resolution.network, target.address);
    if (vpc != nullptr && resolution.hops_left > 0)
        return after_step(std::move(step), resolve_in_vpc(resolution.next(), *vpc, name));
    Answer answer = unknown_answer(
        resource_name(rule), fmt::format("what {} answers for {}", target.address.text(), name));
    if (vpc == nullptr)
        answer.asked = target.address;
    return after_step(std::move(step), std::move(answer));
}

Answer not_reached(const ResolverRule& rule, const ResolverEndpoint& endpoint,
                   std::vector<Cause> causes, std::string_view name) {
    std::vector<std::string> targets;
    for (const DnsTarget& target : rule.targets.value())
        targets.push_back(fmt::format("{}:{}", target.address.text(), target.port));
    auto detail = fmt::format("it forwards {} to {}, which {} does not reach by udp and tcp",
                              domain_text(rule), fmt::join(targets, ", "), resource_name(endpoint));
    causes.insert(causes.begin(),
                  cause_of(cause_kind::name_forwarded, resource_name(rule), detail));
    return {.kind = AnswerKind::NoResolver,
            .causes = std::move(causes),
            .steps = {fmt::format("{} forwards {} and gets no answer", resource_name(rule), name)}};
}

/// Resolver tries the targets one after the other: one that is surely reached is enough.
Answer ask_targets(const Resolution& resolution, const ResolverRule& rule,
                   const ResolverEndpoint& endpoint, std::string_view name) {
    std::vector<Cause> causes;
    bool all_fail = true;
    for (const DnsTarget& target : rule.targets.value()) {
        auto reached = reach(resolution.network, endpoint, target);
        if (reached.outcome == Outcome::Holds)
            return ask_target(resolution, rule, target, name);
        all_fail = all_fail && reached.outcome == Outcome::Fails;
        std::ranges::move(reached.causes, std::back_inserter(causes));
    }
    if (all_fail)
        return not_reached(rule, endpoint, std::move(causes), name);
    std::erase_if(causes,
                  [](const Cause& cause) { return cause.kind != cause_kind::missing_fact; });
    return {.kind = AnswerKind::Unknown, .causes = std::move(causes)};
}

}  // namespace

std::vector<Place> places_of_endpoint(const Network& network, const ResolverEndpoint& endpoint) {
    std::vector<Place> places;
    const std::string& name = resource_name(endpoint);
    const auto marks = fmt::format("Route 53 Resolver: {}:", endpoint.id);
    for (const auto& [key, candidate] : network.topology().all<topology::NetworkInterface>()) {
        const bool is_its = !endpoint.id.empty() && candidate.description.is_known() &&
                            candidate.description.value().starts_with(marks);
        if (is_its && candidate.subnet.is_known() && candidate.private_addresses.is_known())
            places.push_back(Place::machine(name, candidate.subnet.value().key,
                                            candidate.private_addresses.value().front(),
                                            keys_of(endpoint)));
    }
    if (places.empty() && endpoint.subnets.is_known())
        for (const auto& subnet : endpoint.subnets.value()) {
            places.push_back(Place::machine(name, subnet.key, {}, keys_of(endpoint)));
            places.back().address.reset();
        }
    return places;
}

bool is_forwarding(const ResolverRule& rule) {
    return rule.rule_type.value_or_default("FORWARD") == "FORWARD";
}

const ResolverRule* rule_of(const VpcView& vpc, std::string_view name) {
    const ResolverRule* best = nullptr;
    for (const auto* rule : vpc.rules) {
        const bool holds = rule->domain_name.is_known() && is_in(name, rule->domain_name.value());
        if (holds && (best == nullptr ||
                      rule->domain_name.value().size() > best->domain_name.value().size()))
            best = rule;
    }
    return best;
}

Answer forward(const Resolution& resolution, const ResolverRule& rule, std::string_view name) {
    const auto* endpoint = resolution.network.topology().find(rule.endpoint);
    if (endpoint == nullptr)
        return unknown_answer(resource_name(rule), "the outbound endpoint of the rule");
    if (!rule.targets.is_known())
        return unknown_answer(resource_name(rule), "the servers that the rule forwards to");
    return ask_targets(resolution, rule, *endpoint, name);
}

}  // namespace inland::prove
