// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/service_reach.h"

#include "prove/cause_kinds.h"
#include "prove/joins/proof.h"
#include "prove/joins/scene.h"
#include "prove/names/interfaces.h"
#include "prove/names/resolver.h"
#include "prove/packets/connect.h"
#include "prove/packets/internet_journey.h"
#include "prove/packets/translation.h"
#include "prove/policies/endpoint_policy.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::VpcEndpoint;

constexpr Traffic https{.ports = {443, 443}};

struct Reach {
    const Network& network;
    const Party& source;
    const knowledge::ServiceName& service;
    const ServiceCalls& asked;
    std::string endpoint_name;  ///< "com.amazonaws.REGION.ec2"
};

bool is_interface(const VpcEndpoint& endpoint) {
    return endpoint.endpoint_type.value_or_default("Gateway") == "Interface";
}

/// The interface endpoints of the service, whatever names they answer for.
std::vector<const VpcEndpoint*> interface_endpoints(const Reach& reach) {
    std::vector<const VpcEndpoint*> found;
    for (const auto* endpoint : reach.source.subnet->vpc->endpoints)
        if (is_interface(*endpoint) && endpoint->service_name.is_known() &&
            endpoint->service_name.value() == reach.endpoint_name)
            found.push_back(endpoint);
    return found;
}

Passage judge_policy(const Reach& reach, const VpcEndpoint& endpoint) {
    const auto judgement = judge_endpoint_policy(reach.network, endpoint, reach.asked);
    if (judgement.outcome == Outcome::Holds)
        return {};
    if (judgement.outcome == Outcome::Unknown)
        return stopped_by({missing_fact(resource_name(endpoint), judgement.detail)});
    return stopped_by({blocker_of(cause_kind::endpoint_policy, resource_name(endpoint),
                                  judgement.detail, endpoint.key)});
}

Passage reach_endpoint(const Reach& reach, const VpcEndpoint& endpoint) {
    const auto parties = endpoint_parties(reach.network, endpoint);
    Passage whole;
    const bool all_held =
        endpoint.subnets.is_known() && parties.size() == endpoint.subnets.value().size();
    if (!all_held || parties.empty())
        merge(whole, stopped_by({missing_fact(resource_name(endpoint),
                                              "the subnets of " + resource_name(endpoint))}));
    for (const Party& party : parties)
        merge(whole, must_pass(reach.network, reach.source, party, https));
    merge(whole, judge_policy(reach, endpoint));
    return whole;
}

std::vector<Blocker> blockers_of(const std::vector<Cause>& causes) {
    std::vector<Blocker> blockers;
    for (const Cause& cause : causes)
        blockers.push_back(blocker_of(cause));
    return blockers;
}

/// What keeps the endpoints that are there from serving, beside their names.
void add_endpoint_blockers(Passage& passage, const Reach& reach) {
    for (const auto* endpoint : interface_endpoints(reach)) {
        Passage packets = reach_endpoint(reach, *endpoint);
        if (packets.outcome != Outcome::Holds)
            merge(passage, std::move(packets));
    }
}

Passage no_prefix_list_route(const Reach& reach, const VpcEndpoint& endpoint) {
    const SubnetView& subnet = *seen_outside(reach.source).subnet;
    const auto* table = subnet.routes->table;
    return stopped_by(
        {blocker_of(cause_kind::no_prefix_list_route,
                    table ? resource_name(*table)
                          : "the main route table of " + resource_name(*subnet.vpc->vpc),
                    fmt::format("it has no route to {} through {}", reach.endpoint_name,
                                resource_name(endpoint)),
                    table ? table->key : std::string())});
}

Passage no_endpoint(const Reach& reach) {
    const std::string detail =
        reach.service.endpoint.empty()
            ? fmt::format("AWS has no endpoint for {}, and there is no way to the internet",
                          reach.service.service)
            : fmt::format("the VPC has no endpoint for {}, and no way to the internet",
                          reach.endpoint_name);
    return stopped_by({blocker_of(cause_kind::no_endpoint, "", detail, reach.service.endpoint)});
}

