// SPDX-License-Identifier: Apache-2.0
// EKS Pod Identity associations, as the EKS User Guide describes them.
#include "tests/prove/private_world.h"
#include "topology/pod_identity_association.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using topology::Attribute;
using topology::PodIdentityAssociation;
using topology::Reference;
using topology::Role;
using topology::Topology;

std::string trust(const std::string& actions, const std::string& condition = "{}") {
    return R"({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": )" + actions +
           R"(, "Principal": {"Service": "pods.eks.amazonaws.com"}, "Condition": )" + condition +
           "}}";
}
const std::string both = R"(["sts:AssumeRole", "sts:TagSession"])";

void add_agent(Topology& world) {
    auto agent = at<topology::Addon>(world, "vpc-cni");
    agent.key = agent.name = "eks-pod-identity-agent";
    agent.addon_name = "eks-pod-identity-agent";
    world.add(std::move(agent));
    auto endpoint = at<topology::VpcEndpoint>(world, "ec2");
    endpoint.key = "eks-auth";
    endpoint.service_name = "com.amazonaws.eu-central-1.eks-auth";
    world.add(std::move(endpoint));
}

Topology world_with(Attribute<std::string> policy) {
    auto world = private_world();
    add_agent(world);
    Role role;
    role.key = "orders";
    role.name = "role/orders";
    role.assume_role_policy = std::move(policy);
    world.add(std::move(role));
    PodIdentityAssociation association;
    association.key = association.name = "association/orders";
    association.cluster = Reference<topology::Cluster>{"atlas"};
    association.namespace_name = "shop";
    association.service_account = "orders";
    association.role = Reference<Role>{"orders"};
    world.add(std::move(association));
    return world;
}

Verdict row(const Topology& world) {
    for (auto& verdict : rows(prove_world(world), "pod.eks-auth"))
        if (verdict.from == "pods of shop/orders")
            return verdict;
    return {};
}

TEST(PodIdentityAssociation, IsAskedForEachOfTheCluster) {
    EXPECT_EQ(row(world_with(trust(both))).outcome, Outcome::Holds);
    EXPECT_EQ(row(world_with(trust(both))).to, "eks-auth.eu-central-1.api.aws tcp/443");
    auto world = world_with(trust(both));
    at<PodIdentityAssociation>(world, "association/orders").cluster =
        Reference<topology::Cluster>{"other"};
    EXPECT_EQ(row(world).from, "");
}

TEST(PodIdentityAssociation, NeedsARoleThatMayBeAssumedWithTags) {
    const auto refused = row(world_with(trust(R"("sts:AssumeRole")")));
    EXPECT_EQ(refused.outcome, Outcome::Fails);
    EXPECT_EQ(refused.causes.front().kind, "iam-policy");
    EXPECT_EQ(refused.causes.front().resource, "role/orders");
    EXPECT_THAT(refused.causes.front().detail, ::testing::HasSubstr("sts:TagSession"));
    EXPECT_EQ(row(world_with(Attribute<std::string>::unknown())).outcome, Outcome::Unknown);
}

/// EKS says of which cluster, namespace and service account the pod is.
TEST(PodIdentityAssociation, IsHeldAgainstTheConditionsOfTheTrust) {
    const auto outcome = [](const std::string& condition) {
        return row(world_with(trust(both, condition))).outcome;
    };
    const std::string tag = R"({"StringEquals": {"aws:RequestTag/kubernetes-namespace": ")";
    EXPECT_EQ(outcome(tag + R"(shop"}})"), Outcome::Holds);
    EXPECT_EQ(outcome(tag + R"(office"}})"), Outcome::Fails);
    EXPECT_EQ(outcome(R"({"ArnEquals": {"aws:SourceArn":
                  "arn:aws:eks:eu-central-1:123456789012:cluster/atlas"}})"),
              Outcome::Holds);
    EXPECT_EQ(outcome(R"({"ArnEquals": {"aws:SourceArn":
                  "arn:aws:eks:eu-central-1:123456789012:cluster/other"}})"),
              Outcome::Fails);
    EXPECT_EQ(outcome(R"({"StringEquals": {"aws:SourceAccount": "123456789012"}})"),
              Outcome::Holds);
    EXPECT_EQ(outcome(R"({"StringEquals": {"aws:RequestTag/kubernetes-pod-name": "a"}})"),
              Outcome::Unknown);
}

TEST(PodIdentityAssociation, NeedsTheAgent) {
    auto world = world_with(trust(both));
    world.all<topology::Addon>().erase("eks-pod-identity-agent");
    const auto refused = row(world);
    EXPECT_EQ(refused.outcome, Outcome::Fails);
    EXPECT_EQ(refused.causes.front().kind, "addon-missing");
    EXPECT_EQ(refused.causes.front().resource, "association/orders");
    world.missing.emplace_back(topology::Addon::type);
    EXPECT_EQ(row(world).outcome, Outcome::Unknown);
}

TEST(PodIdentityAssociation, NeedsTheAgentsEndpoint) {
    auto world = world_with(trust(both));
    world.all<topology::VpcEndpoint>().erase("eks-auth");
    const auto refused = row(world);
    EXPECT_EQ(refused.outcome, Outcome::Fails);
    EXPECT_EQ(refused.causes.front().kind, "no-endpoint");
}

TEST(PodIdentityAssociation, IsMissedByTheRoleThatWasMadeForOne) {
    auto world = world_with(trust(both));
    at<topology::Cluster>(world, "atlas").cluster_name = "atlas";
    at<Role>(world, "orders").tags = {{"inland.dev/cluster", "atlas"},
                                      {"inland.dev/service-account", "shop/orders"}};
    EXPECT_EQ(row(world).outcome, Outcome::Holds);
    world.all<PodIdentityAssociation>().clear();
    EXPECT_EQ(row(world).outcome, Outcome::Fails);
    EXPECT_EQ(row(world).causes.front().kind, "no-association");
    EXPECT_EQ(row(world).causes.front().resource, "role/orders");
    at<Role>(world, "orders").tags.clear();
    EXPECT_EQ(row(world).from, "") << "another's role is another's matter";
}

}  // namespace
}  // namespace inland::prove::testing
