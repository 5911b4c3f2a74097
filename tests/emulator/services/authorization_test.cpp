// SPDX-License-Identifier: Apache-2.0
#include "tests/emulator/services/identity_world.h"

#include <gmock/gmock.h>

namespace inland::emulator::testing {

namespace {

constexpr std::string_view eve = "arn:aws:iam::123456789012:user/eve";

TEST(Authorization, RootMayDoEverything) {
    IdentityWorld aws;
    EXPECT_EQ(aws.denial(aws.caller, "ec2", "CreateVpc"), "");
}

TEST(Authorization, UserWithoutPolicyIsRefusedInTheServicesOwnWords) {
    IdentityWorld aws;
    aws.must("iam", "CreateUser", {{"UserName", "eve"}});
    const auto who = aws.user("eve");
    EXPECT_EQ(
        aws.denial(who, "ec2", "DescribeVpcs"),
        fmt::format("UnauthorizedOperation: You are not authorized to perform this operation. "
                    "User: {} is not authorized to perform: ec2:DescribeVpcs because no "
                    "identity-based policy allows the ec2:DescribeVpcs action",
                    eve));
    EXPECT_EQ(
        aws.denial(who, "ec2", "CreateVpc"),
        fmt::format("UnauthorizedOperation: You are not authorized to perform this operation. "
                    "User: {} is not authorized to perform: ec2:CreateVpc on resource: "
                    "arn:aws:ec2:eu-central-1:123456789012:vpc/* because no identity-based "
                    "policy allows the ec2:CreateVpc action",
                    eve));
    EXPECT_EQ(aws.denial(who, "eks", "DescribeCluster", {{"name", "atlas"}}),
              fmt::format("AccessDeniedException: User: {} is not authorized to perform: "
                          "eks:DescribeCluster on resource: "
                          "arn:aws:eks:eu-central-1:123456789012:cluster/atlas because no "
                          "identity-based policy allows the eks:DescribeCluster action",
                          eve));
    EXPECT_EQ(aws.denial(who, "iam", "GetRole", {{"RoleName", "node"}}),
              fmt::format("AccessDenied: User: {} is not authorized to perform: iam:GetRole on "
                          "resource: role node because no identity-based policy allows the "
                          "iam:GetRole action",
                          eve));
    EXPECT_EQ(aws.denial(who, "sts", "GetCallerIdentity"), "");
}

TEST(Authorization, ExplicitDenyIsNamed) {
    IdentityWorld aws;
    aws.make_user("eve", R"(["ec2:*"])");
    aws.allow_user("eve", "no", IdentityWorld::statement("Deny", R"("ec2:CreateVpc")", "*"));
    EXPECT_TRUE(aws.denial(aws.user("eve"), "ec2", "CreateVpc")
                    .ends_with("with an explicit deny in an identity-based policy"));
    EXPECT_EQ(aws.denial(aws.user("eve"), "ec2", "DescribeVpcs"), "");
}

/// What the cluster autoscaler's role says (kubernetes/autoscaler, cloudprovider/aws/README.md):
/// the group is judged by its tags, and an instance by its group.
TEST(Authorization, ScalingGroupsAreJudgedByTheirTags) {
    IdentityWorld aws;
    const auto subnet = aws.make_subnet(aws.make_vpc(), "10.40.1.0/24");
    const json::object started{{"LaunchTemplateName", "nodes"}, {"Version", "$Latest"}};
    aws.must("ec2", "CreateLaunchTemplate",
             {{"LaunchTemplateName", "nodes"},
              {"LaunchTemplateData", {{"ImageId", "ami-1"}, {"InstanceType", "m6i.large"}}}});
    for (const std::string name : {"ours", "others"})
        aws.must(
            "autoscaling", "CreateAutoScalingGroup",
            {{"AutoScalingGroupName", name},
             {"MinSize", 0},
             {"MaxSize", 2},
             {"DesiredCapacity", 1},
             {"VPCZoneIdentifier", subnet},
             {"LaunchTemplate", started},
             {"Tags", json::array{json::object{{"Key", "cluster/" + name}, {"Value", "owned"}}}}});
    aws.pass(std::chrono::minutes(1));
    aws.must("iam", "CreateUser", {{"UserName", "eve"}});
    aws.allow_user("eve", "own",
                   IdentityWorld::statement("Allow", R"("autoscaling:*")", "*",
                                            R"({"StringEquals":{"aws:ResourceTag/cluster/ours":)"
                                            R"("owned"}})"));
    const auto who = aws.user("eve");
    for (const auto& [name, may] : {std::pair("ours", true), std::pair("others", false)}) {
        const json::object input{{"AutoScalingGroupName", name}, {"DesiredCapacity", 2}};
        EXPECT_EQ(aws.denial(who, "autoscaling", "SetDesiredCapacity", input).empty(), may);
        const auto groups = aws.must("autoscaling", "DescribeAutoScalingGroups",
                                     {{"AutoScalingGroupNames", json::array{name}}});
        const json::object member{
            {"InstanceId", string_or_empty(groups, "AutoScalingGroups.0.Instances.0.InstanceId")},
            {"ShouldDecrementDesiredCapacity", true}};
        EXPECT_EQ(
            aws.denial(who, "autoscaling", "TerminateInstanceInAutoScalingGroup", member).empty(),
            may);
    }
    EXPECT_NE(aws.denial(who, "autoscaling", "DescribeAutoScalingGroups"), "");
}

TEST(Authorization, PermissionsBoundaryBounds) {
    IdentityWorld aws;
    aws.make_user("eve", R"(["ec2:*", "ssm:*"])");
    const auto boundary =
        aws.must("iam", "CreatePolicy",
                 {{"PolicyName", "only-ec2"},
                  {"PolicyDocument", IdentityWorld::statement("Allow", R"("ec2:*")", "*")}});
    aws.must("iam", "PutUserPermissionsBoundary",
             {{"UserName", "eve"},
              {"PermissionsBoundary", text_of(object_of(boundary, "Policy"), "Arn")}});
    EXPECT_EQ(aws.denial(aws.user("eve"), "ec2", "DescribeVpcs"), "");
    EXPECT_TRUE(aws.denial(aws.user("eve"), "ssm", "DescribeParameters")
                    .ends_with("because no permissions boundary allows the "
                               "ssm:DescribeParameters action"));
}

TEST(Authorization, GroupsGiveTheirPolicies) {
    IdentityWorld aws;
    aws.must("iam", "CreateUser", {{"UserName", "eve"}});
    aws.must("iam", "CreateGroup", {{"GroupName", "readers"}});
    aws.must("iam", "AttachGroupPolicy",
             {{"GroupName", "readers"},
              {"PolicyArn", "arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess"}});
    aws.must("iam", "AddUserToGroup", {{"GroupName", "readers"}, {"UserName", "eve"}});
    EXPECT_EQ(aws.denial(aws.user("eve"), "ec2", "DescribeVpcs"), "");
    EXPECT_NE(aws.denial(aws.user("eve"), "ec2", "CreateVpc"), "");
}

TEST(Authorization, PassingARoleNeedsPermissionForTheService) {
    IdentityWorld aws;
    const auto role = aws.make_role("cluster", "eks.amazonaws.com");
    aws.make_user("eve", R"("eks:*")");
    const json::object input{{"name", "atlas"}, {"roleArn", role}};
    EXPECT_EQ(aws.denial(aws.user("eve"), "eks", "CreateCluster", input),
              fmt::format("AccessDeniedException: User: {} is not authorized to perform: "
                          "iam:PassRole on resource: role cluster because no identity-based policy "
                          "allows the iam:PassRole action",
                          eve));
    aws.allow_user("eve", "pass",
                   IdentityWorld::statement(
                       "Allow", R"("iam:PassRole")", role,
                       R"({"StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}})"));
    EXPECT_NE(aws.denial(aws.user("eve"), "eks", "CreateCluster", input), "");
    aws.allow_user("eve", "pass",
                   IdentityWorld::statement(
                       "Allow", R"("iam:PassRole")", role,
                       R"({"StringEquals":{"iam:PassedToService":"eks.amazonaws.com"}})"));
    EXPECT_EQ(aws.denial(aws.user("eve"), "eks", "CreateCluster", input), "");
}

TEST(Authorization, MachinesNeedTheirProfilesRolePassed) {
    IdentityWorld aws;
    aws.make_role("node", "ec2.amazonaws.com");
    aws.must("iam", "CreateInstanceProfile", {{"InstanceProfileName", "node"}});
    aws.must("iam", "AddRoleToInstanceProfile",
             {{"InstanceProfileName", "node"}, {"RoleName", "node"}});
    aws.make_user("eve", R"("ec2:*")");
    EXPECT_NE(aws.denial(aws.user("eve"), "ec2", "RunInstances",
                         {{"IamInstanceProfile", json::object{{"Name", "node"}}}})
                  .find("iam:PassRole"),
              std::string::npos);
    EXPECT_EQ(aws.denial(aws.user("eve"), "ec2", "RunInstances"), "");
}

TEST(Authorization, TagsOfRequestAndResourceAreKeys) {
    IdentityWorld aws;
    const auto vpc = aws.make_vpc();
    aws.must("iam", "CreateUser", {{"UserName", "eve"}});
    aws.allow_user(
        "eve", "p",
        IdentityWorld::statement("Allow", R"("ec2:DeleteVpc")", "*",
                                 R"({"StringEquals":{"aws:ResourceTag/team":"platform"}})"));
    EXPECT_NE(aws.denial(aws.user("eve"), "ec2", "DeleteVpc", {{"VpcId", vpc}}), "");
    aws.must("ec2", "CreateTags",
             {{"Resources", json::array{vpc}},
              {"Tags", json::array{json::object{{"Key", "team"}, {"Value", "platform"}}}}});
    EXPECT_EQ(aws.denial(aws.user("eve"), "ec2", "DeleteVpc", {{"VpcId", vpc}}), "");
}

TEST(Authorization, TagsOnCreationNeedTheTagActionToo) {
    IdentityWorld aws;
    aws.make_user("eve", R"("ec2:CreateVpc")");
    const json::object input{
        {"TagSpecifications",
         json::array{
             json::object{{"ResourceType", "vpc"},
                          {"Tags", json::array{json::object{{"Key", "a"}, {"Value", "b"}}}}}}}};
    EXPECT_NE(aws.denial(aws.user("eve"), "ec2", "CreateVpc", input).find("ec2:CreateTags"),
              std::string::npos);
    aws.allow_user("eve", "tags",
                   IdentityWorld::statement("Allow", R"("ec2:CreateTags")", "arn:aws:ec2:*:*:vpc/*",
                                            R"({"StringEquals":{"ec2:CreateAction":"CreateVpc",
                                     "aws:RequestTag/a":"b"}})"));
    EXPECT_EQ(aws.denial(aws.user("eve"), "ec2", "CreateVpc", input), "");
}

