// SPDX-License-Identifier: Apache-2.0
// Subnets that one account shares with another: what the participant sees, may make and may not,
// and what the owner sees of it (VPC User Guide, Share your VPC subnets with other accounts).
#include "tests/emulator/services/service_world.h"

#include <gmock/gmock.h>

namespace inland::emulator::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

/// The owner's VPC with two subnets, of which the first is shared with another account.
class Sharing : public ServiceWorld, public ::testing::Test {
  protected:
    Sharing() {
        vpc_ = make_vpc();
        shared_ = make_subnet(vpc_, "10.40.0.0/24");
        kept_ = make_subnet(vpc_, "10.40.1.0/24", 'b');
        pass(std::chrono::minutes(1));
        const auto output = must("ram", "CreateResourceShare",
                                 {{"name", "network"},
                                  {"resourceArns", json::array{json::value(arn_of(shared_))}},
                                  {"principals", json::array{json::value(participant)}}});
        share_ = text_of(object_of(output, "resourceShare"), "resourceShareArn");
    }

    static std::string arn_of(const std::string& subnet) {
        return "arn:aws:ec2:eu-central-1:123456789012:subnet/" + subnet;
    }

    void become(const std::string& account) {
        caller.account = account;
        caller.principal_arn = "arn:aws:iam::" + account + ":root";
    }

    /// The ids that a call tells of the owner's VPC.
    std::vector<std::string> told(std::string_view operation, const std::string& path) {
        const json::object filter{{"Name", "vpc-id"}, {"Values", json::array{json::value(vpc_)}}};
        return values_at(must("ec2", operation, {{"Filters", json::array{filter}}}), path);
    }

    std::string make_group(const std::string& name) {
        return text_of(must("ec2", "CreateSecurityGroup",
                            {{"GroupName", name}, {"Description", name}, {"VpcId", vpc_}}),
                       "GroupId");
    }

    json::object make_interface(const std::string& group) {
        return object_of(must("ec2", "CreateNetworkInterface",
                              {{"SubnetId", shared_}, {"Groups", json::array{json::value(group)}}}),
                         "NetworkInterface");
    }

    static constexpr const char* owner = "123456789012";
    static constexpr const char* participant = "222222222222";
    std::string vpc_;
    std::string shared_;
    std::string kept_;
    std::string share_;
};

TEST_F(Sharing, TheParticipantSeesTheSubnetItsVpcAndItsRoutes) {
    become(participant);
    EXPECT_THAT(told("DescribeSubnets", "Subnets[].SubnetId"), ElementsAre(shared_));
    EXPECT_THAT(told("DescribeVpcs", "Vpcs[].OwnerId"), ElementsAre(owner));
    EXPECT_THAT(told("DescribeRouteTables", "RouteTables[].OwnerId"), ElementsAre(owner));
    EXPECT_THAT(told("DescribeNetworkAcls", "NetworkAcls[].OwnerId"), ElementsAre(owner));
    EXPECT_THAT(told("DescribeSecurityGroups", "SecurityGroups[].GroupId"), IsEmpty());
}

TEST_F(Sharing, EndpointsAndTagsOfTheOwnerAreNotTold) {
    must("ec2", "CreateTags",
         {{"Resources", json::array{json::value(shared_)}},
          {"Tags", json::array{json::object{{"Key", "team"}, {"Value", "network"}}}}});
    must("ec2", "CreateVpcEndpoint",
         {{"VpcId", vpc_},
          {"VpcEndpointType", "Interface"},
          {"PrivateDnsEnabled", false},
          {"ServiceName", "com.amazonaws.eu-central-1.sts"},
          {"SubnetIds", json::array{json::value(shared_)}}});
    become(participant);
    EXPECT_THAT(told("DescribeSubnets", "Subnets[].Tags[].Key"), IsEmpty());
    EXPECT_THAT(told("DescribeVpcEndpoints", "VpcEndpoints[].VpcEndpointId"), IsEmpty());
    must("ec2", "CreateTags",
         {{"Resources", json::array{json::value(shared_)}},
          {"Tags", json::array{json::object{{"Key", "mine"}, {"Value", "1"}}}}});
    EXPECT_THAT(told("DescribeSubnets", "Subnets[].Tags[].Key"), ElementsAre("mine"));
    become(owner);
    EXPECT_THAT(told("DescribeSubnets", "Subnets[].Tags[].Key"), ElementsAre("team"));
}

