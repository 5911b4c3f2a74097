// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/role_policies.h"

#include "tests/prove/private_world.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using topology::Role;

Role& node_role(topology::Topology& world) {
    return at<Role>(world, "node");
}

topology::Topology without(std::string_view policy) {
    auto world = private_world();
    std::erase_if(node_role(world).managed_policies.mutable_value(),
                  [&](const std::string& arn) { return arn.ends_with(policy); });
    return world;
}

struct Lacking {
    std::string policy, flow, action;
};

void PrintTo(const Lacking& lacking, std::ostream* out) {
    *out << lacking.flow << " without " << lacking.policy;
}

struct RoleWithout : ::testing::TestWithParam<Lacking> {};

TEST_P(RoleWithout, FailsWhereItsCallsAreRefusedAndIsMendedByThePolicy) {
    const auto verdicts = prove_world(without(GetParam().policy));
    EXPECT_THAT(cause_kinds(verdicts, GetParam().flow), ElementsAre("iam-policy"));
    const Verdict row = rows(verdicts, GetParam().flow).front();
    EXPECT_EQ(row.causes.front().resource, "role/node");
    EXPECT_THAT(row.causes.front().detail, HasSubstr(GetParam().action));
    EXPECT_THAT(row.repairs, Contains(Contains("attach " + GetParam().policy + " to role/node")));
}

INSTANTIATE_TEST_SUITE_P(APolicy, RoleWithout,
                         ::testing::Values(Lacking{"AmazonEC2ContainerRegistryPullOnly",
                                                   "node.ecr-api", "ecr:GetAuthorizationToken"},
                                           Lacking{"AmazonEC2ContainerRegistryPullOnly",
                                                   "node.ecr-dkr", "ecr:BatchGetImage"}),
                         [](const auto& lacking) {
                             std::string name = lacking.param.flow;
                             std::erase_if(
                                 name, [](char letter) { return letter == '.' || letter == '-'; });
                             return name;
                         });

TEST(RolePolicies, OfAnAddonAreTheNodesWhereItHasNoneOfItsOwn) {
    const auto verdicts = prove_world(without("AmazonEKS_CNI_Policy"));
    EXPECT_THAT(cause_kinds(verdicts, "addon.vpc-cni.ec2"), ElementsAre("iam-policy"));
    EXPECT_EQ(outcome_of(verdicts, "node.ec2"), Outcome::Holds);
}

TEST(RolePolicies, OfAnAddonAreItsOwnWhereItHasSome) {
    auto world = without("AmazonEKS_CNI_Policy");
    Role cni;
    cni.key = "cni";
    cni.role_name = "cni";
    cni.managed_policies = std::vector<std::string>{"arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"};
    world.add(std::move(cni));
    at<topology::Addon>(world, "vpc-cni").service_account_role = topology::Reference<Role>{"cni"};
    EXPECT_EQ(outcome_of(prove_world(world), "addon.vpc-cni.ec2"), Outcome::Holds);
}

TEST(RolePolicies, DoNotMatterForLayersWhichEcrSigns) {
    auto world = private_world();
    node_role(world).managed_policies = std::vector<std::string>{};
    EXPECT_EQ(outcome_of(prove_world(world), "node.s3-layers"), Outcome::Holds);
}

TEST(RolePolicies, AreOfNoUseToARoleThatMachinesMayNotAssume) {
    auto world = private_world();
    node_role(world).assume_role_policy =
        R"({"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
            "Principal": {"Service": "eks.amazonaws.com"}}})";
    const auto verdicts = prove_world(world);
    for (const auto* flow : {"node.ec2", "node.ecr-api", "node.identity"})
        EXPECT_THAT(cause_kinds(verdicts, flow), ElementsAre("iam-policy")) << flow;
    EXPECT_THAT(rows(verdicts, "node.identity").front().repairs,
                ElementsAre(ElementsAre("let ec2.amazonaws.com assume role/node")));
}

TEST(RolePolicies, OfAClusterMustTrustEks) {
    auto world = private_world();
    at<topology::Cluster>(world, "atlas").role = topology::Reference<Role>{"node"};
    const auto verdicts = prove_world(world);
    EXPECT_THAT(verdicts.findings,
                Contains(::testing::Field(&Finding::rule, "cluster-role-trust")));
}

TEST(RolePolicies, AllowNothingBeyondTheBoundary) {
    auto world = private_world();
    node_role(world).permissions_boundary = "arn:aws:iam::123456789012:policy/edge";
    EXPECT_EQ(outcome_of(prove_world(world), "node.ecr-api"), Outcome::Unknown);
    node_role(world).policy_documents = std::map<std::string, std::string>{
        {"arn:aws:iam::123456789012:policy/edge",
         R"({"Statement": {"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}})"}};
    const auto verdicts = prove_world(world);
    EXPECT_EQ(outcome_of(verdicts, "node.ec2"), Outcome::Holds);
    EXPECT_EQ(outcome_of(verdicts, "node.ecr-api"), Outcome::Fails);
    EXPECT_THAT(rows(verdicts, "node.ecr-api").front().repairs, ElementsAre());
}

TEST(RolePolicies, AreUnknownWhereADocumentIs) {
    auto world = without("AmazonEC2ContainerRegistryPullOnly");
    node_role(world).managed_policies.mutable_value().emplace_back(
        "arn:aws:iam::123456789012:policy/pull");
    const auto verdicts = prove_world(world);
    EXPECT_EQ(outcome_of(verdicts, "node.ecr-api"), Outcome::Unknown);
    EXPECT_THAT(rows(verdicts, "node.ecr-api").front().causes.front().missing,
                HasSubstr("the document of arn:aws:iam::123456789012:policy/pull"));
}

TEST(RolePolicies, OfAwsThatAreNotInTheTablesStillAllowWhatOthersDo) {
    auto world = private_world();
    node_role(world).managed_policies.mutable_value().emplace_back(
        "arn:aws:iam::aws:policy/ReadOnlyAccess");
    EXPECT_EQ(outcome_of(prove_world(world), "node.ec2"), Outcome::Holds);
}

TEST(RolePolicies, MayBeInline) {
    auto world = without("AmazonEC2ContainerRegistryPullOnly");
    node_role(world).inline_policies = std::map<std::string, std::string>{
        {"pull", R"({"Version": "2012-10-17", "Statement": {"Effect": "Allow",
                     "Action": ["ecr:Get*", "ecr:Batch*"], "Resource": "*"}})"}};
    EXPECT_EQ(prove_world(world).outcome, Outcome::Holds);
}

TEST(RolePolicies, AreProvenBeforeTheAccountIsKnown) {
    auto world = private_world();
    world.account.clear();
    EXPECT_EQ(prove_world(world).outcome, Outcome::Holds);
    node_role(world).managed_policies = std::vector<std::string>{};
    EXPECT_THAT(cause_kinds(prove_world(world), "node.ecr-dkr"), ElementsAre("iam-policy"));
}

}  // namespace
}  // namespace inland::prove::testing
