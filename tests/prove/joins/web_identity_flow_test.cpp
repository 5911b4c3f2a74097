// SPDX-License-Identifier: Apache-2.0
// IAM roles for service accounts and EKS Pod Identity, as the EKS User Guide describes them.
#include "tests/prove/private_world.h"
#include "topology/open_id_connect_provider.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using topology::Reference;
using topology::Role;
using topology::Topology;
using topology::VpcEndpoint;

const std::string provider =
    "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABC123";

std::string trust(const std::string& federated, const std::string& audience) {
    const std::string keys = "oidc.eks.eu-central-1.amazonaws.com/id/ABC123";
    return R"({"Version": "2012-10-17", "Statement": {"Effect": "Allow",
        "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {"Federated": ")" +
           federated + R"("}, "Condition": {"StringLike": {")" + keys +
           R"(:sub": "system:serviceaccount:shop:*"}, "StringEquals": {")" + keys + R"(:aud": ")" +
           audience + R"("}}}})";
}

void add_role(Topology& world, const std::string& name, topology::Attribute<std::string> policy) {
    Role role;
    role.key = name;
    role.name = "role/" + name;
    role.role_name = name;
    role.path = "/";
    role.assume_role_policy = std::move(policy);
    world.add(std::move(role));
}

void add_endpoint(Topology& world, const std::string& service) {
    VpcEndpoint endpoint = at<VpcEndpoint>(world, "ec2");
    endpoint.key = service;
    endpoint.name = "vpc-endpoint/" + service;
    endpoint.service_name = "com.amazonaws.eu-central-1." + service;
    world.add(std::move(endpoint));
}

Topology world_with_orders() {
    auto world = private_world();
    add_role(world, "orders", trust(provider, "sts.amazonaws.com"));
    return world;
}

Topology with_policy(const std::string& policy) {
    auto world = world_with_orders();
    add_endpoint(world, "sts");
    at<VpcEndpoint>(world, "sts").policy_document = policy;
    return world;
}

TEST(WebIdentity, IsAskedForWhereARoleTrustsTheClusterOnly) {
    EXPECT_THAT(rows(prove_world(private_world()), "pod.sts"), IsEmpty());
    auto world = private_world();
    add_role(world, "pipeline",
             trust("arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
                   "sts.amazonaws.com"));
    EXPECT_THAT(rows(prove_world(world), "pod.sts"), IsEmpty());
    EXPECT_THAT(rows(prove_world(world_with_orders()), "pod.sts"), SizeIs(2));
}

TEST(WebIdentity, NeedsTheRegionsEndpoint) {
    auto world = world_with_orders();
    const auto broken = prove_world(world);
    EXPECT_THAT(cause_kinds(broken, "pod.sts"), ElementsAre("no-endpoint"));
    EXPECT_EQ(rows(broken, "pod.sts").front().from, "pods of nodegroup/general in subnet/a");
    EXPECT_EQ(rows(broken, "pod.sts").front().to, "sts.eu-central-1.amazonaws.com tcp/443");
    add_endpoint(world, "sts");
    const auto verdicts = prove_world(world);
    EXPECT_EQ(outcome_of(verdicts, "pod.sts"), Outcome::Holds);
    EXPECT_THAT(rows(verdicts, "pod.sts").front().assumptions,
                Contains(HasSubstr("AWS_STS_REGIONAL_ENDPOINTS")));
}

/// The provider of a cluster has the id that its API's address begins with.
TEST(WebIdentity, OfAnotherClusterIsNotAskedFor) {
    auto world = world_with_orders();
    auto& cluster = at<topology::Cluster>(world, "atlas");
    cluster.endpoint = "https://FFF000.gr7.eu-central-1.eks.amazonaws.com";
    EXPECT_THAT(rows(prove_world(world), "pod.sts"), IsEmpty());
    cluster.endpoint = "https://abc123.gr7.eu-central-1.eks.amazonaws.com";
    EXPECT_THAT(rows(prove_world(world), "pod.sts"), SizeIs(2));
}

