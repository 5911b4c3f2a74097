// SPDX-License-Identifier: Apache-2.0
#include "design/connections.h"
#include "design/designers.h"
#include "design/network_parts.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::design {
namespace {

using topology::ResolverEndpoint;
using topology::SecurityGroup;
using topology::SecurityGroupRule;

constexpr PortRange dns = {53, 53};
constexpr int tcp = 6;
constexpr int udp = 17;

/// Outside of the VPC the name of a cluster with public access leads to public addresses; only the
/// VPC's resolver knows the private ones (EKS User Guide, Cluster API server endpoint).
bool needs_resolver(const spec::Cluster& spec) {
    return std::holds_alternative<spec::PublicAndPrivateAccess>(spec.access.value) &&
           !spec.connect.networks().empty();
}

std::vector<SecurityGroupRule> questions_from(const std::vector<ClientNetwork>& clients) {
    std::vector<SecurityGroupRule> rules;
    for (const auto& client : clients)
        for (const int protocol : {tcp, udp})
            rules.push_back({.protocol = protocol,
                             .ports = dns,
                             .block = client.block,
                             .description = client.name});
    std::ranges::sort(rules);
    return rules;
}

void add_group(Drawing& drawing) {
    auto group = make<SecurityGroup>(
        drawing, "client-dns",
        {"spec.connect", place_of_connections(drawing.spec),
         "client.api-name: the name servers of the connected networks ask the VPC's resolver"});
    group.vpc = vpc_of(drawing);
    group.group_name = fmt::format("{}-client-dns", drawing.spec.name.value);
    group.description = "DNS to the Resolver endpoint from the connected networks";
    group.ingress = questions_from(drawing.result.clients);
    group.egress = std::vector<SecurityGroupRule>{};
    drawing.topology().add(std::move(group));
}

void add_endpoint(Drawing& drawing) {
    auto endpoint = make<ResolverEndpoint>(
        drawing, "inbound",
        {"spec.access", drawing.spec.access.place,
         "client.api-name: with public access, public DNS answers with public addresses; the "
         "connected networks learn the private ones here"});
    endpoint.direction = "INBOUND";
    endpoint.vpc = vpc_of(drawing);
    endpoint.subnets = subnet_of_each_zone(drawing);
    endpoint.security_groups =
        std::vector<topology::Reference<SecurityGroup>>{refer<SecurityGroup>("client-dns")};
    drawing.topology().add(std::move(endpoint));
}

/// A sentence each; none when nothing is connected (EKS-FACTS, cluster endpoint modes).
std::vector<std::string> client_dns_notes(const spec::Cluster& spec) {
    if (spec.connect.networks().empty())
        return {};
    const auto name = fmt::format("*.{}.eks.amazonaws.com", spec.region.value);
    if (needs_resolver(spec))
        return {
            fmt::format("The name servers of your networks must forward {} (the Kubernetes "
                        "API's name) to the addresses of resolver-endpoint/inbound; public DNS "
                        "answers with public addresses.",
                        name)};
    if (!std::holds_alternative<spec::PrivateAccess>(spec.access.value))
        return {
            "The Kubernetes API has no private addresses: your networks reach it through the "
            "internet, and their name servers have nothing to forward."};
    return {fmt::format("The name servers of your networks have nothing to forward for the "
                        "Kubernetes API: public DNS answers {} with its private addresses. One "
                        "that drops private addresses from public answers (rebinding protection) "
                        "must make an exception of it.",
                        name),
            "Names that the VPC alone knows (AWS services by its endpoints, private hosted zones) "
            "your networks would learn only from a Route 53 Resolver inbound endpoint; reaching "
            "the cluster needs none of them."};
}

}  // namespace

void design_client_dns(Drawing& drawing) {
    if (!needs_resolver(drawing.spec) || !may_add_to_network(drawing))
        return;
    add_group(drawing);
    add_endpoint(drawing);
}

void note_client_dns(Drawing& drawing) {
    std::ranges::move(client_dns_notes(drawing.spec), std::back_inserter(drawing.result.notes));
}

}  // namespace inland::design
