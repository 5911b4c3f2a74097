// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "core/ipv6_prefix.h"
#include "core/port_range.h"
#include "topology/resource.h"
#include "topology/vpc.h"

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::topology {

/// One permission to one peer: a block of one family, a security group, or a prefix list.
struct SecurityGroupRule {
    int protocol = -1;  ///< IANA number; -1 is all
    PortRange ports;    ///< of TCP and UDP; ignored otherwise
    int icmp_type = -1;
    int icmp_code = -1;
    std::optional<Ipv4Prefix> block;
    std::string group;        ///< key of the referenced security group, "" if none
    std::string prefix_list;  ///< "pl-…" or the service's name, "" if none
    std::string description;
    std::string id;  ///< "sgr-…" when it is known
    Place place = {};
    bool unknown_peer = false;  ///< something that is not known yet: admits maybe
    std::optional<Ipv6Prefix> ipv6_block = {};

    /// The same permission, whatever is said about it.
    [[nodiscard]] auto permission() const {
        return std::tie(protocol, ports, icmp_type, icmp_code, block, group, prefix_list,
                        ipv6_block);
    }
    bool operator==(const SecurityGroupRule& other) const {
        return permission() == other.permission();
    }
    auto operator<=>(const SecurityGroupRule& other) const {
        return permission() <=> other.permission();
    }
};

/// A security group: allow rules only, stateful. The importer of each source applies that
/// source's own default for egress (VPC-SEMANTICS.md 1.1).
struct SecurityGroup : Resource {
    static constexpr std::string_view type = "security-group";
    static constexpr std::string_view terraform_type = "aws_security_group";
    static constexpr std::string_view cloudformation_type = "AWS::EC2::SecurityGroup";

    Attribute<Reference<Vpc>> vpc;
    Attribute<std::string> group_name;
    Attribute<std::string> description;
    Attribute<std::vector<SecurityGroupRule>> ingress;
    Attribute<std::vector<SecurityGroupRule>> egress;

    static constexpr auto fields() {
        return std::tuple(
            Field("vpc", &SecurityGroup::vpc, OnChange::Replace, "vpc_id", "VpcId"),
            Field("group_name", &SecurityGroup::group_name, OnChange::Replace, "name", "GroupName"),
            Field("description", &SecurityGroup::description, OnChange::Replace, "description",
                  "GroupDescription"),
            Field("ingress", &SecurityGroup::ingress, OnChange::Update, "ingress",
                  "SecurityGroupIngress"),
            Field("egress", &SecurityGroup::egress, OnChange::Update, "egress",
                  "SecurityGroupEgress"));
    }
    bool operator==(const SecurityGroup&) const = default;
};

}  // namespace inland::topology
