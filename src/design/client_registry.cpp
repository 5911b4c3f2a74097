// SPDX-License-Identifier: Apache-2.0
#include "design/designers.h"
#include "design/network_parts.h"
#include "spec/registry_address.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::design {
namespace {

using topology::ResolverEndpoint;
using topology::ResolverRule;
using topology::SecurityGroup;
using topology::SecurityGroupRule;

constexpr std::uint16_t dns_port = 53;
constexpr int tcp = 6;
constexpr int udp = 17;
constexpr std::string_view group_name = "dns-outbound";

/// containerd does not ask CoreDNS: whose name servers know the registry is said to the VPC's
/// resolver. The same rule serves pods, whose CoreDNS asks that resolver for what it does not know.
struct Forwarding {
    const Drawing& drawing;
    const spec::ForwardedDomain& domain;
    std::string registry;  ///< "registry.corp.example.com"

    [[nodiscard]] Need need(std::string_view what) const {
        return {"spec.dns.forward", domain.domain.place,
                fmt::format("node.images: {} for {}", what, registry)};
    }
};

std::vector<SecurityGroupRule> questions_to(const spec::ForwardedDomain& domain) {
    std::vector<SecurityGroupRule> rules;
    for (const auto& server : domain.servers)
        for (const int protocol : {tcp, udp})
            rules.push_back({.protocol = protocol,
                             .ports = {dns_port, dns_port},
                             .block = Ipv4Prefix(server.value, 32),
                             .description = "Name server of " + domain.domain.value});
    std::ranges::sort(rules);
    return rules;
}

SecurityGroup group_of(const Forwarding& forwarding) {
    const auto& drawing = forwarding.drawing;
    auto group = make<SecurityGroup>(
        drawing, group_name, forwarding.need("lets the resolver ask the client's name servers"));
    group.vpc = vpc_of(drawing);
    group.group_name = fmt::format("{}-{}", drawing.spec.name.value, group_name);
    group.description = "DNS from the Resolver endpoint to the connected networks";
    group.ingress = std::vector<SecurityGroupRule>{};
    group.egress = questions_to(forwarding.domain);
    return group;
}

ResolverEndpoint endpoint_of(const Forwarding& forwarding) {
    const auto& drawing = forwarding.drawing;
    auto endpoint = make<ResolverEndpoint>(
        drawing, "outbound", forwarding.need("asks the client's name servers from inside the VPC"));
    endpoint.direction = "OUTBOUND";
    endpoint.vpc = vpc_of(drawing);
    endpoint.subnets = subnet_of_each_zone(drawing);
    endpoint.security_groups =
        std::vector<topology::Reference<SecurityGroup>>{refer<SecurityGroup>(group_name)};
    return endpoint;
}

std::vector<topology::DnsTarget> targets_of(const spec::ForwardedDomain& domain) {
    std::vector<topology::DnsTarget> targets;
    for (const auto& server : domain.servers)
        targets.push_back({server.value, dns_port});
    std::ranges::sort(targets);
    const auto twins = std::ranges::unique(targets);
    targets.erase(twins.begin(), twins.end());
    return targets;
}

ResolverRule rule_of(const Forwarding& forwarding) {
    const auto& drawing = forwarding.drawing;
    const auto& domain = forwarding.domain;
    auto rule = make<ResolverRule>(
        drawing, "registry",
        forwarding.need("tells nodes' resolver which name servers to ask (containerd does not ask "
                        "CoreDNS)"));
    rule.domain_name = {domain.domain.value, domain.domain.place};
    rule.rule_type = "FORWARD";
    rule.targets = {targets_of(domain), domain.domain.place};
    rule.endpoint = refer<ResolverEndpoint>("outbound");
    rule.vpcs = std::vector<topology::Reference<topology::Vpc>>{vpc_of(drawing)};
    return rule;
}

/// A VPC follows one rule for a domain: that of a given network serves the cluster, too.
bool is_forwarded_already(const Drawing& drawing, const std::string& domain) {
    const auto vpc = vpc_of(drawing);
    return std::ranges::any_of(drawing.topology().all<ResolverRule>(), [&](const auto& entry) {
        const ResolverRule& rule = entry.second;
        const bool is_followed =
            rule.vpcs.is_known() &&
            std::ranges::find(rule.vpcs.value(), vpc) != rule.vpcs.value().end();
        return is_followed && rule.domain_name.value_or_default("") == domain;
    });
}

}  // namespace

void design_client_registry(Drawing& drawing) {
    const auto* domain = spec::registry_forwarder(drawing.spec);
    if (domain == nullptr || !may_add_to_network(drawing) ||
        is_forwarded_already(drawing, domain->domain.value))
        return;
    const auto address = spec::address_of(*spec::client_registry(drawing.spec));
    const Forwarding forwarding{drawing, *domain, address.host};
    drawing.topology().add(group_of(forwarding));
    drawing.topology().add(endpoint_of(forwarding));
    drawing.topology().add(rule_of(forwarding));
}

}  // namespace inland::design