/// AssumeRoleWithWebIdentity is not signed: an endpoint's policy sees no principal.
TEST(WebIdentity, HasNoPrincipalThatAnEndpointsPolicyCouldKnow) {
    const auto outcome = [](const std::string& statement) {
        return outcome_of(
            prove_world(with_policy(R"({"Statement": {"Effect": "Allow", )" + statement + "}}")),
            "pod.sts");
    };
    const std::string everything = R"("Action": "*", "Resource": "*")";
    EXPECT_EQ(outcome(R"("Principal": "*", )" + everything), Outcome::Holds);
    EXPECT_EQ(outcome(R"("Principal": {"AWS": "123456789012"}, )" + everything), Outcome::Fails);
    EXPECT_EQ(outcome(R"("Principal": "*", "Condition": {"StringEquals":
                  {"aws:PrincipalOrgID": "o-1"}}, )" +
                      everything),
              Outcome::Fails);
    EXPECT_EQ(outcome(R"("Principal": "*", "Condition": {"StringEqualsIfExists":
                  {"aws:PrincipalAccount": "123456789012"}}, )" +
                      everything),
              Outcome::Holds);
    EXPECT_EQ(outcome(R"("Principal": "*", "Condition": {"StringEquals":
                  {"aws:ResourceAccount": "123456789012"}}, )" +
                      everything),
              Outcome::Holds);
    EXPECT_EQ(outcome(R"("Principal": "*", "Condition": {"StringEquals":
                  {"aws:ResourceOrgID": "o-1"}}, )" +
                      everything),
              Outcome::Unknown);
    EXPECT_EQ(outcome(R"("Principal": "*", "Action": "sts:AssumeRoleWithWebIdentity",
                  "Resource": "arn:aws:iam::123456789012:role/orders")"),
              Outcome::Holds);
    EXPECT_EQ(outcome(R"("Principal": "*", "Action": "sts:AssumeRoleWithWebIdentity",
                  "Resource": "arn:aws:iam::123456789012:role/other")"),
              Outcome::Fails);
    EXPECT_EQ(outcome(R"("Principal": "*", "Action": "sts:GetCallerIdentity", "Resource": "*")"),
              Outcome::Fails);
}

TEST(WebIdentity, NeedsATrustPolicyForItsAudience) {
    auto world = private_world();
    add_endpoint(world, "sts");
    add_role(world, "orders", trust(provider, "https://elsewhere.example"));
    const auto verdicts = prove_world(world);
    EXPECT_THAT(cause_kinds(verdicts, "pod.sts"), ElementsAre("iam-policy"));
    EXPECT_EQ(rows(verdicts, "pod.sts").front().causes.front().resource, "role/orders");
}

TEST(WebIdentity, OfAnAddonIsAskedForFromWhereItRuns) {
    auto world = private_world();
    add_role(world, "cni", trust(provider, "sts.amazonaws.com"));
    auto& addon = at<topology::Addon>(world, "vpc-cni");
    addon.service_account_role = Reference<Role>{"cni"};
    const auto broken = prove_world(world);
    EXPECT_THAT(cause_kinds(broken, "pod.sts"), ElementsAre("no-endpoint"));
    EXPECT_EQ(rows(broken, "pod.sts").front().from, "vpc-cni on nodegroup/general in subnet/a");
    add_endpoint(world, "sts");
    EXPECT_EQ(outcome_of(prove_world(world), "pod.sts"), Outcome::Holds);
    at<Role>(world, "cni").assume_role_policy = topology::Attribute<std::string>::unknown();
    EXPECT_EQ(outcome_of(prove_world(world), "pod.sts"), Outcome::Unknown);
    addon.service_account_role = topology::Attribute<Reference<Role>>::unknown();
    EXPECT_EQ(outcome_of(prove_world(world), "pod.sts"), Outcome::Unknown);
}

/// The global name is in no endpoint's private zone.
TEST(WebIdentity, OfAnAddonThatCallsTheGlobalNameNeedsAWayToTheInternet) {
    for (const std::string text : {R"({"env": {"AWS_STS_REGIONAL_ENDPOINTS": "legacy"}})",
                                   "env:\n- name: AWS_STS_REGIONAL_ENDPOINTS\n  value: legacy\n"}) {
        auto world = private_world();
        add_role(world, "cni", trust(provider, "sts.amazonaws.com"));
        add_endpoint(world, "sts");
        auto& addon = at<topology::Addon>(world, "vpc-cni");
        addon.service_account_role = Reference<Role>{"cni"};
        addon.configuration = text;
        const auto verdicts = prove_world(world);
        EXPECT_THAT(cause_kinds(verdicts, "pod.sts"), ElementsAre("no-endpoint")) << text;
        EXPECT_EQ(rows(verdicts, "pod.sts").front().to, "sts.amazonaws.com tcp/443");
        addon.configuration = R"({"env": {"AWS_STS_REGIONAL_ENDPOINTS": "regional"}})";
        EXPECT_EQ(outcome_of(prove_world(world), "pod.sts"), Outcome::Holds);
    }
}

/// A role for machines of a service that trusts a cluster by nothing.
TEST(WebIdentity, OfAnAddonWithAnotherRoleIsRefused) {
    auto world = private_world();
    add_endpoint(world, "sts");
    at<topology::Addon>(world, "vpc-cni").service_account_role = Reference<Role>{"node"};
    EXPECT_THAT(cause_kinds(prove_world(world), "pod.sts"), ElementsAre("iam-policy"));
}

void add_provider(Topology& world, const std::string& id,
                  topology::Attribute<std::vector<std::string>> client_ids) {
    topology::OpenIdConnectProvider made;
    made.key = made.name = "provider/" + id;
    made.url = "oidc.eks.eu-central-1.amazonaws.com/id/" + id;
    made.client_ids = std::move(client_ids);
    world.add(std::move(made));
}

Topology living_world_with_orders() {
    auto world = world_with_orders();
    add_endpoint(world, "sts");
    at<topology::Cluster>(world, "atlas").state = "ACTIVE";
    return world;
}

