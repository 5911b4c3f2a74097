// SPDX-License-Identifier: Apache-2.0
#include "tests/emulator/services/identity_world.h"

namespace inland::emulator::testing {

namespace {

constexpr std::string_view cni = "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy";

std::string document(std::string_view action = "ec2:*") {
    return IdentityWorld::statement("Allow", fmt::format("\"{}\"", action), "*");
}

TEST(Iam, OnlyPoliciesThatExistAreAttached) {
    IdentityWorld aws;
    aws.make_role("node", "ec2.amazonaws.com");
    aws.must("iam", "AttachRolePolicy", {{"RoleName", "node"}, {"PolicyArn", cni}});
    const auto refused =
        aws.call("iam", "AttachRolePolicy",
                 {{"RoleName", "node"}, {"PolicyArn", "arn:aws:iam::aws:policy/NoSuchPolicy"}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "NoSuchEntity");
    EXPECT_EQ(refused.error().message,
              "Policy arn:aws:iam::aws:policy/NoSuchPolicy does not exist or is not attachable.");
}

TEST(Iam, DocumentsAreReadAsIamReadsThem) {
    IdentityWorld aws;
    aws.make_role("node", "ec2.amazonaws.com");
    for (
        const std::string_view bad :
        {"", "no json", "{}", R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]})",
         R"({"Version":"2012-10-17","Statement":[{"Effect":"Maybe","Action":"*","Resource":"*"}]})"})
        EXPECT_EQ(aws.code("iam", "PutRolePolicy",
                           {{"RoleName", "node"}, {"PolicyName", "p"}, {"PolicyDocument", bad}}),
                  "MalformedPolicyDocument")
            << bad;
    EXPECT_EQ(aws.code("iam", "UpdateAssumeRolePolicy",
                       {{"RoleName", "node"}, {"PolicyDocument", document()}}),
              "MalformedPolicyDocument")
        << "a trust policy names principals";
}

TEST(Iam, DocumentsArePercentEncodedInAnswers) {
    IdentityWorld aws;
    aws.make_role("node", "ec2.amazonaws.com");
    aws.must("iam", "PutRolePolicy",
             {{"RoleName", "node"}, {"PolicyName", "p"}, {"PolicyDocument", document()}});
    const auto shown =
        text_of(aws.must("iam", "GetRolePolicy", {{"RoleName", "node"}, {"PolicyName", "p"}}),
                "PolicyDocument");
    EXPECT_TRUE(shown.starts_with("%7B%22Version%22%3A%222012-10-17%22")) << shown;
}

TEST(Iam, PolicyHasFiveVersionsAtMost) {
    IdentityWorld aws;
    const auto policy = text_of(
        object_of(
            aws.must("iam", "CreatePolicy", {{"PolicyName", "p"}, {"PolicyDocument", document()}}),
            "Policy"),
        "Arn");
    const json::object version{{"PolicyArn", policy}, {"PolicyDocument", document("s3:*")}};
    for (int number = 2; number <= 5; ++number)
        aws.must("iam", "CreatePolicyVersion", version);
    EXPECT_EQ(aws.code("iam", "CreatePolicyVersion", version), "LimitExceeded");
    EXPECT_EQ(aws.code("iam", "DeletePolicyVersion", {{"PolicyArn", policy}, {"VersionId", "v1"}}),
              "DeleteConflict");
    EXPECT_EQ(aws.code("iam", "DeletePolicyVersion", {{"PolicyArn", policy}, {"VersionId", "v9"}}),
              "NoSuchEntity");
    aws.must("iam", "SetDefaultPolicyVersion", {{"PolicyArn", policy}, {"VersionId", "v5"}});
    aws.must("iam", "DeletePolicyVersion", {{"PolicyArn", policy}, {"VersionId", "v1"}});
}

