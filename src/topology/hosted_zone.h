// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/resource.h"
#include "topology/vpc.h"

#include <compare>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::topology {

/// A record set: what a name stands for. Names are in lower case, without the final dot, "*" for
/// any label ("*.dkr.ecr.eu-central-1.amazonaws.com").
struct RecordSet {
    std::string name;
    std::string type;                 ///< "A", "CNAME"
    std::vector<std::string> values;  ///< of a set that is no alias
    std::string alias;                ///< the name that answers in its place; "" when it is none
    std::string set_identifier;       ///< "" unless several sets share name and type
    auto operator<=>(const RecordSet&) const = default;
};

/// A hosted zone of Route 53.
struct HostedZone : Resource {
    static constexpr std::string_view type = "hosted-zone";
    static constexpr std::string_view terraform_type = "aws_route53_zone";
    static constexpr std::string_view cloudformation_type = "AWS::Route53::HostedZone";

    Attribute<std::string> zone_name;  ///< "corp.example.com"
    Attribute<bool> is_private;
    Attribute<std::vector<Reference<Vpc>>> vpcs;  ///< of a private zone: who asks it
    Attribute<std::vector<RecordSet>> records;    ///< unknown: another account's

    static constexpr auto fields() {
        return std::tuple(
            Field("zone_name", &HostedZone::zone_name, OnChange::Replace, "name", "Name"),
            Field("is_private", &HostedZone::is_private, OnChange::Replace, "", ""),
            Field("vpcs", &HostedZone::vpcs, OnChange::Update, "vpc", "VPCs"),
            Field("records", &HostedZone::records, OnChange::Update, "", ""));
    }
    bool operator==(const HostedZone&) const = default;
};

}  // namespace inland::topology
