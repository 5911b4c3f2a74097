// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "topology/resolver_endpoint.h"
#include "topology/resource.h"
#include "topology/vpc.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::topology {

/// A name server that a rule forwards to.
struct DnsTarget {
    Ipv4Address address;
    std::uint16_t port = 53;
    auto operator<=>(const DnsTarget&) const = default;
};

/// What a VPC's resolver does with the questions of a domain.
struct ResolverRule : Resource {
    static constexpr std::string_view type = "resolver-rule";
    static constexpr std::string_view terraform_type = "aws_route53_resolver_rule";
    static constexpr std::string_view cloudformation_type = "AWS::Route53Resolver::ResolverRule";

    Attribute<std::string> domain_name;  ///< "corp.example.com"; "" for every name (AWS's ".")
    Attribute<std::string> rule_type;    ///< "FORWARD" | "SYSTEM"
    Attribute<std::vector<DnsTarget>> targets;
    Attribute<Reference<ResolverEndpoint>> endpoint;  ///< the outbound one
    Attribute<std::vector<Reference<Vpc>>> vpcs;      ///< whose resolver follows it

    static constexpr auto fields() {
        return std::tuple(
            Field("domain_name", &ResolverRule::domain_name, OnChange::Replace, "domain_name",
                  "DomainName"),
            Field("rule_type", &ResolverRule::rule_type, OnChange::Replace, "rule_type",
                  "RuleType"),
            Field("targets", &ResolverRule::targets, OnChange::Update, "target_ip", "TargetIps"),
            Field("endpoint", &ResolverRule::endpoint, OnChange::Update, "resolver_endpoint_id",
                  "ResolverEndpointId"),
            Field("vpcs", &ResolverRule::vpcs, OnChange::Update, "", ""));
    }
    bool operator==(const ResolverRule&) const = default;
};

}  // namespace inland::topology
