// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/ec2_list.h"
#include "sources/live/readers.h"

namespace inland::sources::live {
namespace {

/// A subnet has one IPv6 block at a time; those of the past stay listed.
topology::Attribute<Ipv6Prefix> ipv6_block_of(const json::value& document) {
    for (const auto& association : find_array(document, "Ipv6CidrBlockAssociationSet")) {
        const auto state = string_or_empty(association, "Ipv6CidrBlockState.State");
        if (state.empty() || state == "associated")
            return ipv6_prefix(association, "Ipv6CidrBlock");
    }
    return {};
}

}  // namespace

Result<void> read_subnets(Reading& reading) {
    constexpr Ec2List list = {
        .operation = "DescribeSubnets", .list = "Subnets", .network_filter = "vpc-id"};
    for (const auto& document : TRY(list_ec2(reading, list))) {
        auto subnet = resource_of<topology::Subnet>(string_or_empty(document, "SubnetId"),
                                                    tag_list(document));
        subnet.vpc = reference<topology::Vpc>(document, "VpcId");
        subnet.cidr_block = prefix(document, "CidrBlock");
        subnet.ipv6_cidr_block = ipv6_block_of(document);
        subnet.assign_ipv6_on_creation = boolean(document, "AssignIpv6AddressOnCreation");
        subnet.availability_zone = text(document, "AvailabilityZone");
        subnet.availability_zone_id = text(document, "AvailabilityZoneId");
        subnet.map_public_ip_on_launch = boolean(document, "MapPublicIpOnLaunch");
        subnet.available_addresses = number<int>(document, "AvailableIpAddressCount");
        reading.topology.add(std::move(subnet));
    }
    return {};
}

}  // namespace inland::sources::live
