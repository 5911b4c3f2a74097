// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "tests/emulator/services/service_world.h"

#include <gmock/gmock.h>

namespace inland::emulator::testing {

namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// Flow logs, interfaces, addresses, key pairs and what blocks public access.
struct NetworkParts : ::testing::Test {
    ServiceWorld aws;
    std::string vpc = aws.make_vpc();
    std::string subnet = aws.make_subnet(vpc, "10.40.1.0/24");

    [[nodiscard]] json::object to_log_group(const std::string& resource) const {
        return {{"ResourceIds", json::array{resource}},
                {"ResourceType", "VPC"},
                {"TrafficType", "ALL"},
                {"LogGroupName", "/flows"},
                {"DeliverLogsPermissionArn", "arn:aws:iam::123456789012:role/flows"}};
    }
    std::string make_interface(json::object input = {}) {
        input["SubnetId"] = subnet;
        return text_of(
            object_of(aws.must("ec2", "CreateNetworkInterface", input), "NetworkInterface"),
            "NetworkInterfaceId");
    }
    json::object interface(const std::string& id) {
        return first_of(aws.must("ec2", "DescribeNetworkInterfaces",
                                 {{"NetworkInterfaceIds", json::array{id}}}),
                        "NetworkInterfaces");
    }
};

TEST_F(NetworkParts, FlowLogShowsWhereItGoes) {
    const auto ids = aws.must("ec2", "CreateFlowLogs", to_log_group(vpc));
    ASSERT_EQ(list_of(ids, "FlowLogIds").size(), 1U);
    const auto log = first_of(aws.must("ec2", "DescribeFlowLogs"), "FlowLogs");
    EXPECT_EQ(text_of(log, "ResourceId"), vpc);
    EXPECT_EQ(text_of(log, "LogDestination"),
              "arn:aws:logs:eu-central-1:123456789012:log-group:/flows");
    EXPECT_EQ(number_of(log, "MaxAggregationInterval"), 600);
    EXPECT_THAT(text_of(log, "LogFormat"), StartsWith("${version} ${account-id}"));
    aws.must("ec2", "DeleteFlowLogs", {{"FlowLogIds", list_of(ids, "FlowLogIds")}});
    EXPECT_EQ(aws.code("ec2", "DeleteFlowLogs", {{"FlowLogIds", list_of(ids, "FlowLogIds")}}),
              "InvalidFlowLogId.NotFound");
}

TEST_F(NetworkParts, FlowLogsAreCheckedBeforeTheyAreMade) {
    aws.must("ec2", "CreateFlowLogs", to_log_group(vpc));
    EXPECT_EQ(aws.code("ec2", "CreateFlowLogs", to_log_group(vpc)), "FlowLogAlreadyExists");
    auto input = to_log_group(vpc);
    input.erase("DeliverLogsPermissionArn");
    EXPECT_EQ(aws.code("ec2", "CreateFlowLogs", input), "InvalidParameter");
    input = to_log_group(vpc);
    input["TrafficType"] = "SOME";
    EXPECT_EQ(aws.code("ec2", "CreateFlowLogs", input), "InvalidParameterValue");
    input = to_log_group(vpc);
    input["MaxAggregationInterval"] = 61;
    EXPECT_EQ(aws.code("ec2", "CreateFlowLogs", input), "InvalidParameter");
    input["MaxAggregationInterval"] = 60;
    input["ResourceIds"] = json::array{"vpc-0123456789abcdef0"};
    const auto output = aws.must("ec2", "CreateFlowLogs", input);
    EXPECT_THAT(values_at(output, "Unsuccessful[].Error.Code"),
                ElementsAre("InvalidVpcID.NotFound"));
}

TEST_F(NetworkParts, SameClientTokenMakesOneFlowLog) {
    auto input = to_log_group(vpc);
    input["ClientToken"] = "once";
    EXPECT_EQ(aws.must("ec2", "CreateFlowLogs", input), aws.must("ec2", "CreateFlowLogs", input));
    EXPECT_EQ(list_of(aws.must("ec2", "DescribeFlowLogs"), "FlowLogs").size(), 1U);
}

TEST_F(NetworkParts, InterfaceTakesAndGivesBackSecondaryAddresses) {
    const auto id = make_interface({{"PrivateIpAddress", "10.40.1.20"}});
    aws.must("ec2", "AssignPrivateIpAddresses",
             {{"NetworkInterfaceId", id}, {"PrivateIpAddresses", json::array{"10.40.1.30"}}});
    aws.must("ec2", "AssignPrivateIpAddresses",
             {{"NetworkInterfaceId", id}, {"SecondaryPrivateIpAddressCount", 1}});
    EXPECT_THAT(values_at(interface(id), "PrivateIpAddresses[].PrivateIpAddress"),
                ElementsAre("10.40.1.20", "10.40.1.30", "10.40.1.4"));
    EXPECT_EQ(
        aws.code("ec2", "UnassignPrivateIpAddresses",
                 {{"NetworkInterfaceId", id}, {"PrivateIpAddresses", json::array{"10.40.1.20"}}}),
        "InvalidParameterValue");
    aws.must("ec2", "UnassignPrivateIpAddresses",
             {{"NetworkInterfaceId", id},
              {"PrivateIpAddresses", json::array{"10.40.1.30", "10.40.1.4"}}});
    EXPECT_THAT(values_at(interface(id), "PrivateIpAddresses[].PrivateIpAddress"),
                ElementsAre("10.40.1.20"));
}

TEST_F(NetworkParts, ForeignReservedAndUsedAddressesAreRefused) {
    make_interface({{"PrivateIpAddress", "10.40.1.20"}});
    const auto code = [&](std::string_view address) {
        return aws.code("ec2", "CreateNetworkInterface",
                        {{"SubnetId", subnet}, {"PrivateIpAddress", address}});
    };
    EXPECT_EQ(code("10.40.2.20"), "InvalidParameterValue");
    EXPECT_EQ(code("10.40.1.3"), "InvalidParameterValue");
    EXPECT_EQ(code("10.40.1.255"), "InvalidParameterValue");
    EXPECT_EQ(code("10.40.1.20"), "InvalidIPAddress.InUse");
}

TEST_F(NetworkParts, ElasticAddressIsTiedToAnInterfaceBehindAnInternetGateway) {
    const auto id = make_interface();
    const auto address = text_of(aws.must("ec2", "AllocateAddress"), "AllocationId");
    const json::object tie{{"AllocationId", address}, {"NetworkInterfaceId", id}};
    EXPECT_EQ(aws.code("ec2", "AssociateAddress", tie), "Gateway.NotAttached");
    const auto gateway =
        text_of(object_of(aws.must("ec2", "CreateInternetGateway"), "InternetGateway"),
                "InternetGatewayId");
    aws.must("ec2", "AttachInternetGateway", {{"InternetGatewayId", gateway}, {"VpcId", vpc}});
    const auto association = text_of(aws.must("ec2", "AssociateAddress", tie), "AssociationId");
    EXPECT_EQ(text_of(object_of(interface(id), "Association"), "AllocationId"), address);
    EXPECT_EQ(aws.code("ec2", "ReleaseAddress", {{"AllocationId", address}}),
              "InvalidIPAddress.InUse");
    aws.must("ec2", "DisassociateAddress", {{"AssociationId", association}});
    EXPECT_FALSE(has(interface(id), "Association"));
    aws.must("ec2", "ReleaseAddress", {{"AllocationId", address}});
}

TEST_F(NetworkParts, InterfaceAttributesAreReadOneByOne) {
    const auto id = make_interface({{"Description", "an appliance"}});
    const auto description = aws.must("ec2", "DescribeNetworkInterfaceAttribute",
                                      {{"NetworkInterfaceId", id}, {"Attribute", "description"}});
    EXPECT_EQ(text_of(object_of(description, "Description"), "Value"), "an appliance");
    EXPECT_EQ(aws.code("ec2", "DescribeNetworkInterfaceAttribute",
                       {{"NetworkInterfaceId", id}, {"Attribute", "colour"}}),
              "InvalidParameterValue");
}

TEST_F(NetworkParts, FingerprintOfAnImportedKeyIsEc2s) {
    const auto output = aws.must(
        "ec2", "ImportKeyPair",
        {{"KeyName", "main"},
         {"PublicKeyMaterial",
          base64("ssh-ed25519 "
                 "AAAAC3NzaC1lZDI1NTE5AAAAIJ0CFTcbSTcd5Rt0Ib5vJNgIOkxVCZpQqyOgzqoLyZJh a@b")}});
    EXPECT_THAT(text_of(output, "KeyPairId"), StartsWith("key-"));
    EXPECT_EQ(text_of(output, "KeyFingerprint").size(), 44U);  // base64 of SHA-256
    EXPECT_EQ(aws.code("ec2", "ImportKeyPair",
                       {{"KeyName", "other"}, {"PublicKeyMaterial", base64("nonsense")}}),
              "InvalidKey.Format");
}

TEST_F(NetworkParts, PrivateHalfOfAKeyIsShownOnce) {
    const auto output = aws.must("ec2", "CreateKeyPair", {{"KeyName", "main"}});
    EXPECT_THAT(text_of(output, "KeyMaterial"), StartsWith("-----BEGIN RSA PRIVATE KEY-----"));
    EXPECT_EQ(text_of(output, "KeyFingerprint").size(), 59U);  // SHA-1 with colons
    EXPECT_EQ(aws.code("ec2", "CreateKeyPair", {{"KeyName", "main"}}), "InvalidKeyPair.Duplicate");
    const auto pair = first_of(aws.must("ec2", "DescribeKeyPairs"), "KeyPairs");
    EXPECT_FALSE(has(pair, "KeyMaterial"));
    aws.must("ec2", "DeleteKeyPair", {{"KeyName", "main"}});
    EXPECT_EQ(aws.code("ec2", "DescribeKeyPairs", {{"KeyNames", json::array{"main"}}}),
              "InvalidKeyPair.NotFound");
}

TEST_F(NetworkParts, BlockedPublicAccessIsShownOnEveryVpcButTheExcluded) {
    const auto mode_of = [&](const std::string& id) {
        const auto row =
            first_of(aws.must("ec2", "DescribeVpcs", {{"VpcIds", json::array{id}}}), "Vpcs");
        return text_of(object_of(row, "BlockPublicAccessStates"), "InternetGatewayBlockMode");
    };
    aws.must("ec2", "ModifyVpcBlockPublicAccessOptions",
             {{"InternetGatewayBlockMode", "block-bidirectional"}});
    EXPECT_EQ(mode_of(vpc), "block-bidirectional");
    aws.must("ec2", "CreateVpcBlockPublicAccessExclusion",
             {{"VpcId", vpc}, {"InternetGatewayExclusionMode", "allow-egress"}});
    EXPECT_EQ(mode_of(vpc), "off");
    EXPECT_EQ(aws.code("ec2", "ModifyVpcBlockPublicAccessOptions",
                       {{"InternetGatewayBlockMode", "sometimes"}}),
              "InvalidParameterValue");
}

TEST_F(NetworkParts, SecondaryBlockOfAVpcGoesWhenNoSubnetLiesInIt) {
    const auto block =
        aws.must("ec2", "AssociateVpcCidrBlock", {{"VpcId", vpc}, {"CidrBlock", "100.64.0.0/16"}});
    const json::object end{
        {"AssociationId", text_of(object_of(block, "CidrBlockAssociation"), "AssociationId")}};
    const auto inside = aws.make_subnet(vpc, "100.64.1.0/24");
    EXPECT_EQ(aws.code("ec2", "DisassociateVpcCidrBlock", end), "DependencyViolation");
    aws.must("ec2", "DeleteSubnet", {{"SubnetId", inside}});
    aws.must("ec2", "DisassociateVpcCidrBlock", end);
    const auto row =
        first_of(aws.must("ec2", "DescribeVpcs", {{"VpcIds", json::array{vpc}}}), "Vpcs");
    EXPECT_THAT(values_at(row, "CidrBlockAssociationSet[].CidrBlock"), ElementsAre("10.40.0.0/16"));
}

}  // namespace

}  // namespace inland::emulator::testing