TEST(Authorization, RequestedRegionBounds) {
    IdentityWorld aws;
    aws.must("iam", "CreateUser", {{"UserName", "eve"}});
    aws.allow_user(
        "eve", "p",
        IdentityWorld::statement("Allow", R"("*")", "*",
                                 R"({"StringEquals":{"aws:RequestedRegion":"eu-west-1"}})"));
    auto who = aws.user("eve");
    EXPECT_NE(aws.denial(who, "ec2", "DescribeVpcs"), "");
    who.region = "eu-west-1";
    EXPECT_EQ(aws.denial(who, "ec2", "DescribeVpcs"), "");
}

TEST(Authorization, KeyPolicyGuardsItsKey) {
    IdentityWorld aws;
    const auto key = text_of(object_of(aws.must("kms", "CreateKey"), "KeyMetadata"), "KeyId");
    aws.make_user("eve", R"("kms:*")");
    EXPECT_EQ(aws.denial(aws.user("eve"), "kms", "DescribeKey", {{"KeyId", key}}), "");
    aws.must(
        "kms", "PutKeyPolicy",
        {{"KeyId", key},
         {"PolicyName", "default"},
         {"Policy",
          R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:role/other"},"Action":"kms:*","Resource":"*"}]})"}});
    EXPECT_TRUE(aws.denial(aws.user("eve"), "kms", "DescribeKey", {{"KeyId", key}})
                    .ends_with("because no resource-based policy allows the kms:DescribeKey "
                               "action"));
}

