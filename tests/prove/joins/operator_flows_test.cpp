// SPDX-License-Identifier: Apache-2.0
#include "tests/prove/private_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Verdicts prove_inside(const topology::Topology& world, const std::string& instance = "") {
    Question question{world, knowledge::built_in(), office()};
    question.operator_place = OperatorPlace{instance};
    return prove(question);
}

/// The private world with an endpoint for EKS, too, as that for EC2.
topology::Topology world_with_eks_endpoint() {
    auto world = private_world();
    auto endpoint = at<topology::VpcEndpoint>(world, "ec2");
    endpoint.key = "eks";
    endpoint.service_name = "com.amazonaws.eu-central-1.eks";
    world.add(std::move(endpoint));
    return world;
}

TEST(OperatorFlows, AreAskedWhereInlandRunsInsideOnly) {
    EXPECT_THAT(rows(prove_world(private_world()), "operator.eks"), IsEmpty());
    EXPECT_EQ(outcome_of(prove_inside(private_world()), "operator.eks"), Outcome::Fails);
}

TEST(OperatorFlows, NeedAnEndpointForEachApiThatInlandCalls) {
    const auto verdicts = prove_inside(private_world());
    EXPECT_THAT(cause_kinds(verdicts, "operator.eks"), ElementsAre("no-endpoint"));
    EXPECT_THAT(cause_kinds(verdicts, "operator.iam"), ElementsAre("no-endpoint"));
    // What the cluster does not have, Inland does not call for.
    EXPECT_THAT(rows(verdicts, "operator.kms"), IsEmpty());
}

TEST(OperatorFlows, NeedEndpointsThatAdmitTheMachine) {
    EXPECT_THAT(cause_kinds(prove_inside(private_world()), "operator.ec2"),
                ElementsAre("security-group-ingress"));
}

TEST(OperatorFlows, HoldWithAnEndpointThatAdmitsTheVpc) {
    auto world = world_with_eks_endpoint();
    at<topology::SecurityGroup>(world, "endpoints").ingress =
        std::vector{topology::SecurityGroupRule{
            .protocol = 6, .ports = {443, 443}, .block = block("10.0.0.0/16")}};
    const auto verdicts = prove_inside(world);
    EXPECT_EQ(outcome_of(verdicts, "operator.eks"), Outcome::Holds);
    EXPECT_THAT(rows(verdicts, "operator.eks").front().assumptions,
                Contains(HasSubstr("let it call tcp/443")));
}

TEST(OperatorFlows, AreAskedOfTheInstanceThatIsNamed) {
    auto world = world_with_eks_endpoint();
    EXPECT_EQ(outcome_of(prove_inside(world, "i-1"), "operator.eks"), Outcome::Unknown);
    topology::NetworkInterface interface;
    interface.key = interface.id = interface.name = "eni-1";
    interface.subnet = topology::Reference<topology::Subnet>{"a"};
    interface.private_addresses = std::vector{address("10.0.0.77")};
    interface.instance_id = "i-1";
    interface.security_groups = std::vector<topology::Reference<topology::SecurityGroup>>{};
    world.add(interface);
    const auto verdicts = prove_inside(world, "i-1");
    EXPECT_NE(outcome_of(verdicts, "operator.eks"), Outcome::Unknown);
    EXPECT_EQ(rows(verdicts, "operator.eks").front().from, "Inland on i-1");
}

}  // namespace
}  // namespace inland::prove::testing
