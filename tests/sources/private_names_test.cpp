// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform_plan.h"
#include "tests/sources/recorded_aws.h"

#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::sources {
namespace {

using topology::Attribute;
using topology::VpcEndpoint;

const VpcEndpoint& only_endpoint(const topology::Topology& topology) {
    return topology.all<VpcEndpoint>().begin()->second;
}

Attribute<bool> planned(std::string_view inbound_only) {
    const auto plan = fmt::format(
        R"({{"format_version": "1.2", "resource_changes": [{{"address": "aws_vpc_endpoint.s3",
        "mode": "managed", "type": "aws_vpc_endpoint", "name": "s3", "change": {{"actions": ["create"],
        "after": {{"private_dns_enabled": true, "vpc_endpoint_type": "Interface", "dns_options": [
          {{"private_dns_only_for_inbound_resolver_endpoint": {0}}}]}},
        "after_unknown": {{"id": true}}}}}}], "configuration": {{"root_module": {{"resources": [
        {{"address": "aws_vpc_endpoint.s3", "mode": "managed", "type": "aws_vpc_endpoint", "name": "s3",
        "expressions": {{"private_dns_enabled": {{"constant_value": true}}, "dns_options": [
          {{"private_dns_only_for_inbound_resolver_endpoint": {{"constant_value": {0}}}}}]}}}}]}}}}}})",
        inbound_only);
    const auto topology = read_terraform_plan(plan, "plan.json");
    EXPECT_TRUE(topology) << topology.error().message;
    return only_endpoint(*topology).private_dns_enabled;
}

Attribute<bool> observed(std::string_view inbound_only) {
    testing::RecordedAws aws;
    aws.on("DescribeVpcEndpoints",
           fmt::format(R"({{"VpcEndpoints": [{{"VpcEndpointId": "vpce-1", "VpcId": "vpc-1",
               "VpcEndpointType": "Interface", "PrivateDnsEnabled": true, "DnsOptions":
               {{"PrivateDnsOnlyForInboundResolverEndpoint": {}}}}}]}})",
                       inbound_only));
    aws.on("DescribeVpcs", R"({"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]})");
    return only_endpoint(testing::read(aws)).private_dns_enabled;
}

TEST(PrivateNames, OfEndpointsForInboundResolversAreNotTheVpcs) {
    EXPECT_EQ(planned("true"), Attribute<bool>(false));
    EXPECT_EQ(observed("true"), Attribute<bool>(false));
}

TEST(PrivateNames, OfAllOthersAre) {
    EXPECT_EQ(planned("false"), Attribute<bool>(true));
    EXPECT_EQ(observed("false"), Attribute<bool>(true));
}

}  // namespace
}  // namespace inland::sources