/// Why the service's public addresses are not reached, said as the endpoint that should be there.
Passage explain_no_way(const Reach& reach, const Answer& answer, std::vector<Exchange> tried) {
    Passage passage = stopped_by(blockers_of(answer.causes));
    passage.exchanges = std::move(tried);
    add_endpoint_blockers(passage, reach);
    const auto* gateway = gateway_endpoint(*reach.source.subnet->vpc, reach.endpoint_name);
    if (gateway != nullptr)
        merge(passage, no_prefix_list_route(reach, *gateway));
    else if (interface_endpoints(reach).empty())
        merge(passage, no_endpoint(reach));
    return passage;
}

bool lacks_a_way(const Passage& passage) {
    return std::ranges::any_of(passage.blockers, [](const Blocker& blocker) {
        return blocker.cause.kind == cause_kind::no_route;
    });
}

Passage reach_publicly(const Reach& reach, const Answer& answer) {
    Passage passage =
        must_pass(reach.network, reach.source, internet_service(reach.endpoint_name), https);
    if (passage.outcome == Outcome::Fails && lacks_a_way(passage))
        return explain_no_way(reach, answer, std::move(passage.exchanges));
    const auto* gateway = gateway_endpoint(*reach.source.subnet->vpc, reach.endpoint_name);
    if (gateway != nullptr)
        merge(passage, judge_policy(reach, *gateway));
    return passage;
}

Passage reach_by_endpoints(const Reach& reach, const Answer& answer) {
    Passage whole;
    for (const std::string& key : answer.resources)
        if (const auto* endpoint = reach.network.topology().find<VpcEndpoint>(key))
            merge(whole, reach_endpoint(reach, *endpoint));
    return whole;
}

/// What an own record of the user's leads to: perhaps an endpoint, in this VPC or another.
Passage reach_address(const Reach& reach, Ipv4Address address) {
    const auto party = party_at(reach.network, address);
    if (!party)
        return stopped_by({blocker_of(cause_kind::name_not_found, "",
                                      fmt::format("nothing has the address {}", address.text()))});
    Passage passage = must_pass(reach.network, reach.source, *party, https);
    if (const auto* endpoint = reach.network.names().endpoint_at(address))
        merge(passage, judge_policy(reach, *endpoint));
    return passage;
}

Passage reach_addresses(const Reach& reach, const Answer& answer) {
    Passage whole;
    for (const Ipv4Address address : answer.addresses)
        merge(whole, reach_address(reach, address));
    return whole;
}

Passage reach_nothing(const Reach& reach, const Answer& answer) {
    Passage passage = stopped_by(blockers_of(answer.causes));
    add_endpoint_blockers(passage, reach);
    if (interface_endpoints(reach).empty() && passage.outcome == Outcome::Fails &&
        gateway_endpoint(*reach.source.subnet->vpc, reach.endpoint_name) == nullptr)
        merge(passage, no_endpoint(reach));
    return passage;
}

Passage follow(const Reach& reach, const Answer& answer) {
    switch (answer.kind) {
        case AnswerKind::Endpoint:
            return reach_by_endpoints(reach, answer);
        case AnswerKind::Addresses:
            return reach_addresses(reach, answer);
        case AnswerKind::Public:
            return reach_publicly(reach, answer);
        default:
            return reach_nothing(reach, answer);
    }
}

}  // namespace

std::string service_host(const Network& network, const knowledge::ServiceName& service) {
    return knowledge::expand(service.host, network.placeholders());
}

Passage reach_service(const Network& network, const Party& source,
                      const knowledge::ServiceName& service, const ServiceCalls& asked) {
    const std::string endpoint_name =
        service.endpoint.empty()
            ? std::string()
            : network.tables().endpoint_service_name(service.endpoint, network.topology().region);
    const Reach reach{network, source, service, asked, endpoint_name};
    const Answer answer = resolve(network, place_of(source), service_host(network, service));
    Passage passage = follow(reach, answer);
    passage.path.insert(passage.path.begin(), answer.steps.begin(), answer.steps.end());
    passage.names.push_back(
        {source.subnet->subnet->key, service_host(network, service), answer.resources});
    return passage;
}

}  // namespace inland::prove
