// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/resource.h"
#include "topology/security_group.h"
#include "topology/subnet.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::topology {

/// An Elastic Load Balancing load balancer: made by the user, or by a controller for a Service.
struct LoadBalancer : Resource {
    static constexpr std::string_view type = "load-balancer";
    static constexpr std::string_view terraform_type = "aws_lb";
    static constexpr std::string_view cloudformation_type =
        "AWS::ElasticLoadBalancingV2::LoadBalancer";

    Attribute<std::string> load_balancer_name;
    Attribute<std::string> kind;    ///< "network" | "application" | "classic"
    Attribute<std::string> scheme;  ///< "internal" | "internet-facing"
    Attribute<std::vector<Reference<Subnet>>> subnets;
    Attribute<std::vector<Reference<SecurityGroup>>>
        security_groups;  ///< absent: a network load balancer without
    Attribute<std::vector<std::int64_t>> listener_ports;
    Attribute<std::vector<std::int64_t>> target_ports;  ///< of its targets, sorted
    Attribute<std::vector<std::string>>
        target_ids;  ///< machines or addresses; unknown where a group registers them
    Attribute<std::string> dns_name;  ///< absent before it is made
    Attribute<std::string> state;     ///< "active"

    static constexpr auto fields() {
        using Self = LoadBalancer;
        return std::tuple(
            Field("load_balancer_name", &Self::load_balancer_name, OnChange::Replace, "name",
                  "Name"),
            Field("kind", &Self::kind, OnChange::Replace, "load_balancer_type", "Type"),
            Field("scheme", &Self::scheme, OnChange::Replace, "", "Scheme"),
            Field("subnets", &Self::subnets, OnChange::Update, "subnets", "Subnets"),
            Field("security_groups", &Self::security_groups, OnChange::Update, "security_groups",
                  "SecurityGroups"),
            Field("listener_ports", &Self::listener_ports, OnChange::Update, "", ""),
            Field("target_ports", &Self::target_ports, OnChange::Ignore, "", ""),
            Field("target_ids", &Self::target_ids, OnChange::Ignore, "", ""),
            Field("dns_name", &Self::dns_name, OnChange::Ignore, "dns_name", "DNSName"),
            Field("state", &Self::state, OnChange::Ignore, "", ""));
    }
    bool operator==(const LoadBalancer&) const = default;
};

}  // namespace inland::topology
