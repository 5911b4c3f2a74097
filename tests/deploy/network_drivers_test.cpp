// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/drivers.h"
#include "tests/deploy/fake_aws.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::deploy {
namespace {

using testing::DriverRun;
using testing::owned;

topology::Vpc vpc() {
    auto desired = owned<topology::Vpc>("vpc/main");
    desired.cidr_block = Ipv4Prefix::parse("10.40.0.0/16").value();
    desired.enable_dns_support = true;
    desired.enable_dns_hostnames = true;
    return desired;
}

Error lost() {
    return {ErrorKind::Unavailable, "the connection broke",
            std::string(http::transport_code::connection_broken)};
}

TEST(VpcDriver, MakesItWithItsTags) {
    DriverRun run;
    run.aws.on("CreateVpc", R"({"Vpc": {"VpcId": "vpc-1"}})");
    const auto made = operations<topology::Vpc>().create(run.context, vpc());
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_EQ(*made, "vpc-1");
    const auto inputs = run.aws.inputs_of("CreateVpc");
    ASSERT_EQ(inputs.size(), 1U);
    EXPECT_EQ(find_string(inputs[0], "TagSpecifications.0.ResourceType"), "vpc");
    EXPECT_EQ(find_array(inputs[0], "TagSpecifications.0.Tags").size(), 2U);
}

TEST(VpcDriver, UsesTheOneThatAKilledRunLeftBehind) {
    DriverRun run;
    run.aws.on("DescribeVpcs", R"({"Vpcs": [{"VpcId": "vpc-7"}]})");
    EXPECT_EQ(operations<topology::Vpc>().create(run.context, vpc()), "vpc-7");
    EXPECT_TRUE(run.aws.inputs_of("CreateVpc").empty());
}

TEST(VpcDriver, LooksForItAfterALostAnswerBeforeItMakesAnother) {
    DriverRun run;
    int looks = 0;
    run.aws.refuse("CreateVpc", lost())
        .on("DescribeVpcs", [&](const json::object&) -> Result<json::object> {
            // The first look comes before the create; AWS hides the new one for two more.
            if (++looks < 4)
                return json::object();
            return json::object{{"Vpcs", json::array{json::object{{"VpcId", "vpc-9"}}}}};
        });
    EXPECT_EQ(operations<topology::Vpc>().create(run.context, vpc()), "vpc-9");
    EXPECT_EQ(run.aws.inputs_of("CreateVpc").size(), 1U);
}

TEST(VpcDriver, SetsBothDnsAttributes) {
    DriverRun run;
    run.context.bind("vpc", "vpc/main", "vpc-1");
    ASSERT_TRUE(operations<topology::Vpc>().attach(run.context, vpc(), nullptr));
    EXPECT_EQ(run.aws.inputs_of("ModifyVpcAttribute").size(), 2U);
}

TEST(SubnetDriver, BearsWithAVpcThatEc2DoesNotFindYet) {
    DriverRun run;
    run.context.bind("vpc", "vpc/main", "vpc-1");
    int tries = 0;
    run.aws.on("CreateSubnet", [&](const json::object&) -> Result<json::object> {
        if (++tries < 3)
            return failure(ErrorKind::NotFound, "no such VPC", "InvalidVpcID.NotFound", 400);
        return json::object{{"Subnet", json::object{{"SubnetId", "subnet-1"}}}};
    });
    auto desired = owned<topology::Subnet>("subnet/private-a");
    desired.vpc = topology::Reference<topology::Vpc>{"vpc/main"};
    desired.cidr_block = Ipv4Prefix::parse("10.40.0.0/18").value();
    desired.availability_zone = "eu-central-1a";
    EXPECT_EQ(operations<topology::Subnet>().create(run.context, desired), "subnet-1");
    EXPECT_EQ(find_string(run.aws.inputs_of("CreateSubnet")[0], "VpcId"), "vpc-1");
}

TEST(SubnetDriver, TakesOneThatIsGoneForRemoved) {
    DriverRun run;
    run.aws.refuse("DeleteSubnet", {ErrorKind::NotFound, "gone", "InvalidSubnetID.NotFound", 400});
    const auto observed = owned<topology::Subnet>("subnet/private-a", "subnet-1");
    EXPECT_TRUE(operations<topology::Subnet>().remove(run.context, observed));
}

TEST(SubnetDriver, LeavesADependencyToTheCaller) {
    DriverRun run;
    run.aws.refuse("DeleteSubnet", {ErrorKind::InUse, "in use", "DependencyViolation", 400});
    const auto observed = owned<topology::Subnet>("subnet/private-a", "subnet-1");
    const auto removed = operations<topology::Subnet>().remove(run.context, observed);
    ASSERT_FALSE(removed);
    EXPECT_EQ(removed.error().kind, ErrorKind::InUse);
}

topology::SecurityGroup endpoints_group() {
    auto group = owned<topology::SecurityGroup>("security-group/endpoints", "sg-1");
    group.ingress = std::vector<topology::SecurityGroupRule>{
        {.protocol = 6, .ports = {443, 443}, .group = "eks-cluster-sg/atlas"}};
    group.egress = std::vector<topology::SecurityGroupRule>{};
    return group;
}

TEST(SecurityGroupDriver, AddsWhatIsMissingAndRevokesWhatIsTooMuch) {
    DriverRun run;
    run.context.bind("security-group", "security-group/endpoints", "sg-1");
    run.context.bind("security-group", "eks-cluster-sg/atlas", "sg-9");
    run.aws.on("DescribeSecurityGroups", R"({"SecurityGroups": [{"GroupId": "sg-1",
        "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}]})");
    ASSERT_TRUE(
        operations<topology::SecurityGroup>().attach(run.context, endpoints_group(), nullptr));
    const auto added = run.aws.inputs_of("AuthorizeSecurityGroupIngress");
    ASSERT_EQ(added.size(), 1U);
    EXPECT_EQ(find_string(added[0], "IpPermissions.0.UserIdGroupPairs.0.GroupId"), "sg-9");
    EXPECT_EQ(find_int(added[0], "IpPermissions.0.FromPort"), 443);
    const auto revoked = run.aws.inputs_of("RevokeSecurityGroupEgress");
    ASSERT_EQ(revoked.size(), 1U);
    EXPECT_EQ(find_string(revoked[0], "IpPermissions.0.IpProtocol"), "-1");
}

TEST(SecurityGroupDriver, ChangesNothingWhereNothingDiffers) {
    DriverRun run;
    run.context.bind("security-group", "security-group/endpoints", "sg-1");
    run.context.bind("security-group", "eks-cluster-sg/atlas", "sg-9");
    run.aws.on("DescribeSecurityGroups", R"({"SecurityGroups": [{"GroupId": "sg-1",
        "IpPermissions": [
        {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
         "UserIdGroupPairs": [{"GroupId": "sg-9"}]},
        {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": "10.0.0.0/8",
         "Description": "elbv2.k8s.aws/targetGroupBinding=shared"}]}]}]})");
    ASSERT_TRUE(
        operations<topology::SecurityGroup>().attach(run.context, endpoints_group(), nullptr));
    EXPECT_TRUE(run.aws.inputs_of("AuthorizeSecurityGroupIngress").empty());
    EXPECT_TRUE(run.aws.inputs_of("RevokeSecurityGroupIngress").empty());
}

