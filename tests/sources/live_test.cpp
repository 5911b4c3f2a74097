// SPDX-License-Identifier: Apache-2.0
#include "sources/live.h"

#include "tests/sources/recorded_aws.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::sources {
namespace {

using ::testing::ElementsAre;
using testing::read;
using testing::RecordedAws;

const char* const owned_vpc = R"({"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.40.0.0/16",
    "DhcpOptionsId": "default", "CidrBlockAssociationSet": [{"CidrBlock": "10.40.0.0/16",
    "CidrBlockState": {"State": "associated"}}], "Tags": [
    {"Key": "inland.dev/cluster", "Value": "atlas"}, {"Key": "inland.dev/id", "Value": "vpc/main"}]}]})";

const char* const two_subnets = R"({"Subnets": [
    {"SubnetId": "subnet-2", "VpcId": "vpc-1", "CidrBlock": "10.40.64.0/18",
     "AvailabilityZone": "eu-central-1b", "AvailabilityZoneId": "euc1-az3",
     "AvailableIpAddressCount": 16379, "MapPublicIpOnLaunch": false, "Tags": [
     {"Key": "inland.dev/cluster", "Value": "atlas"},
     {"Key": "inland.dev/id", "Value": "subnet/private-b"}]},
    {"SubnetId": "subnet-9", "VpcId": "vpc-1", "CidrBlock": "10.40.192.0/18",
     "AvailabilityZone": "eu-central-1c", "MapPublicIpOnLaunch": true, "Tags": []}]})";

TEST(ReadLive, NamesWhatInlandMadeByItsLogicalName) {
    RecordedAws aws;
    aws.on("DescribeVpcs", owned_vpc).on("DescribeSubnets", two_subnets);
    const auto topology = read(aws, {.cluster = "atlas", .region = "eu-central-1"});
    ASSERT_EQ(topology.all<topology::Vpc>().size(), 1U);
    const auto* subnet = topology.find<topology::Subnet>("subnet/private-b");
    ASSERT_NE(subnet, nullptr);
    EXPECT_EQ(subnet->id, "subnet-2");
    EXPECT_EQ(subnet->vpc.value().key, "vpc/main");
    EXPECT_EQ(subnet->available_addresses.value(), 16379);
    EXPECT_NE(topology.find<topology::Subnet>("subnet-9"), nullptr);
    EXPECT_EQ(topology.region, "eu-central-1");
}

TEST(ReadLive, KeepsAwsIdsWhenNoClusterIsAskedFor) {
    RecordedAws aws;
    aws.on("DescribeVpcs", owned_vpc).on("DescribeSubnets", two_subnets);
    const auto topology = read(aws);
    EXPECT_NE(topology.find<topology::Vpc>("vpc-1"), nullptr);
    EXPECT_EQ(topology.find<topology::Subnet>("subnet-2")->vpc.value().key, "vpc-1");
}

TEST(ReadLive, AsksForOneClustersNetworkOnly) {
    RecordedAws aws;
    aws.on("DescribeVpcs", owned_vpc);
    read(aws, {.cluster = "atlas"});
    const auto asked = aws.inputs_of("DescribeSubnets");
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(find_string(asked[0], "Filters.0.Name"), "vpc-id");
    EXPECT_EQ(find_string(asked[0], "Filters.0.Values.0"), "vpc-1");
    EXPECT_EQ(find_string(aws.inputs_of("DescribeVpcs")[0], "Filters.0.Name"),
              "tag:inland.dev/cluster");
}

/// A principal that may read some of an account proves what that shows, and no more.
TEST(ReadLive, LeavesOpenWhatTheCallerMayNotReadWhereItIsAskedTo) {
    RecordedAws aws;
    aws.on("DescribeVpcs", owned_vpc)
        .on_error("DescribeVpcPeeringConnections",
                  {ErrorKind::AccessDenied, "not authorized", "UnauthorizedOperation", 403})
        .on_error("DescribeNetworkAcls", {ErrorKind::AccessDenied, "no", "AccessDenied", 403});
    const auto topology = read(
        aws,
        {.cluster = "atlas", .networks = Networks::Connected, .refusals = Refusals::AreUnknown});
    EXPECT_EQ(topology.all<topology::Vpc>().size(), 1U);
    EXPECT_THAT(topology.missing, ElementsAre("network-acl"));
}

