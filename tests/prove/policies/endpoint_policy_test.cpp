// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/endpoint_policy.h"

#include "tests/prove/private_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using ::testing::ElementsAre;

topology::Topology with_policy(std::string_view endpoint, std::string document) {
    auto world = private_world();
    at<topology::VpcEndpoint>(world, endpoint).policy_document = std::move(document);
    return world;
}

TEST(EndpointPolicy, FullAccessLetsEverythingThrough) {
    const auto world = with_policy(
        "s3",
        R"({"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]})");
    EXPECT_EQ(prove_world(world).outcome, Outcome::Holds);
}

TEST(EndpointPolicy, LetsThroughExactlyTheLayerBucket) {
    const auto world =
        with_policy("s3", R"({"Statement": {"Effect": "Allow", "Principal": {"AWS": "*"},
        "Action": "s3:Get*", "Resource": "arn:aws:s3:::prod-eu-central-1-starport-layer-bucket/*"}})");
    EXPECT_EQ(outcome_of(prove_world(world), "node.s3-layers"), Outcome::Holds);
}

TEST(EndpointPolicy, RefusesLayersWhenTheBucketIsForgotten) {
    const auto world = with_policy("s3", R"({"Statement": [{"Effect": "Allow", "Principal": "*",
        "Action": "s3:*", "Resource": "arn:aws:s3:::my-bucket/*"}]})");
    EXPECT_THAT(cause_kinds(prove_world(world), "node.s3-layers"), ElementsAre("endpoint-policy"));
}

TEST(EndpointPolicy, DenyOutranksAllow) {
    const auto world = with_policy("ec2", R"({"Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"},
        {"Effect": "Deny", "Principal": "*", "Action": "EC2:describe*", "Resource": "*"}]})");
    EXPECT_THAT(cause_kinds(prove_world(world), "node.ec2"), ElementsAre("endpoint-policy"));
}

TEST(EndpointPolicy, IsUnknownWhereConditionsDecide) {
    const auto world = with_policy("ec2", R"({"Statement": [{"Effect": "Allow", "Principal": "*",
        "Action": "*", "Resource": "*",
        "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}}]})");
    EXPECT_EQ(outcome_of(prove_world(world), "node.ec2"), Outcome::Unknown);
}

TEST(EndpointPolicy, IsUnknownWhenItIsNoPolicy) {
    EXPECT_EQ(outcome_of(prove_world(with_policy("ec2", "\x01{[")), "node.ec2"), Outcome::Unknown);
}

TEST(EndpointPolicy, NamesTheNodesRole) {
    const auto world = with_policy("ec2", R"({"Statement": [{"Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::123456789012:role/node"},
        "Action": "ec2:*", "Resource": "*"}]})");
    EXPECT_EQ(outcome_of(prove_world(world), "node.ec2"), Outcome::Holds);
}

TEST(EndpointPolicy, NamesAnotherRole) {
    const auto world = with_policy("ec2", R"({"Statement": [{"Effect": "Allow", "Principal": "*",
        "Action": "ec2:*", "Resource": "*", "Condition": {"ArnLike": {
            "aws:PrincipalArn": "arn:aws:iam::123456789012:role/other"}}}]})");
    EXPECT_THAT(cause_kinds(prove_world(world), "node.ec2"), ElementsAre("endpoint-policy"));
}

TEST(EndpointPolicy, AdmitsTheClustersAccount) {
    const auto world = with_policy("ec2", R"({"Statement": [{"Effect": "Allow", "Principal": "*",
        "Action": "*", "Resource": "*",
        "Condition": {"StringEquals": {"aws:PrincipalAccount": "123456789012"}}}]})");
    EXPECT_EQ(outcome_of(prove_world(world), "node.ec2"), Outcome::Holds);
}

/// Amazon ECR signs a layer's request itself, so such conditions stop every pull
/// (amazon-ecr-user-guide#8).
TEST(EndpointPolicy, StopsLayersByAConditionOnTheAccount) {
    const auto world = with_policy("s3", R"({"Statement": [{"Effect": "Allow", "Principal": "*",
        "Action": "*", "Resource": "*",
        "Condition": {"StringEquals": {"aws:PrincipalAccount": "123456789012"}}}]})");
    EXPECT_THAT(cause_kinds(prove_world(world), "node.s3-layers"), ElementsAre("endpoint-policy"));
}

TEST(EndpointPolicy, StopsManifestsOfEksByAConditionOnTheResourcesAccount) {
    const auto world = with_policy("ecr.dkr", R"({"Statement": [{"Effect": "Allow",
        "Principal": "*", "Action": "*", "Resource": "*",
        "Condition": {"StringEquals": {"aws:ResourceAccount": "123456789012"}}}]})");
    EXPECT_THAT(cause_kinds(prove_world(world), "node.ecr-dkr"), ElementsAre("endpoint-policy"));
}

/// AWS PrivateLink Guide, Principals for gateway endpoints.
TEST(EndpointPolicy, OfAGatewayMeansTheRootUserByAnAccount) {
    const auto world = with_policy("s3", R"({"Statement": [{"Effect": "Allow",
        "Principal": {"AWS": "123456789012"}, "Action": "*", "Resource": "*"}]})");
    EXPECT_THAT(cause_kinds(prove_world(world), "node.s3-layers"), ElementsAre("endpoint-policy"));
}

}  // namespace
}  // namespace inland::prove::testing
