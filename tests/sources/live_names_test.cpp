// SPDX-License-Identifier: Apache-2.0
#include "tests/sources/recorded_aws.h"

#include <gmock/gmock.h>

namespace inland::sources::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

RecordedAws network() {
    RecordedAws aws;
    aws.on("DescribeVpcs", R"({"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]})");
    return aws;
}

constexpr std::string_view zones = R"({"HostedZoneSummaries": [
    {"HostedZoneId": "Z1", "Name": "ec2.eu-central-1.amazonaws.com.",
     "Owner": {"OwningAccount": "123456789012"}},
    {"HostedZoneId": "Z2", "Name": "sts.eu-central-1.amazonaws.com.",
     "Owner": {"OwningService": "vpce.amazonaws.com"}}], "MaxItems": "100"})";

TEST(LiveNames, ReadsTheZonesOfANetworkWithAllPagesOfRecords) {
    auto aws = network();
    aws.on("ListHostedZonesByVPC", zones)
        .on("ListResourceRecordSets", R"({"ResourceRecordSets": [
            {"Name": "\\052.ec2.eu-central-1.amazonaws.com.", "Type": "A", "AliasTarget":
             {"HostedZoneId": "Z9", "DNSName": "vpce-1.example.", "EvaluateTargetHealth": true}}],
            "IsTruncated": true, "NextRecordName": "www.", "NextRecordType": "A"})")
        .on("ListResourceRecordSets", R"({"ResourceRecordSets": [
            {"Name": "www.ec2.eu-central-1.amazonaws.com.", "Type": "A", "TTL": 60,
             "ResourceRecords": [{"Value": "10.0.0.9"}]}], "IsTruncated": false})");
    const auto topology = read(aws, {.region = "eu-central-1"});
    ASSERT_THAT(topology.all<topology::HostedZone>(), SizeIs(1));
    const auto& zone = *topology.find<topology::HostedZone>("Z1");
    EXPECT_EQ(zone.zone_name.value(), "ec2.eu-central-1.amazonaws.com");
    EXPECT_EQ(zone.vpcs.value().front().key, "vpc-1");
    ASSERT_THAT(zone.records.value(), SizeIs(2));
    EXPECT_EQ(zone.records.value()[0].name, "*.ec2.eu-central-1.amazonaws.com");
    EXPECT_EQ(zone.records.value()[0].alias, "vpce-1.example");
    EXPECT_THAT(zone.records.value()[1].values, ElementsAre("10.0.0.9"));
    EXPECT_EQ(string_or_empty(aws.inputs_of("ListResourceRecordSets").at(1), "StartRecordName"),
              "www.");
}

TEST(LiveNames, ZonesThatMayNotBeListedAreMissing) {
    auto aws = network();
    aws.on_error("ListHostedZonesByVPC", {ErrorKind::AccessDenied, "no", "AccessDenied", 403});
    aws.on_error("ListResolverRules", {ErrorKind::AccessDenied, "no", "AccessDenied", 400});
    const auto topology = read(aws);
    EXPECT_THAT(topology.missing, Contains("hosted-zone"));
    EXPECT_THAT(topology.missing, Contains("resolver-rule"));
}

TEST(LiveNames, AnotherAccountsRecordsAreUnknown) {
    auto aws = network();
    aws.on("ListHostedZonesByVPC", zones);
    aws.on_error("ListResourceRecordSets",
                 {ErrorKind::AccessDenied, "not yours", "AccessDenied", 403});
    EXPECT_TRUE(read(aws).find<topology::HostedZone>("Z1")->records.is_unknown());
}

TEST(LiveNames, ReadsEndpointsAndRulesWithTheirNetworks) {
    auto aws = network();
    aws.on("ListResolverEndpoints", R"({"ResolverEndpoints": [{"Id": "rslvr-out-1", "Direction":
            "OUTBOUND", "HostVPCId": "vpc-1", "SecurityGroupIds": ["sg-1"], "Status":
            "OPERATIONAL"}, {"Id": "rslvr-in-2", "Direction": "INBOUND", "Status": "DELETING"}]})")
        .on("ListResolverEndpointIpAddresses",
            R"({"IpAddresses": [{"SubnetId": "subnet-1", "Ip": "10.0.0.5"}]})")
        .on("ListResolverRules", R"({"ResolverRules": [
            {"Id": "rslvr-autodefined-rr-internet-resolver", "DomainName": ".", "RuleType":
             "RECURSIVE"},
            {"Id": "rslvr-rr-1", "DomainName": "corp.example.com.", "RuleType": "FORWARD",
             "ResolverEndpointId": "rslvr-out-1", "TargetIps": [{"Ip": "192.168.0.53"}]},
            {"Id": "rslvr-rr-2", "DomainName": ".", "RuleType": "SYSTEM"}]})")
        .on("ListResolverRuleAssociations", R"({"ResolverRuleAssociations": [
            {"Id": "a", "ResolverRuleId": "rslvr-rr-1", "VPCId": "vpc-1", "Status": "COMPLETE"}]})");
    const auto topology = read(aws);
    EXPECT_THAT(topology.all<topology::ResolverEndpoint>(), SizeIs(1));
    ASSERT_THAT(topology.all<topology::ResolverRule>(), SizeIs(2));
    const auto& rule = *topology.find<topology::ResolverRule>("rslvr-rr-1");
    EXPECT_EQ(rule.domain_name.value(), "corp.example.com");
    EXPECT_EQ(rule.targets.value().front().port, 53);
    EXPECT_EQ(rule.endpoint.value().key, "rslvr-out-1");
    EXPECT_EQ(rule.vpcs.value().front().key, "vpc-1");
    const auto& all = *topology.find<topology::ResolverRule>("rslvr-rr-2");
    EXPECT_EQ(all.domain_name.value(), "");
    EXPECT_THAT(all.vpcs.value(), IsEmpty());
}

TEST(LiveNames, KnowsItsOwnRulesByTheCreatorsRequestId) {
    auto aws = network();
    aws.on("ListResolverRules", R"({"ResolverRules": [
            {"Id": "rslvr-rr-1", "DomainName": "corp.example.com.", "RuleType": "FORWARD",
             "Arn": "arn:1", "CreatorRequestId": "inland/atlas/resolver-rule/registry/0123abcd"},
            {"Id": "rslvr-rr-2", "DomainName": "example.org.", "RuleType": "FORWARD",
             "Arn": "arn:2", "CreatorRequestId": "terraform-2026"}]})")
        .on("ListResolverRuleAssociations", R"({"ResolverRuleAssociations": []})")
        .on("ListTagsForResource", R"({"Tags": [{"Key": "team", "Value": "platform"},
                                                {"Key": "inland.dev/cluster", "Value": "other"}]})");
    const auto topology = read(aws);
    EXPECT_EQ(topology.find<topology::ResolverRule>("rslvr-rr-1")->tags,
              (topology::Tags{{"inland.dev/cluster", "atlas"},
                              {"inland.dev/id", "resolver-rule/registry"},
                              {"team", "platform"}}));
    EXPECT_THAT(topology.find<topology::ResolverRule>("rslvr-rr-2")->tags, IsEmpty());
}

}  // namespace
}  // namespace inland::sources::testing