TEST(ReadLive, FailsWhereTheCallerMayNotReadClustersOrHasTheWrongKey) {
    const LiveOptions open{.refusals = Refusals::AreUnknown};
    RecordedAws closed, wrong;
    closed.on_error("ListClusters", {ErrorKind::AccessDenied, "no", "AccessDeniedException", 403});
    wrong.on_error("DescribeSubnets", {ErrorKind::AccessDenied, "expired", "RequestExpired", 400});
    wrong.on("DescribeVpcs", owned_vpc);
    EXPECT_FALSE(read_live(closed.describe(), open));
    EXPECT_FALSE(read_live(wrong.describe(), open));
}

TEST(ReadLive, AsksNothingOfNetworksWhereThereIsNone) {
    RecordedAws aws;
    const auto topology = read(aws, {.cluster = "atlas"});
    EXPECT_TRUE(aws.inputs_of("DescribeSubnets").empty());
    EXPECT_TRUE(topology.all<topology::Vpc>().empty());
}

TEST(ReadLive, FollowsPages) {
    RecordedAws aws;
    aws.on("DescribeVpcs", R"({"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}],
                               "NextToken": "more"})")
        .on("DescribeVpcs", R"({"Vpcs": [{"VpcId": "vpc-2", "CidrBlock": "10.1.0.0/16"}]})");
    EXPECT_EQ(read(aws).all<topology::Vpc>().size(), 2U);
    EXPECT_EQ(find_string(aws.inputs_of("DescribeVpcs")[1], "NextToken"), "more");
}

TEST(ReadLive, NamesWhatTheEndpointCannotTell) {
    RecordedAws aws;
    aws.on("ListClusters", R"({"clusters": ["atlas"]})")
        .on("DescribeCluster", R"({"cluster": {"name": "atlas", "status": "ACTIVE"}})")
        .on_error("ListAccessEntries", {ErrorKind::NotFound, "404 page not found", "", 404})
        .on_error("ListAddons", {ErrorKind::Unavailable, "not implemented", "", 501});
    EXPECT_THAT(read(aws).missing, ElementsAre("access-entry", "addon"));
}

TEST(ReadLive, FailsWhenReadingIsRefused) {
    RecordedAws aws;
    aws.on_error("DescribeVpcs",
                 {ErrorKind::AccessDenied, "not authorized", "UnauthorizedOperation", 403});
    const auto topology = read_live(aws.describe(), {});
    ASSERT_FALSE(topology);
    EXPECT_EQ(topology.error().kind, ErrorKind::AccessDenied);
    EXPECT_THAT(topology.error().message, ::testing::HasSubstr("DescribeVpcs"));
}

TEST(ReadLive, KeepsOfTwinsTheOneInUse) {
    RecordedAws aws;
    aws.on("DescribeVpcs", R"({"Vpcs": [
        {"VpcId": "vpc-0", "CidrBlock": "10.40.0.0/16", "Tags": [
            {"Key": "inland.dev/cluster", "Value": "atlas"},
            {"Key": "inland.dev/id", "Value": "vpc/main"}]},
        {"VpcId": "vpc-1", "CidrBlock": "10.40.0.0/16", "Tags": [
            {"Key": "inland.dev/cluster", "Value": "atlas"},
            {"Key": "inland.dev/id", "Value": "vpc/main"}]}]})")
        .on("DescribeSubnets", two_subnets);
    const auto topology = read(aws, {.cluster = "atlas"});
    EXPECT_EQ(topology.find<topology::Vpc>("vpc/main")->id, "vpc-1");
    EXPECT_NE(topology.find<topology::Vpc>("vpc-0"), nullptr);
}

TEST(ReadLive, LeavesOutWhatIsOnItsWayOut) {
    RecordedAws aws;
    aws.on("DescribeVpcEndpoints", R"({"VpcEndpoints": [
        {"VpcEndpointId": "vpce-1", "State": "deleting"},
        {"VpcEndpointId": "vpce-2", "State": "available"}]})")
        .on("DescribeVpnGateways", R"({"VpnGateways": [{"VpnGatewayId": "vgw-1",
            "State": "deleted"}]})");
    const auto topology = read(aws);
    EXPECT_EQ(topology.all<topology::VpcEndpoint>().size(), 1U);
    EXPECT_TRUE(topology.all<topology::VpnGateway>().empty());
}

}  // namespace
}  // namespace inland::sources
