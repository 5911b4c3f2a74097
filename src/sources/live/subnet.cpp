// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/ec2_list.h"
#include "sources/live/readers.h"

namespace inland::sources::live {

Result<void> read_subnets(Reading& reading) {
    constexpr Ec2List list = {
        .operation = "DescribeSubnets", .list = "Subnets", .network_filter = "vpc-id"};
    for (const auto& document : TRY(list_ec2(reading, list))) {
        auto subnet = resource_of<topology::Subnet>(string_or_empty(document, "SubnetId"),
                                                    tag_list(document));
        subnet.vpc = reference<topology::Vpc>(document, "VpcId");
        subnet.cidr_block = prefix(document, "CidrBlock");
        subnet.availability_zone = text(document, "AvailabilityZone");
        subnet.availability_zone_id = text(document, "AvailabilityZoneId");
        subnet.map_public_ip_on_launch = boolean(document, "MapPublicIpOnLaunch");
        subnet.available_addresses = number<int>(document, "AvailableIpAddressCount");
        reading.topology.add(std::move(subnet));
    }
    return {};
}

}  // namespace inland::sources::live
