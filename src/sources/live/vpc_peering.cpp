// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/readers.h"
#include "sources/live/route_targets.h"

namespace inland::sources::live {

Result<void> read_vpc_peering_connections(Reading& reading) {
    if (!leads_to(reading, topology::RouteTarget::VpcPeering))
        return {};
    for (const auto& document :
         TRY(reading.list("ec2", "DescribeVpcPeeringConnections", "VpcPeeringConnections"))) {
        auto peering = resource_of<topology::VpcPeeringConnection>(
            string_or_empty(document, "VpcPeeringConnectionId"), tag_list(document));
        peering.requester = reference<topology::Vpc>(document, "RequesterVpcInfo.VpcId");
        peering.accepter = reference<topology::Vpc>(document, "AccepterVpcInfo.VpcId");
        peering.requester_region = text(document, "RequesterVpcInfo.Region");
        peering.accepter_region = text(document, "AccepterVpcInfo.Region");
        peering.state = text(document, "Status.Code");
        reading.topology.add(std::move(peering));
    }
    return {};
}

}  // namespace inland::sources::live
