// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/policy_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

TEST(PolicyDocument, ReadsEveryElement) {
    const auto policy = read_policy(R"({"Version": "2012-10-17", "Id": "x", "Statement": [
        {"Sid": "One", "Effect": "Deny", "NotPrincipal": {"AWS": ["1", "*"], "Service": "a.com"},
         "NotAction": ["ec2:*"], "NotResource": "arn:aws:s3:::b",
         "Condition": {"ForAnyValue:stringlikeIfExists": {"aws:TagKeys": [true, 5, "a*"]}}}]})");
    ASSERT_TRUE(policy) << policy.error().message;
    ASSERT_EQ(policy->size(), 1U);
    const PolicyStatement& one = policy->front();
    EXPECT_EQ(one.sid, "One");
    EXPECT_EQ(one.effect, Effect::Deny);
    ASSERT_TRUE(one.not_principals);
    EXPECT_EQ(one.not_principals->size(), 3U);
    EXPECT_EQ(one.not_principals->at(1).kind, PrincipalNameKind::Everybody);
    EXPECT_EQ(one.variables, Variables::FilledIn);
    ASSERT_EQ(one.conditions.size(), 1U);
    const Condition& condition = one.conditions.front();
    EXPECT_EQ(condition.quantifier, Quantifier::ForAnyValue);
    EXPECT_EQ(condition.when_missing, WhenMissing::Holds);
    EXPECT_EQ(condition.key, "aws:tagkeys");
    EXPECT_THAT(condition.values, ::testing::ElementsAre("true", "5", "a*"));
}

struct Refusal {
    std::string name;
    PolicyKind kind;
    std::string document;
    std::string message;
};

std::string statement(std::string_view elements, std::string_view version = "2012-10-17") {
    return R"({"Version": ")" + std::string(version) + R"(", "Statement": {)" +
           std::string(elements) + "}}";
}

const std::string syntax = "Syntax errors in policy.";
const std::string allow = R"("Effect": "Allow")";
const std::string act = R"(, "Action": "ec2:Run")";
const std::string on_all = R"(, "Resource": "*")";

struct PolicyRefusal : ::testing::TestWithParam<Refusal> {};

TEST_P(PolicyRefusal, IsSaidInIamsWords) {
    const auto policy = read_policy(GetParam().document, GetParam().kind);
    ASSERT_FALSE(policy);
    EXPECT_EQ(policy.error().code, "MalformedPolicyDocument");
    EXPECT_EQ(policy.error().message, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    ADocument, PolicyRefusal,
    ::testing::Values(
        Refusal{"NoJson", PolicyKind::Any, "{", syntax},
        Refusal{"NoObject", PolicyKind::Any, "null", syntax},
        Refusal{"NoStatement", PolicyKind::Any, R"({"Version": "2012-10-17"})", syntax},
        Refusal{"UnknownElement", PolicyKind::Any, statement(allow + R"(, "Actions": "a:b")"),
                syntax},
        Refusal{"UnknownTopElement", PolicyKind::Any,
                R"({"Statement": {"Effect": "Allow"}, "Extra": 1})", syntax},
        Refusal{"UnknownVersion", PolicyKind::Any, statement(allow + act, "2020-01-01"), syntax},
        Refusal{"UnknownOperator", PolicyKind::Any,
                statement(allow + R"(, "Condition": {"StringIs": {"a:b": "c"}})"), syntax},
        Refusal{"NullIfExists", PolicyKind::Any,
                statement(allow + R"(, "Condition": {"NullIfExists": {"a:b": "true"}})"), syntax},
        Refusal{"NoEffect", PolicyKind::Any, statement(R"("Action": "a:b")"), syntax},
        Refusal{"OtherEffect", PolicyKind::Any, statement(R"("Effect": "allow")"), syntax},
        Refusal{"Opposites", PolicyKind::Any, statement(allow + act + R"(, "NotAction": "a:c")"),
                syntax},
        Refusal{"ControlCharacter", PolicyKind::Any,
                statement(allow + ", \"Action\": \"a\\u0001\""), syntax},
        Refusal{"OldVersion", PolicyKind::Identity, statement(allow + act + on_all, "2008-10-17"),
                "Policy document must be version 2012-10-17 or greater."},
        Refusal{"NoActions", PolicyKind::Identity, statement(allow + on_all),
                "Policy statement must contain actions."},
        Refusal{"NoResources", PolicyKind::Identity, statement(allow + act),
                "Policy statement must contain resources."},
        Refusal{"NoArn", PolicyKind::Identity, statement(allow + act + R"(, "Resource": "bucket")"),
                R"(Resource bucket must be in ARN format or "*".)"},
        Refusal{"NoVendor", PolicyKind::Identity,
                statement(allow + R"(, "Action": "Run")" + on_all),
                "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."},
        Refusal{"TwoColons", PolicyKind::Identity,
                statement(allow + R"(, "Action": "ec2:a:b")" + on_all),
                "Actions/Condition can contain only one colon."},
        Refusal{"WildVendor", PolicyKind::Identity,
                statement(allow + R"(, "Action": "e*:a")" + on_all), "Vendor e* is not valid"},
        Refusal{"APrincipal", PolicyKind::Identity,
                statement(allow + act + on_all + R"(, "Principal": "*")"),
                "Policy document should not specify a principal."},
        Refusal{"TrustWithResource", PolicyKind::Trust,
                statement(allow + R"(, "Principal": "*", "Action": "sts:AssumeRole")" + on_all),
                "Has prohibited field Resource"},
        Refusal{"TrustOfNobody", PolicyKind::Trust,
                statement(allow + R"(, "Action": "sts:AssumeRole")"),
                "Missing required field Principal"},
        Refusal{"TrustWithAMistypedAction", PolicyKind::Trust,
                statement(allow + R"(, "Principal": "*", "Action": "sts:TagSessions")"),
                "AssumeRole policy may only specify STS AssumeRole actions."},
        Refusal{"TrustForEc2Calls", PolicyKind::Trust,
                statement(allow + R"(, "Principal": "*")" + act),
                "AssumeRole policy may only specify STS AssumeRole actions."}),
    [](const auto& refusal) { return refusal.param.name; });

TEST(PolicyDocument, WantsUniqueSids) {
    const auto policy = read_policy(R"({"Version": "2012-10-17", "Statement": [
        {"Sid": "A", "Effect": "Allow", "Action": "a:b", "Resource": "*"},
        {"Sid": "A", "Effect": "Deny", "Action": "a:b", "Resource": "*"}]})",
                                    PolicyKind::Identity);
    ASSERT_FALSE(policy);
    EXPECT_EQ(policy.error().message, "Statement IDs (SID) in a single policy must be unique.");
}

TEST(PolicyDocument, SurvivesDeepNesting) {
    EXPECT_FALSE(read_policy(std::string(100'000, '[')));
}

}  // namespace
}  // namespace inland::prove::testing