TEST(Iam, BoundaryIsAUseOfItsPolicy) {
    IdentityWorld aws;
    aws.make_role("node", "ec2.amazonaws.com");
    const auto policy = text_of(
        object_of(
            aws.must("iam", "CreatePolicy", {{"PolicyName", "p"}, {"PolicyDocument", document()}}),
            "Policy"),
        "Arn");
    aws.must("iam", "PutRolePermissionsBoundary",
             {{"RoleName", "node"}, {"PermissionsBoundary", policy}});
    EXPECT_EQ(aws.code("iam", "DeletePolicy", {{"PolicyArn", policy}}), "DeleteConflict");
    const auto entities = aws.must("iam", "ListEntitiesForPolicy", {{"PolicyArn", policy}});
    EXPECT_EQ(text_of(first_of(entities, "PolicyRoles"), "RoleName"), "node");
    aws.must("iam", "DeleteRolePermissionsBoundary", {{"RoleName", "node"}});
    aws.must("iam", "DeletePolicy", {{"PolicyArn", policy}});
}

TEST(Iam, InlinePoliciesHaveASize) {
    IdentityWorld aws;
    aws.must("iam", "CreateUser", {{"UserName", "eve"}});
    std::string actions = "[";
    for (int number = 0; number < 200; ++number)
        actions += fmt::format("{}\"ec2:DescribeThing{}\"", number == 0 ? "" : ",", number);
    EXPECT_EQ(aws.code("iam", "PutUserPolicy",
                       {{"UserName", "eve"},
                        {"PolicyName", "p"},
                        {"PolicyDocument", IdentityWorld::statement("Allow", actions + "]", "*")}}),
              "LimitExceeded");
}

TEST(Iam, ServiceLinkedRoleIsAwsOwn) {
    IdentityWorld aws;
    aws.must("iam", "CreateServiceLinkedRole", {{"AWSServiceName", "autoscaling.amazonaws.com"}});
    const json::object role{{"RoleName", "AWSServiceRoleForAutoScaling"}};
    EXPECT_EQ(aws.code("iam", "DeleteRole", role), "UnmodifiableEntity");
    EXPECT_EQ(aws.code("iam", "CreateServiceLinkedRole",
                       {{"AWSServiceName", "autoscaling.amazonaws.com"}}),
              "InvalidInput");
    const auto task = text_of(aws.must("iam", "DeleteServiceLinkedRole", role), "DeletionTaskId");
    EXPECT_EQ(
        text_of(aws.must("iam", "GetServiceLinkedRoleDeletionStatus", {{"DeletionTaskId", task}}),
                "Status"),
        "SUCCEEDED");
}

TEST(Iam, SimulationJudgesAsCallsAre) {
    IdentityWorld aws;
    aws.make_user("eve", R"("ec2:Describe*")");
    const auto output =
        aws.must("iam", "SimulatePrincipalPolicy",
                 {{"PolicySourceArn", "arn:aws:iam::123456789012:user/eve"},
                  {"ActionNames", json::array{"ec2:DescribeVpcs", "ec2:CreateVpc"}}});
    const auto& results = list_of(output, "EvaluationResults");
    ASSERT_EQ(results.size(), 2U);
    EXPECT_EQ(text_of(results[0].as_object(), "EvalDecision"), "allowed");
    EXPECT_EQ(text_of(results[1].as_object(), "EvalDecision"), "implicitDeny");
}

TEST(Iam, RenamedUserKeepsItsKeys) {
    IdentityWorld aws;
    aws.must("iam", "CreateUser", {{"UserName", "eve"}});
    aws.must("iam", "CreateAccessKey", {{"UserName", "eve"}});
    aws.must("iam", "UpdateUser", {{"UserName", "eve"}, {"NewUserName", "eva"}});
    EXPECT_EQ(list_of(aws.must("iam", "ListAccessKeys", {{"UserName", "eva"}}), "AccessKeyMetadata")
                  .size(),
              1U);
    EXPECT_EQ(aws.code("iam", "DeleteUser", {{"UserName", "eva"}}), "DeleteConflict");
}

}  // namespace

}  // namespace inland::emulator::testing
