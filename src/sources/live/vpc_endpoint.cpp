// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/ec2_list.h"
#include "sources/live/readers.h"
#include "sources/private_names.h"

namespace inland::sources::live {

Result<void> read_vpc_endpoints(Reading& reading) {
    constexpr Ec2List list = {
        .operation = "DescribeVpcEndpoints", .list = "VpcEndpoints", .network_filter = "vpc-id"};
    for (const auto& document : TRY(list_ec2(reading, list))) {
        auto endpoint = resource_of<topology::VpcEndpoint>(
            string_or_empty(document, "VpcEndpointId"), tag_list(document));
        endpoint.vpc = reference<topology::Vpc>(document, "VpcId");
        endpoint.service_name = text(document, "ServiceName");
        endpoint.endpoint_type = text(document, "VpcEndpointType");
        endpoint.subnets = references<topology::Subnet>(document, "SubnetIds");
        endpoint.route_tables = references<topology::RouteTable>(document, "RouteTableIds");
        endpoint.security_groups =
            references<topology::SecurityGroup>(document, "Groups", "GroupId");
        endpoint.private_dns_enabled = boolean(document, "PrivateDnsEnabled");
        keep_for_inbound_resolvers(
            endpoint, boolean(document, "DnsOptions.PrivateDnsOnlyForInboundResolverEndpoint"));
        endpoint.policy_document = text(document, "PolicyDocument");
        endpoint.state = text(document, "State");
        reading.topology.add(std::move(endpoint));
    }
    return {};
}

}  // namespace inland::sources::live
