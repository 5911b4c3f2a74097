// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "topology/resource.h"
#include "topology/vpc.h"

#include <string>
#include <string_view>
#include <tuple>

namespace inland::topology {

/// A peering of two VPCs. Either may be in another account or Region, and then not in the
/// Topology.
struct VpcPeeringConnection : Resource {
    static constexpr std::string_view type = "vpc-peering-connection";
    static constexpr std::string_view terraform_type = "aws_vpc_peering_connection";
    static constexpr std::string_view cloudformation_type = "AWS::EC2::VPCPeeringConnection";

    Attribute<Reference<Vpc>> requester;
    Attribute<Reference<Vpc>> accepter;
    Attribute<std::string> requester_region;  ///< absent: the Topology's
    Attribute<std::string> accepter_region;   ///< absent: the Topology's
    Attribute<std::string> state;             ///< "active", "pending-acceptance", "deleted", …

    static constexpr auto fields() {
        return std::tuple(Field("requester", &VpcPeeringConnection::requester, OnChange::Replace,
                                "vpc_id", "VpcId"),
                          Field("accepter", &VpcPeeringConnection::accepter, OnChange::Replace,
                                "peer_vpc_id", "PeerVpcId"),
                          Field("requester_region", &VpcPeeringConnection::requester_region,
                                OnChange::Ignore, "", ""),
                          Field("accepter_region", &VpcPeeringConnection::accepter_region,
                                OnChange::Replace, "peer_region", "PeerRegion"),
                          Field("state", &VpcPeeringConnection::state, OnChange::Ignore, "", ""));
    }
    bool operator==(const VpcPeeringConnection&) const = default;
};

}  // namespace inland::topology
