// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "core/ipv6_prefix.h"
#include "core/port_range.h"
#include "topology/resource.h"
#include "topology/subnet.h"

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::topology {

enum class TrafficDirection { Ingress, Egress };
enum class RuleAction { Allow, Deny };

struct NetworkAclEntry {
    TrafficDirection direction = TrafficDirection::Ingress;
    int rule_number = 100;
    RuleAction action = RuleAction::Deny;
    int protocol = -1;  ///< IANA number; -1 is all
    Ipv4Prefix block;
    PortRange ports;  ///< of TCP and UDP; ignored otherwise
    int icmp_type = -1;
    int icmp_code = -1;
    std::optional<Ipv6Prefix> ipv6_block = {};  ///< in place of the other: a rule for IPv6
    auto operator<=>(const NetworkAclEntry&) const = default;
};

/// A network ACL: stateless, first match by rule number, then deny.
struct NetworkAcl : Resource {
    static constexpr std::string_view type = "network-acl";
    static constexpr std::string_view terraform_type = "aws_network_acl";
    static constexpr std::string_view cloudformation_type = "AWS::EC2::NetworkAcl";

    Attribute<Reference<Vpc>> vpc;
    Attribute<bool> is_default;                       ///< for subnets without one
    Attribute<std::vector<NetworkAclEntry>> entries;  ///< any order
    Attribute<std::vector<Reference<Subnet>>> subnets;

    static constexpr auto fields() {
        return std::tuple(
            Field("vpc", &NetworkAcl::vpc, OnChange::Replace, "vpc_id", "VpcId"),
            Field("is_default", &NetworkAcl::is_default, OnChange::Ignore, "", ""),
            Field("entries", &NetworkAcl::entries, OnChange::Update, "", ""),
            Field("subnets", &NetworkAcl::subnets, OnChange::Update, "subnet_ids", ""));
    }
    bool operator==(const NetworkAcl&) const = default;
};

}  // namespace inland::topology