TEST(Authorization, KeysArePermittedByThemselvesWhateverTheyAreCalled) {
    IdentityWorld aws;
    const auto make_key = [&](const std::string& alias) {
        const auto key = object_of(aws.must("kms", "CreateKey"), "KeyMetadata");
        aws.must("kms", "CreateAlias",
                 {{"AliasName", alias}, {"TargetKeyId", text_of(key, "KeyId")}});
        return text_of(key, "Arn");
    };
    const auto own = make_key("alias/own");
    const auto other = make_key("alias/other");
    aws.must("iam", "CreateUser", {{"UserName", "eve"}});
    aws.allow_user("eve", "own", IdentityWorld::statement("Allow", R"("kms:*")", own));
    EXPECT_EQ(aws.denial(aws.user("eve"), "kms", "Encrypt", {{"KeyId", "alias/own"}}), "");
    EXPECT_EQ(aws.denial(aws.user("eve"), "kms", "Encrypt", {{"KeyId", own}}), "");
    EXPECT_THAT(aws.denial(aws.user("eve"), "kms", "Encrypt", {{"KeyId", "alias/other"}}),
                ::testing::HasSubstr("kms:Encrypt on resource: " + other));
    const auto sealed = [&](const std::string& alias) {
        return text_of(aws.must("kms", "Encrypt", {{"KeyId", alias}, {"Plaintext", "c2VjcmV0"}}),
                       "CiphertextBlob");
    };
    EXPECT_EQ(
        aws.denial(aws.user("eve"), "kms", "Decrypt", {{"CiphertextBlob", sealed("alias/own")}}),
        "");
    EXPECT_NE(
        aws.denial(aws.user("eve"), "kms", "Decrypt", {{"CiphertextBlob", sealed("alias/other")}}),
        "");
}