TEST(SecurityGroupDriver, LetsGoOfGroupsThatItsRulesName) {
    DriverRun run;
    run.aws.on("DescribeSecurityGroups", R"({"SecurityGroups": [{"GroupId": "sg-1",
        "IpPermissions": [
        {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
         "UserIdGroupPairs": [{"GroupId": "sg-9"}]},
        {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
         "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}]}]})");
    ASSERT_TRUE(operations<topology::SecurityGroup>().detach(run.context, endpoints_group()));
    const auto revoked = run.aws.inputs_of("RevokeSecurityGroupIngress");
    ASSERT_EQ(revoked.size(), 1U);
    EXPECT_EQ(find_array(revoked[0], "IpPermissions").size(), 1U);
}

topology::VpcEndpoint endpoint(const std::string& name) {
    auto made = owned<topology::VpcEndpoint>("vpc-endpoint/" + name, "vpce-" + name);
    return made;
}

TEST(VpcEndpointDriver, LooksAtAllWithOneCall) {
    DriverRun run;
    run.aws.on("DescribeVpcEndpoints", R"({"VpcEndpoints": [
        {"VpcEndpointId": "vpce-a", "State": "available"},
        {"VpcEndpointId": "vpce-b", "State": "pending"},
        {"VpcEndpointId": "vpce-c", "State": "failed"}]})");
    const auto a = endpoint("a");
    const auto b = endpoint("b");
    const auto c = endpoint("c");
    const std::vector<const topology::VpcEndpoint*> all = {&a, &b, &c};
    const auto answers = operations<topology::VpcEndpoint>().ready(run.context, all);
    ASSERT_TRUE(answers) << answers.error().message;
    EXPECT_EQ(run.aws.inputs_of("DescribeVpcEndpoints").size(), 1U);
    EXPECT_TRUE(std::holds_alternative<Ready>(answers->at(0)));
    EXPECT_EQ(std::get<NotYet>(answers->at(1)).state, "pending");
    EXPECT_EQ(std::get<Error>(answers->at(2)).kind, ErrorKind::Failed);
}

TEST(VpcEndpointDriver, IsGoneWhenEc2DoesNotFindIt) {
    DriverRun run;
    run.aws.refuse("DescribeVpcEndpoints",
                   {ErrorKind::NotFound, "gone", "InvalidVpcEndpointId.NotFound", 400});
    const auto a = endpoint("a");
    const std::vector<const topology::VpcEndpoint*> all = {&a};
    const auto answers = operations<topology::VpcEndpoint>().gone(run.context, all);
    ASSERT_TRUE(answers) << answers.error().message;
    EXPECT_TRUE(std::holds_alternative<Ready>(answers->at(0)));
}

TEST(VpnConnectionDriver, AddsRoutesOnceItIsAvailable) {
    DriverRun run;
    run.context.bind("vpn-connection", "vpn-connection/main", "vpn-1");
    int looks = 0;
    run.aws.on("DescribeVpnConnections", [&](const json::object&) -> Result<json::object> {
        const auto* state = ++looks < 3 ? "pending" : "available";
        return json::object{
            {"VpnConnections",
             json::array{json::object{{"VpnConnectionId", "vpn-1"}, {"State", state}}}}};
    });
    auto desired = owned<topology::VpnConnection>("vpn-connection/main");
    desired.static_routes = std::vector{Ipv4Prefix::parse("192.168.0.0/16").value()};
    ASSERT_TRUE(operations<topology::VpnConnection>().attach(run.context, desired, nullptr));
    EXPECT_EQ(looks, 3);
    EXPECT_EQ(run.aws.inputs_of("CreateVpnConnectionRoute").size(), 1U);
}

}  // namespace
}  // namespace inland::deploy