TEST(WebIdentity, NeedsAProviderThatIamHas) {
    auto world = living_world_with_orders();
    add_provider(world, "FFF000", std::vector<std::string>{"sts.amazonaws.com"});
    const auto refused = prove_world(world);
    EXPECT_THAT(cause_kinds(refused, "pod.sts"), ElementsAre("identity-provider"));
    EXPECT_EQ(rows(refused, "pod.sts").front().causes.front().resource, "role/orders");
    add_provider(world, "ABC123", std::vector<std::string>{"sts.amazonaws.com"});
    const auto verdicts = prove_world(world);
    EXPECT_EQ(outcome_of(verdicts, "pod.sts"), Outcome::Holds);
    EXPECT_THAT(rows(verdicts, "pod.sts").front().assumptions,
                ::testing::Not(Contains(HasSubstr("registered"))));
}

TEST(WebIdentity, NeedsAProviderForItsAudience) {
    auto world = living_world_with_orders();
    add_provider(world, "ABC123", std::vector<std::string>{"https://elsewhere.example"});
    const auto refused = prove_world(world);
    EXPECT_THAT(cause_kinds(refused, "pod.sts"), ElementsAre("identity-provider"));
    EXPECT_EQ(rows(refused, "pod.sts").front().causes.front().resource, "provider/ABC123");
    at<topology::OpenIdConnectProvider>(world, "provider/ABC123").client_ids =
        topology::Attribute<std::vector<std::string>>::unknown();
    EXPECT_EQ(outcome_of(prove_world(world), "pod.sts"), Outcome::Unknown);
}

/// A plan makes what it makes; whether IAM has the provider already, it does not say.
TEST(WebIdentity, TakesForGrantedTheProviderThatASourceCannotTellOf) {
    auto world = world_with_orders();
    add_endpoint(world, "sts");
    const auto planned = prove_world(world);
    EXPECT_EQ(outcome_of(planned, "pod.sts"), Outcome::Holds);
    EXPECT_THAT(rows(planned, "pod.sts").front().assumptions, Contains(HasSubstr("registered")));
    world = living_world_with_orders();
    world.missing.emplace_back(topology::OpenIdConnectProvider::type);
    EXPECT_EQ(outcome_of(prove_world(world), "pod.sts"), Outcome::Holds);
}

/// It matters only if pods assume the role, which its trust policy would tell.
TEST(WebIdentity, MayBeWantedWhereATrustPolicyIsNotKnown) {
    auto world = private_world();
    add_role(world, "orders", topology::Attribute<std::string>::unknown());
    EXPECT_EQ(outcome_of(prove_world(world), "pod.sts"), Outcome::Unknown);
    add_endpoint(world, "sts");
    EXPECT_EQ(outcome_of(prove_world(world), "pod.sts"), Outcome::Holds);
}

TEST(PodIdentity, NeedsTheEndpointOfItsAgent) {
    auto world = private_world();
    EXPECT_THAT(rows(prove_world(world), "pod.eks-auth"), IsEmpty());
    auto agent = at<topology::Addon>(world, "vpc-cni");
    agent.key = "eks-pod-identity-agent";
    agent.addon_name = "eks-pod-identity-agent";
    world.add(std::move(agent));
    const auto broken = prove_world(world);
    EXPECT_THAT(cause_kinds(broken, "pod.eks-auth"), ElementsAre("no-endpoint"));
    EXPECT_EQ(rows(broken, "pod.eks-auth").front().to, "eks-auth.eu-central-1.api.aws tcp/443");
    add_endpoint(world, "eks-auth");
    EXPECT_EQ(outcome_of(prove_world(world), "pod.eks-auth"), Outcome::Holds);
}

/// The agent signs with its node's role: eks-auth:AssumeRoleForPodIdentity.
TEST(PodIdentity, NeedsTheNodesRoleToAllowIt) {
    auto world = private_world();
    auto agent = at<topology::Addon>(world, "vpc-cni");
    agent.key = "eks-pod-identity-agent";
    agent.addon_name = "eks-pod-identity-agent";
    world.add(std::move(agent));
    add_endpoint(world, "eks-auth");
    std::erase(at<Role>(world, "node").managed_policies.mutable_value(),
               "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy");
    EXPECT_THAT(cause_kinds(prove_world(world), "pod.eks-auth"), ElementsAre("iam-policy"));
}

/// The policy lets service accounts of the namespace shop in.
TEST(WebIdentity, OfARoleThatTellsItsServiceAccountMustLetThatOneIn) {
    auto world = world_with_orders();
    add_endpoint(world, "sts");
    auto& tags = at<Role>(world, "orders").tags;
    tags["inland.dev/service-account"] = "shop/orders";
    EXPECT_EQ(outcome_of(prove_world(world), "pod.sts"), Outcome::Holds);
    tags["inland.dev/service-account"] = "store/orders";
    EXPECT_THAT(cause_kinds(prove_world(world), "pod.sts"), ElementsAre("iam-policy"));
}

}  // namespace
}  // namespace inland::prove::testing
