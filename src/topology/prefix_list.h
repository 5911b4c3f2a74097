// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "core/ipv6_prefix.h"
#include "topology/resource.h"

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::topology {

/// A managed prefix list with what it holds: of one address family, so one list is empty. AWS's
/// own lists are in a Topology only where the source tells what they hold.
struct PrefixList : Resource {
    static constexpr std::string_view type = "prefix-list";
    static constexpr std::string_view terraform_type = "aws_ec2_managed_prefix_list";
    static constexpr std::string_view cloudformation_type = "AWS::EC2::PrefixList";

    Attribute<std::string> prefix_list_name;  ///< "com.amazonaws.REGION.s3" of AWS's own
    Attribute<std::vector<Ipv4Prefix>> blocks;
    Attribute<std::vector<Ipv6Prefix>> ipv6_blocks;

    static constexpr auto fields() {
        return std::tuple(Field("prefix_list_name", &PrefixList::prefix_list_name, OnChange::Update,
                                "name", "PrefixListName"),
                          Field("blocks", &PrefixList::blocks, OnChange::Update, "", ""),
                          Field("ipv6_blocks", &PrefixList::ipv6_blocks, OnChange::Update, "", ""));
    }
    bool operator==(const PrefixList&) const = default;
};

}  // namespace inland::topology
