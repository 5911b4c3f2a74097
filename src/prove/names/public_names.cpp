// SPDX-License-Identifier: Apache-2.0
#include "core/domain_name.h"
#include "prove/cause_kinds.h"
#include "prove/names/interfaces.h"
#include "prove/names/resolution.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::prove {

namespace {

std::string placeholder(const Network& network, std::string_view name) {
    const auto found = network.placeholders().find(name);
    return found == network.placeholders().end() ? std::string() : found->second;
}

bool is_name_of_some_endpoint(const Network& network, std::string_view name) {
    return is_below(name, "vpce." + placeholder(network, "suffix"));
}

/// "vpce-0abc-1234abcd.ec2.eu-central-1.vpce.amazonaws.com": the endpoint whose name it is.
const topology::VpcEndpoint* endpoint_of_own_name(const Network& network, std::string_view name) {
    if (const auto* planned = network.names().planned_endpoint(name))
        return planned;
    if (!is_name_of_some_endpoint(network, name))
        return nullptr;
    if (name.starts_with("*."))
        name.remove_prefix(2);
    for (const auto& [key, endpoint] : network.topology().all<topology::VpcEndpoint>())
        if (!endpoint.id.empty() && name.starts_with(endpoint.id + "-"))
            return &endpoint;
    return nullptr;
}

/// Whether the first label ends with a zone ("…-eu-central-1a") and the interface is not in it.
bool is_of_another_zone(const Network& network, std::string_view label,
                        const topology::NetworkInterface& candidate) {
    const auto* subnet = network.topology().find(candidate.subnet);
    const auto region = network.topology().region;
    const bool names_zone = label.find("-" + region) != std::string_view::npos;
    return names_zone && subnet != nullptr && subnet->availability_zone.is_known() &&
           !label.ends_with(subnet->availability_zone.value());
}

/// Its own names are public, and lead to its private addresses from anywhere.
Answer own_name_answer(const Network& network, const topology::VpcEndpoint& endpoint,
                       std::string_view name) {
    Answer answer{.kind = AnswerKind::Endpoint,
                  .resources = {endpoint.key},
                  .steps = {fmt::format("public DNS answers for {} with the addresses of {}", name,
                                        resource_name(endpoint))}};
    auto interfaces = interfaces_of(network, endpoint);
    const auto label = name.substr(0, name.find('.'));
    std::erase_if(interfaces, [&](const topology::NetworkInterface* candidate) {
        return is_of_another_zone(network, label, *candidate);
    });
    add_addresses(answer, interfaces);
    return answer;
}

Answer published_cluster(const Network& network, const topology::Cluster& cluster) {
    const auto is_public = cluster.endpoint_public_access.value_or_default(true);
    if (!is_public)
        return unknown_answer(resource_name(cluster), "whether the API has public access");
    if (!*is_public)
        return cluster_answer(network, cluster,
                              "public DNS answers with the cluster's private addresses");
    return public_answer({cause_of(cause_kind::public_access_on, resource_name(cluster),
                                   "with public access on, public DNS answers with public "
                                   "addresses")},
                         "public DNS answers with the API's public addresses");
}

}  // namespace

void add_addresses(Answer& answer, const std::vector<const topology::NetworkInterface*>& of) {
    for (const auto* candidate : of)
        if (candidate->private_addresses.is_known() &&
            !candidate->private_addresses.value().empty())
            answer.addresses.push_back(candidate->private_addresses.value().front());
}

Answer public_answer(std::vector<Cause> causes, std::string step) {
    return {.kind = AnswerKind::Public, .causes = std::move(causes), .steps = {std::move(step)}};
}

Answer cluster_answer(const Network& network, const topology::Cluster& cluster, std::string step) {
    Answer answer{
        .kind = AnswerKind::Cluster, .resources = {cluster.key}, .steps = {std::move(step)}};
    add_addresses(answer, interfaces_of(network, cluster));
    return answer;
}

bool is_aws_name(const Network& network, std::string_view name) {
    for (const auto suffix : {"suffix", "api_suffix"})
        if (const auto domain = placeholder(network, suffix);
            !domain.empty() && is_in(name, domain))
            return true;
    return false;
}

Answer resolve_publicly(const Network& network, std::string_view name) {
    if (const auto& clusters = network.names().clusters(name); !clusters.empty())
        return published_cluster(network, *clusters.front());
    if (const auto* endpoint = endpoint_of_own_name(network, name))
        return own_name_answer(network, *endpoint, name);
    if (is_name_of_some_endpoint(network, name))
        return unknown_answer("", fmt::format("the endpoint whose name is {}", name));
    return public_answer({}, fmt::format("public DNS answers for {}", name));
}

}  // namespace inland::prove
