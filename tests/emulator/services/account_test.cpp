// SPDX-License-Identifier: Apache-2.0
#include "tests/emulator/services/service_world.h"

#include <gmock/gmock.h>

namespace inland::emulator::testing {

namespace {

using ::testing::StartsWith;

struct Account : ::testing::Test {
    ServiceWorld aws;
};

TEST_F(Account, TrustPolicyMustBeOne) {
    EXPECT_EQ(aws.code("iam", "CreateRole",
                       {{"RoleName", "r"}, {"AssumeRolePolicyDocument", "not json"}}),
              "MalformedPolicyDocument");
    EXPECT_EQ(aws.code("iam", "CreateRole",
                       {{"RoleName", "r"},
                        {"AssumeRolePolicyDocument",
                         R"({"Statement":[{"Effect":"Allow","Action":"sts:AssumeRole"}]})"}}),
              "MalformedPolicyDocument");
}

TEST_F(Account, RoleInUseIsNotDeleted) {
    aws.make_role("node", "ec2.amazonaws.com");
    const auto policy = "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy";
    aws.must("iam", "AttachRolePolicy", {{"RoleName", "node"}, {"PolicyArn", policy}});
    EXPECT_EQ(aws.code("iam", "DeleteRole", {{"RoleName", "node"}}), "DeleteConflict");
    aws.must("iam", "DetachRolePolicy", {{"RoleName", "node"}, {"PolicyArn", policy}});
    aws.must("iam", "DeleteRole", {{"RoleName", "node"}});
    EXPECT_EQ(aws.code("iam", "GetRole", {{"RoleName", "node"}}), "NoSuchEntity");
}

TEST_F(Account, AssumedRoleGetsTemporaryCredentials) {
    const auto role = aws.make_role("platform", "ec2.amazonaws.com");
    const json::object ask{{"RoleArn", role}, {"RoleSessionName", "me"}};
    EXPECT_EQ(aws.code("sts", "AssumeRole", ask), "AccessDenied") << "it trusts machines alone";
    aws.must(
        "iam", "UpdateAssumeRolePolicy",
        {{"RoleName", "platform"},
         {"PolicyDocument",
          R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}]})"}});
    const auto output = aws.must("sts", "AssumeRole", ask);
    EXPECT_THAT(text_of(object_of(output, "Credentials"), "AccessKeyId"), StartsWith("ASIA"));
    EXPECT_EQ(text_of(object_of(output, "AssumedRoleUser"), "Arn"),
              "arn:aws:sts::123456789012:assumed-role/platform/me");
    EXPECT_EQ(aws.code("sts", "AssumeRole", {{"RoleArn", role + "x"}, {"RoleSessionName", "me"}}),
              "AccessDenied");
}

TEST_F(Account, KeyPendingDeletionNamesItsDateAndTakesNoChanges) {
    const auto key = text_of(object_of(aws.must("kms", "CreateKey"), "KeyMetadata"), "KeyId");
    aws.must("kms", "CreateAlias", {{"AliasName", "alias/atlas"}, {"TargetKeyId", key}});
    const auto output =
        aws.must("kms", "ScheduleKeyDeletion", {{"KeyId", key}, {"PendingWindowInDays", 7}});
    EXPECT_EQ(text_of(output, "KeyState"), "PendingDeletion");
    EXPECT_FALSE(text_of(output, "DeletionDate").empty());
    EXPECT_EQ(aws.code("kms", "EnableKeyRotation", {{"KeyId", "alias/atlas"}}),
              "KMSInvalidStateException");
    aws.pass(std::chrono::hours(24 * 8));
    EXPECT_EQ(aws.code("kms", "DescribeKey", {{"KeyId", key}}), "NotFoundException");
}

TEST_F(Account, ParameterIsNotOverwrittenUnasked) {
    const json::object input{{"Name", "/inland/atlas/lease/1"}, {"Value", "x"}, {"Type", "String"}};
    aws.must("ssm", "PutParameter", input);
    EXPECT_EQ(aws.code("ssm", "PutParameter", input), "ParameterAlreadyExists");
    auto overwrite = input;
    overwrite["Overwrite"] = true;
    EXPECT_EQ(number_of(aws.must("ssm", "PutParameter", overwrite), "Version"), 2);
}

TEST_F(Account, PublicParametersNameImagesThatExist) {
    const auto name =
        "/aws/service/eks/optimized-ami/1.34/amazon-linux-2023/x86_64/standard/recommended/"
        "image_id";
    const auto image =
        text_of(object_of(aws.must("ssm", "GetParameter", {{"Name", name}}), "Parameter"), "Value");
    EXPECT_THAT(image, StartsWith("ami-"));
    EXPECT_EQ(
        list_of(aws.must("ec2", "DescribeImages", {{"ImageIds", json::array{image}}}), "Images")
            .size(),
        1U);
}

TEST_F(Account, RepositoryUriHasAwsShape) {
    const auto repository =
        object_of(aws.must("ecr", "CreateRepository", {{"repositoryName", "inland/eks/coredns"}}),
                  "repository");
    EXPECT_EQ(text_of(repository, "repositoryUri"),
              "123456789012.dkr.ecr.eu-central-1.amazonaws.com/inland/eks/coredns");
    EXPECT_EQ(aws.code("ecr", "GetRepositoryPolicy", {{"repositoryName", "inland/eks/coredns"}}),
              "RepositoryPolicyNotFoundException");
}

}  // namespace

}  // namespace inland::emulator::testing