TEST(Authorization, RolesAreFoundWithTheirPath) {
    IdentityWorld aws;
    aws.must(
        "iam", "CreateRole",
        {{"RoleName", "node"},
         {"Path", "/inland/atlas/"},
         {"AssumeRolePolicyDocument",
          R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]})"}});
    aws.must("iam", "CreateUser", {{"UserName", "eve"}});
    aws.allow_user(
        "eve", "p",
        IdentityWorld::statement("Allow", R"("iam:*")", "arn:aws:iam::123456789012:role/inland/*"));
    EXPECT_EQ(aws.denial(aws.user("eve"), "iam", "DeleteRole", {{"RoleName", "node"}}), "");
    EXPECT_NE(aws.denial(aws.user("eve"), "iam", "DeleteRole", {{"RoleName", "other"}}), "");
}

TEST(Authorization, PublicParametersBelongToNoAccount) {
    IdentityWorld aws;
    aws.must("iam", "CreateUser", {{"UserName", "eve"}});
    aws.allow_user("eve", "p",
                   IdentityWorld::statement("Allow", R"("ssm:GetParameter")",
                                            "arn:aws:ssm:*::parameter/aws/service/eks/*"));
    EXPECT_EQ(aws.denial(aws.user("eve"), "ssm", "GetParameter",
                         {{"Name", "/aws/service/eks/optimized-ami/1.34/x"}}),
              "");
    EXPECT_NE(aws.denial(aws.user("eve"), "ssm", "GetParameter", {{"Name", "/mine"}}), "");
}

}  // namespace

}  // namespace inland::emulator::testing