TEST_F(Sharing, TheParticipantMakesGroupsAndInterfacesAndNothingElse) {
    become(participant);
    EXPECT_EQ(text_of(make_interface(make_group("nodes")), "OwnerId"), participant);
    constexpr auto refused = "UnauthorizedOperation";
    EXPECT_EQ(code("ec2", "CreateSubnet", {{"VpcId", vpc_}, {"CidrBlock", "10.40.9.0/24"}}),
              refused);
    EXPECT_EQ(code("ec2", "DeleteSubnet", {{"SubnetId", shared_}}), refused);
    EXPECT_EQ(code("ec2", "CreateVpcEndpoint",
                   {{"VpcId", vpc_}, {"ServiceName", "com.amazonaws.eu-central-1.s3"}}),
              refused);
    const auto table = told("DescribeRouteTables", "RouteTables[].RouteTableId").front();
    EXPECT_EQ(code("ec2", "CreateRoute",
                   {{"RouteTableId", table}, {"DestinationCidrBlock", "10.99.0.0/16"}}),
              refused);
    EXPECT_EQ(code("ec2", "CreateNetworkInterface", {{"SubnetId", kept_}}),
              "InvalidSubnetID.NotFound");
    EXPECT_EQ(code("ec2", "CreateNetworkInterface", {{"SubnetId", shared_}}),
              "OperationNotPermitted")
        << "the VPC's default group is the owner's";
}

TEST_F(Sharing, NoAddressIsGivenTwice) {
    const auto theirs = text_of(make_interface(make_group("owners")), "PrivateIpAddress");
    become(participant);
    const auto group = make_group("participants");
    const auto ours = text_of(make_interface(group), "PrivateIpAddress");
    EXPECT_NE(ours, theirs);
    EXPECT_EQ(code("ec2", "CreateNetworkInterface",
                   {{"SubnetId", shared_},
                    {"Groups", json::array{json::value(group)}},
                    {"PrivateIpAddress", theirs}}),
              "InvalidIPAddress.InUse");
    EXPECT_THAT(told("DescribeSubnets", "Subnets[].AvailableIpAddressCount"), ElementsAre("249"));
}

TEST_F(Sharing, TheOwnerSeesTheParticipantsInterfaceAndMayNotChangeIt) {
    become(participant);
    const auto interface = text_of(make_interface(make_group("nodes")), "NetworkInterfaceId");
    become(owner);
    EXPECT_THAT(told("DescribeNetworkInterfaces", "NetworkInterfaces[].NetworkInterfaceId"),
                Contains(interface));
    EXPECT_EQ(code("ec2", "DeleteNetworkInterface", {{"NetworkInterfaceId", interface}}),
              "UnauthorizedOperation");
    EXPECT_EQ(code("ec2", "DeleteSubnet", {{"SubnetId", shared_}}), "DependencyViolation");
}

TEST_F(Sharing, EndsWithTheShareAndLeavesWhatTheParticipantMade) {
    become(participant);
    const auto interface = text_of(make_interface(make_group("nodes")), "NetworkInterfaceId");
    become(owner);
    must("ram", "DisassociateResourceShare",
         {{"resourceShareArn", share_},
          {"resourceArns", json::array{json::value(arn_of(shared_))}}});
    become(participant);
    EXPECT_THAT(told("DescribeSubnets", "Subnets[].SubnetId"), IsEmpty());
    EXPECT_THAT(told("DescribeNetworkInterfaces", "NetworkInterfaces[].NetworkInterfaceId"),
                ElementsAre(interface));
    must("ec2", "DeleteNetworkInterface", {{"NetworkInterfaceId", interface}});
    become(owner);
    must("ec2", "DeleteSubnet", {{"SubnetId", shared_}});
}

TEST_F(Sharing, IsListedToBothSides) {
    EXPECT_THAT(
        values_at(must("ram", "GetResourceShareAssociations", {{"associationType", "PRINCIPAL"}}),
                  "resourceShareAssociations[].associatedEntity"),
        ElementsAre(participant));
    become(participant);
    EXPECT_THAT(values_at(must("ram", "ListResources", {{"resourceOwner", "OTHER-ACCOUNTS"}}),
                          "resources[].arn"),
                ElementsAre(arn_of(shared_)));
    EXPECT_THAT(values_at(must("ram", "GetResourceShares", {{"resourceOwner", "SELF"}}),
                          "resourceShares[].resourceShareArn"),
                IsEmpty());
    EXPECT_EQ(code("ram", "DeleteResourceShare", {{"resourceShareArn", share_}}),
              "UnknownResourceException");
    become(owner);
    must("ram", "DeleteResourceShare", {{"resourceShareArn", share_}});
    become(participant);
    EXPECT_THAT(told("DescribeSubnets", "Subnets[].SubnetId"), IsEmpty());
}

TEST_F(Sharing, OfWhatIsNotOnesOwnIsRefused) {
    const auto asked = [&](const std::string& resource) {
        return code("ram", "CreateResourceShare",
                    {{"name", "more"}, {"resourceArns", json::array{json::value(resource)}}});
    };
    EXPECT_EQ(asked("not an ARN"), "MalformedArnException");
    EXPECT_EQ(asked(arn_of("subnet-00000000")), "UnknownResourceException");
    become(participant);
    EXPECT_EQ(asked(arn_of(shared_)), "UnknownResourceException");
}

}  // namespace
}  // namespace inland::emulator::testing
