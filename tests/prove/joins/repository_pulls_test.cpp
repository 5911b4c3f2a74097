// SPDX-License-Identifier: Apache-2.0
// Repository policies, as the Amazon ECR User Guide describes them.
#include "tests/prove/private_world.h"
#include "topology/repository.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using topology::Attribute;
using topology::Repository;
using topology::Topology;
using topology::VpcEndpoint;

const std::string own = "arn:aws:ecr:eu-central-1:123456789012:repository/app";
const std::string others = "arn:aws:ecr:eu-central-1:210987654321:repository/app";

std::string statement(const std::string& effect, const std::string& rest) {
    return R"({"Version": "2012-10-17", "Statement": {"Effect": ")" + effect +
           R"(", "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], )" + rest + "}}";
}

/// Denies what does not meet the condition.
std::string unless(const std::string& condition) {
    return statement("Deny", R"("Principal": "*", "Condition": )" + condition);
}

Topology world_with(Attribute<std::string> policy, const std::string& arn = own) {
    auto world = private_world();
    Repository repository;
    repository.key = repository.name = "repository/app";
    repository.repository_name = "app";
    repository.arn = arn;
    repository.policy_document = std::move(policy);
    world.add(std::move(repository));
    at<VpcEndpoint>(world, "ecr.dkr").id = "vpce-1";
    at<topology::Vpc>(world, "main").id = "vpc-1";
    return world;
}

/// The image is what an add-on's configuration names.
Topology named(Topology world, const std::string& account) {
    at<topology::Addon>(world, "vpc-cni").configuration =
        R"({"image": ")" + account + R"(.dkr.ecr.eu-central-1.amazonaws.com/app:v1"})";
    return world;
}

Outcome outcome(const Topology& world) {
    return outcome_of(prove_world(world), "node.images");
}

TEST(RepositoryPolicy, MayDenyPullsByTheEndpointThatTheyComeThrough) {
    const auto only = [](const std::string& endpoint) {
        return unless(R"({"StringNotEquals": {"aws:SourceVpce": ")" + endpoint + R"("}})");
    };
    EXPECT_EQ(outcome(world_with(only("vpce-1"))), Outcome::Holds);
    const auto denied = prove_world(world_with(only("vpce-2")));
    EXPECT_THAT(cause_kinds(denied, "node.images"), ElementsAre("iam-policy"));
    EXPECT_EQ(rows(denied, "node.images").front().causes.front().resource, "repository/app");
    EXPECT_EQ(outcome(world_with(unless(R"({"StringNotEquals": {"aws:SourceVpc": "vpc-1"}})"))),
              Outcome::Holds);
    EXPECT_EQ(outcome(world_with(unless(R"({"StringNotEquals": {"aws:SourceVpc": "vpc-2"}})"))),
              Outcome::Fails);
}

/// An endpoint that is yet to be made has no id that a policy of today could name.
TEST(RepositoryPolicy, CannotNameAnEndpointThatIsYetToBeMade) {
    auto world = world_with(unless(R"({"StringNotEquals": {"aws:SourceVpce": "vpce-0a1"}})"));
    at<VpcEndpoint>(world, "ecr.dkr").id.clear();
    EXPECT_EQ(outcome(world), Outcome::Fails);
    world = world_with(unless(R"({"StringNotLike": {"aws:SourceVpce": "vpce-*"}})"));
    at<VpcEndpoint>(world, "ecr.dkr").id.clear();
    EXPECT_EQ(outcome(world), Outcome::Holds);
}

TEST(RepositoryPolicy, MayDenyPullsByWhoAsks) {
    EXPECT_EQ(outcome(world_with(
                  unless(R"({"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/node"}})"))),
              Outcome::Holds);
    EXPECT_EQ(outcome(world_with(
                  unless(R"({"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/ci-*"}})"))),
              Outcome::Fails);
}

/// The organization is nothing that a topology tells; nor is whether this repository is used.
TEST(RepositoryPolicy, IsTakenForGrantedWhereNobodyKnowsAndNothingNamesTheRepository) {
    const auto by_organization = unless(R"({"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}})");
    const auto verdicts = prove_world(world_with(by_organization));
    EXPECT_EQ(outcome_of(verdicts, "node.images"), Outcome::Holds);
    EXPECT_THAT(rows(verdicts, "node.images").front().assumptions,
                Contains(HasSubstr("repository/app")));
    EXPECT_EQ(outcome(named(world_with(by_organization), "123456789012")), Outcome::Unknown);
    EXPECT_EQ(outcome(world_with(Attribute<std::string>::unknown())), Outcome::Holds);
    EXPECT_EQ(outcome(named(world_with(Attribute<std::string>::unknown()), "123456789012")),
              Outcome::Unknown);
}

TEST(RepositoryPolicy, NeedNotAllowWithinTheAccount) {
    EXPECT_EQ(outcome(named(world_with({}), "123456789012")), Outcome::Holds);
    auto world = named(world_with({}), "123456789012");
    at<topology::Role>(world, "node").managed_policies = std::vector<std::string>{};
    EXPECT_EQ(outcome(world), Outcome::Fails);
    world = named(world_with(statement("Allow", R"("Principal": {"AWS":
        "arn:aws:iam::123456789012:role/node"})")),
                  "123456789012");
    at<topology::Role>(world, "node").managed_policies = std::vector<std::string>{};
    EXPECT_EQ(outcome(world), Outcome::Holds);
}

TEST(RepositoryPolicy, MustAllowAcrossAccounts) {
    const auto allow = [](const std::string& account) {
        return statement("Allow",
                         R"("Principal": {"AWS": "arn:aws:iam::)" + account + R"(:root"})");
    };
    EXPECT_EQ(outcome(named(world_with(allow("123456789012"), others), "210987654321")),
              Outcome::Holds);
    const auto refused =
        prove_world(named(world_with(allow("333333333333"), others), "210987654321"));
    EXPECT_THAT(cause_kinds(refused, "node.images"), ElementsAre("iam-policy"));
    EXPECT_EQ(rows(refused, "node.images").front().causes.front().resource, "repository/app");
    EXPECT_EQ(outcome(named(world_with({}, others), "210987654321")), Outcome::Fails);
    auto world = named(world_with(allow("123456789012"), others), "210987654321");
    at<topology::Role>(world, "node").managed_policies = std::vector<std::string>{};
    EXPECT_EQ(outcome(world), Outcome::Fails);
    EXPECT_EQ(outcome(named(private_world(), "210987654321")), Outcome::Unknown);
}

/// What is nobody's image, of an account that is not the cluster's, says nothing.
TEST(RepositoryPolicy, OfAnotherAccountMattersOnlyToImagesThatAreNamed) {
    const auto verdicts = prove_world(world_with(statement("Deny", R"("Principal": "*")"), others));
    EXPECT_EQ(outcome_of(verdicts, "node.images"), Outcome::Holds);
    EXPECT_THAT(rows(verdicts, "node.images").front().causes, IsEmpty());
}

}  // namespace
}  // namespace inland::prove::testing
