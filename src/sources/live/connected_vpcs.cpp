// SPDX-License-Identifier: Apache-2.0
#include "sources/live/connected_vpcs.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

namespace inland::sources::live {
namespace {

using Ids = std::set<std::string>;

/// Nothing where the endpoint does not have the call; that of the gateways' reader tells of it.
Result<json::array> list_where(const Reading& reading, std::string_view operation,
                               std::string_view list, std::string_view filter, const Ids& values) {
    if (values.empty())
        return json::array();
    auto found = reading.list(
        "ec2", operation, list,
        {{"Filters", json::array{ec2_filter(filter, {values.begin(), values.end()})}}});
    if (!found && is_left_open(reading.options, found.error()))
        return json::array();
    return found;
}

Result<Ids> peers_of(const Reading& reading, const Ids& own) {
    struct Side {
        std::string_view filter, other;
    };
    constexpr std::array sides{Side{"requester-vpc-info.vpc-id", "AccepterVpcInfo.VpcId"},
                               Side{"accepter-vpc-info.vpc-id", "RequesterVpcInfo.VpcId"}};
    Ids peers;
    for (const auto& [filter, other] : sides)
        for (const auto& peering : TRY(list_where(reading, "DescribeVpcPeeringConnections",
                                                  "VpcPeeringConnections", filter, own)))
            if (string_or_empty(peering, "Status.Code") == "active")
                peers.emplace(string_or_empty(peering, other));
    return peers;
}

Result<Ids> members_of_attachments(const Reading& reading, std::string_view filter,
                                   const Ids& values, std::string_view member) {
    Ids members;
    for (const auto& attachment : TRY(list_where(reading, "DescribeTransitGatewayVpcAttachments",
                                                 "TransitGatewayVpcAttachments", filter, values)))
        members.emplace(string_or_empty(attachment, member));
    return members;
}

}  // namespace

Result<std::vector<std::string>> connected_vpcs(const Reading& reading) {
    const Ids own(reading.vpcs.begin(), reading.vpcs.end());
    auto found = TRY(peers_of(reading, own));
    const auto gateways = TRY(members_of_attachments(reading, "vpc-id", own, "TransitGatewayId"));
    found.merge(TRY(members_of_attachments(reading, "transit-gateway-id", gateways, "VpcId")));
    std::vector<std::string> connected;
    std::ranges::set_difference(found, own, std::back_inserter(connected));
    std::erase(connected, std::string());
    return connected;
}

}  // namespace inland::sources::live
