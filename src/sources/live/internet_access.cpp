// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/ec2_list.h"
#include "sources/live/readers.h"
#include "sources/live/route_targets.h"

namespace inland::sources::live {

using topology::InternetGateway;
using topology::NatGateway;

Result<void> read_internet_gateways(Reading& reading) {
    constexpr Ec2List list = {.operation = "DescribeInternetGateways",
                              .list = "InternetGateways",
                              .network_filter = "attachment.vpc-id",
                              .by_tag = true};
    for (const auto& document : TRY(list_ec2(reading, list))) {
        auto gateway = resource_of<InternetGateway>(string_or_empty(document, "InternetGatewayId"),
                                                    tag_list(document));
        gateway.vpc = reference<topology::Vpc>(document, "Attachments.0.VpcId");
        reading.topology.add(std::move(gateway));
    }
    return {};
}

Result<void> read_egress_only_internet_gateways(Reading& reading) {
    if (!leads_to(reading, topology::RouteTarget::EgressOnlyInternetGateway))
        return {};
    for (const auto& document : TRY(reading.list("ec2", "DescribeEgressOnlyInternetGateways",
                                                 "EgressOnlyInternetGateways"))) {
        auto gateway = resource_of<topology::EgressOnlyInternetGateway>(
            string_or_empty(document, "EgressOnlyInternetGatewayId"), tag_list(document));
        gateway.vpc = reference<topology::Vpc>(document, "Attachments.0.VpcId");
        reading.topology.add(std::move(gateway));
    }
    return {};
}

Result<void> read_addresses(Reading& reading) {
    constexpr Ec2List list = {
        .operation = "DescribeAddresses", .list = "Addresses", .by_tag = true};
    for (const auto& document : TRY(list_ec2(reading, list))) {
        auto address = resource_of<topology::Address>(string_or_empty(document, "AllocationId"),
                                                      tag_list(document));
        address.public_ip = text(document, "PublicIp");
        reading.topology.add(std::move(address));
    }
    return {};
}

Result<void> read_nat_gateways(Reading& reading) {
    constexpr Ec2List list = {.operation = "DescribeNatGateways",
                              .list = "NatGateways",
                              .network_filter = "vpc-id",
                              .filters_member = "Filter"};
    for (const auto& document : TRY(list_ec2(reading, list))) {
        auto gateway =
            resource_of<NatGateway>(string_or_empty(document, "NatGatewayId"), tag_list(document));
        gateway.subnet = reference<topology::Subnet>(document, "SubnetId");
        gateway.connectivity = text(document, "ConnectivityType");
        gateway.address =
            reference<topology::Address>(document, "NatGatewayAddresses.0.AllocationId");
        gateway.public_address = text(document, "NatGatewayAddresses.0.PublicIp");
        gateway.state = text(document, "State");
        reading.topology.add(std::move(gateway));
    }
    return {};
}

}  // namespace inland::sources::live
