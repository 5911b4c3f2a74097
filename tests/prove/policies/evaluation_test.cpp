// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/evaluation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

Policy policy(std::string name, std::string_view statement) {
    auto read =
        read_policy(R"({"Version": "2012-10-17", "Statement": )" + std::string(statement) + "}");
    EXPECT_TRUE(read) << statement;
    return {std::move(name), read.value_or(std::vector<PolicyStatement>{})};
}

Policy allows_s3() {
    return policy("allows", R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*"})");
}

Policy allows_ec2() {
    return policy("ec2", R"({"Effect": "Allow", "Action": "ec2:*", "Resource": "*"})");
}

Policy bucket_for(std::string_view principal) {
    return policy("bucket", R"({"Effect": "Allow", "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::b/*", "Principal": )" +
                                std::string(principal) + "}");
}

constexpr auto session_arn = R"({"AWS": "arn:aws:sts::111111111111:assumed-role/app/one"})";
constexpr auto role_arn = R"({"AWS": "arn:aws:iam::111111111111:role/app"})";
constexpr auto account_arn = R"({"AWS": "arn:aws:iam::111111111111:root"})";
constexpr auto account_id = R"({"AWS": "111111111111"})";
constexpr auto user_arn = R"({"AWS": "arn:aws:iam::111111111111:user/bob"})";
constexpr auto everybody = R"("*")";

PolicyRequest by_session(std::string resource_account = "111111111111") {
    PolicyRequest request;
    request.action = "s3:GetObject";
    request.resource = "arn:aws:s3:::b/key";
    request.resource_account = std::move(resource_account);
    request.principal = {PrincipalKind::Aws, "arn:aws:sts::111111111111:assumed-role/app/one",
                         "arn:aws:iam::111111111111:role/app", "111111111111"};
    return with_principal_keys(request);
}

PolicyRequest by_user() {
    PolicyRequest request = by_session();
    request.context.clear();
    request.principal = {
        PrincipalKind::Aws, "arn:aws:iam::111111111111:user/bob", {}, "111111111111"};
    return with_principal_keys(request);
}

Decision decided(const PolicySet& policies, const PolicyRequest& request) {
    return evaluate(policies, request).decision;
}

PolicySet with_resource(Policy resource) {
    PolicySet policies;
    policies.resource = {std::move(resource)};
    return policies;
}

TEST(PolicyEvaluation, DeniesByDefault) {
    const Judgement judgement = evaluate({}, by_session());
    EXPECT_EQ(judgement.decision, Decision::NotAllowed);
    EXPECT_EQ(judgement.decided_by, PolicyType::Identity);
    EXPECT_EQ(judgement.detail, "no identity-based policy allows s3:GetObject");
}

TEST(PolicyEvaluation, LetsADenyAnywhereWin) {
    PolicySet policies;
    policies.identity = {allows_s3(), policy("no", R"({"Sid": "Never", "Effect": "Deny",
        "Action": "s3:Get*", "Resource": "arn:aws:s3:::b/*"})")};
    const Judgement judgement = evaluate(policies, by_session());
    EXPECT_EQ(judgement.decision, Decision::DeniedByStatement);
    EXPECT_EQ(judgement.detail, "Never in no denies it");
}

TEST(PolicyEvaluation, NeedsEveryBound) {
    PolicySet policies;
    policies.identity = {allows_s3()};
    EXPECT_EQ(decided(policies, by_session()), Decision::Allowed);
    policies.boundary = std::vector{allows_ec2()};
    EXPECT_EQ(evaluate(policies, by_session()).decided_by, PolicyType::Boundary);
    policies.boundary = std::vector{allows_s3()};
    policies.session = std::vector<Policy>{};
    EXPECT_EQ(evaluate(policies, by_session()).decided_by, PolicyType::Session);
    policies.session.reset();
    policies.endpoint = std::vector{allows_ec2()};
    EXPECT_EQ(evaluate(policies, by_session()).decided_by, PolicyType::Endpoint);
}

/// IAM User Guide, Policy evaluation for requests within a single account.
TEST(PolicyEvaluation, GrantsToASessionBeyondItsBounds) {
    PolicySet policies = with_resource(bucket_for(session_arn));
    policies.boundary = std::vector{allows_ec2()};
    policies.session = std::vector{allows_ec2()};
    EXPECT_EQ(decided(policies, by_session()), Decision::Allowed);
    policies.resource = {bucket_for(everybody)};
    EXPECT_EQ(decided(policies, by_session()), Decision::Allowed);
}

TEST(PolicyEvaluation, GrantsToARoleWithinItsBounds) {
    PolicySet policies = with_resource(bucket_for(role_arn));
    EXPECT_EQ(decided(policies, by_session()), Decision::Allowed);
    policies.boundary = std::vector{allows_ec2()};
    EXPECT_EQ(decided(policies, by_session()), Decision::NotAllowed);
}

TEST(PolicyEvaluation, GrantsToAUserBeyondItsBoundary) {
    PolicySet policies = with_resource(bucket_for(user_arn));
    policies.boundary = std::vector{allows_ec2()};
    EXPECT_EQ(decided(policies, by_user()), Decision::Allowed);
}

TEST(PolicyEvaluation, LeavesANamedAccountToItsIam) {
    for (const auto* named : {account_arn, account_id}) {
        PolicySet policies = with_resource(bucket_for(named));
        EXPECT_EQ(decided(policies, by_session()), Decision::NotAllowed);
        policies.identity = {allows_s3()};
        EXPECT_EQ(decided(policies, by_session()), Decision::Allowed);
    }
}

TEST(PolicyEvaluation, NeedsBothSidesAcrossAccounts) {
    PolicySet policies = with_resource(bucket_for(role_arn));
    const auto request = by_session("222222222222");
    EXPECT_EQ(decided(policies, request), Decision::NotAllowed);
    policies.identity = {allows_s3()};
    EXPECT_EQ(decided(policies, request), Decision::Allowed);
    policies.resource = {bucket_for(account_arn)};
    EXPECT_EQ(decided(policies, request), Decision::Allowed);
    policies.resource.clear();
    EXPECT_EQ(evaluate(policies, request).decided_by, PolicyType::Resource);
}

/// Role trust policies and KMS keys: their own policy must allow (AWS KMS Developer Guide, Key
/// policies; IAM User Guide, Role trust policies).
TEST(PolicyEvaluation, WantsAGuardedResourcesOwnPolicyToAllow) {
    PolicySet policies;
    policies.resource_rule = ResourcePolicyRule::Guards;
    policies.identity = {allows_s3()};
    EXPECT_EQ(evaluate(policies, by_session()).decided_by, PolicyType::Resource);
    policies.resource = {bucket_for(account_arn)};
    EXPECT_EQ(decided(policies, by_session()), Decision::Allowed);
    policies.identity.clear();
    EXPECT_EQ(decided(policies, by_session()), Decision::NotAllowed);
    policies.resource = {bucket_for(role_arn)};
    EXPECT_EQ(decided(policies, by_session()), Decision::Allowed);
}

TEST(PolicyEvaluation, LetsAServiceAssumeARole) {
    PolicySet policies = with_resource(policy("trust", R"({"Effect": "Allow",
        "Action": "sts:AssumeRole", "Principal": {"Service": ["ec2.amazonaws.com"]}})"));
    policies.resource_rule = ResourcePolicyRule::Guards;
    PolicyRequest request;
    request.action = "sts:AssumeRole";
    request.resource = "arn:aws:iam::111111111111:role/app";
    request.principal = {PrincipalKind::Service, "ec2.amazonaws.com", {}, {}};
    EXPECT_EQ(decided(policies, request), Decision::Allowed);
    request.principal.arn = "eks.amazonaws.com";
    EXPECT_EQ(decided(policies, request), Decision::NotAllowed);
}

TEST(PolicyEvaluation, KnowsAProviderByItsArnAndClaims) {
    PolicySet policies = with_resource(policy("trust", R"({"Effect": "Allow",
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Principal": {"Federated": "arn:aws:iam::111111111111:oidc-provider/oidc.eks/id/A"},
        "Condition": {"StringEquals": {"oidc.eks/id/A:sub": "system:serviceaccount:shop:orders"}}})"));
    PolicyRequest request;
    request.action = "sts:AssumeRoleWithWebIdentity";
    request.principal = {
        PrincipalKind::Federated, "arn:aws:iam::111111111111:oidc-provider/oidc.eks/id/A", {}, {}};
    request.context = {{"oidc.eks/id/a:sub", {"system:serviceaccount:shop:orders"}}};
    EXPECT_EQ(decided(policies, request), Decision::Allowed);
    request.context = {{"oidc.eks/id/a:sub", {"system:serviceaccount:shop:other"}}};
    EXPECT_EQ(decided(policies, request), Decision::NotAllowed);
}

TEST(PolicyEvaluation, GivesTheRootUserItsAccount) {
    PolicyRequest request = by_session();
    request.principal = {PrincipalKind::Aws, "arn:aws:iam::111111111111:root", {}, "111111111111"};
    EXPECT_EQ(decided({}, request), Decision::Allowed);
    request.resource_account = "222222222222";
    EXPECT_EQ(decided({}, request), Decision::NotAllowed);
}

/// IAM User Guide, NotPrincipal: a Deny spares only whom it names with account, role and session.
TEST(PolicyEvaluation, SparesFromADenyOnlyWhoIsNamedWhole) {
    const auto deny = [](std::string_view names) {
        PolicySet policies = with_resource(policy("bucket", R"({"Effect": "Deny",
            "Action": "s3:*", "Resource": "*", "NotPrincipal": {"AWS": )" +
                                                                std::string(names) + "}}"));
        policies.identity = {allows_s3()};
        return decided(policies, by_session());
    };
    EXPECT_EQ(deny(R"(["arn:aws:iam::111111111111:role/app"])"), Decision::DeniedByStatement);
    EXPECT_EQ(deny(R"(["arn:aws:iam::111111111111:root", "arn:aws:iam::111111111111:role/app",
                       "arn:aws:sts::111111111111:assumed-role/app/one"])"),
              Decision::Allowed);
}

TEST(PolicyEvaluation, NamesTheFactThatIsMissing) {
    PolicySet policies;
    policies.identity = {policy("org", R"({"Effect": "Allow", "Action": "*", "Resource": "*",
        "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}})")};
    PolicyRequest request = by_session();
    request.unknown_keys = {"aws:principalorgid"};
    const Judgement judgement = evaluate(policies, request);
    EXPECT_EQ(judgement.decision, Decision::Unknown);
    EXPECT_EQ(judgement.detail, "aws:principalorgid");
    policies.identity.push_back(allows_s3());
    EXPECT_EQ(decided(policies, request), Decision::Allowed);
}

TEST(PolicyEvaluation, LeavesADoubtfulDenyOpen) {
    PolicySet policies;
    policies.identity = {allows_s3(), policy("vpc", R"({"Effect": "Deny", "Action": "*",
        "Resource": "*", "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}})")};
    PolicyRequest request = by_session();
    EXPECT_EQ(decided(policies, request), Decision::DeniedByStatement);
    request.unknown_keys = {"aws:sourcevpce"};
    EXPECT_EQ(decided(policies, request), Decision::Unknown);
    request.unknown_keys.clear();
    request.context["aws:sourcevpce"] = {"vpce-1"};
    EXPECT_EQ(decided(policies, request), Decision::Allowed);
}

TEST(PolicyEvaluation, FillsVariablesIntoResources) {
    PolicySet policies;
    policies.identity = {policy("own", R"({"Effect": "Allow", "Action": "s3:*",
        "Resource": "arn:aws:s3:::b/${aws:PrincipalAccount}/*"})")};
    PolicyRequest request = by_session();
    request.resource = "arn:aws:s3:::b/111111111111/key";
    EXPECT_EQ(decided(policies, request), Decision::Allowed);
    request.resource = "arn:aws:s3:::b/222222222222/key";
    EXPECT_EQ(decided(policies, request), Decision::NotAllowed);
}

}  // namespace
}  // namespace inland::prove::testing
