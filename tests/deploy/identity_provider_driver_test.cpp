// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/drivers.h"
#include "deploy/ordering.h"
#include "deploy/plan.h"
#include "tests/deploy/fake_aws.h"
#include "topology/late_provider.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::deploy {
namespace {

using testing::DriverRun;
using ::testing::HasSubstr;
using testing::owned;
using topology::OpenIdConnectProvider;
using topology::Role;
using topology::Topology;

const std::string key = "open-id-connect-provider/atlas";
const std::string issuer = "oidc.eks.eu-central-1.amazonaws.com/id/ABC";
const std::string arn = "arn:aws:iam::123456789012:oidc-provider/" + issuer;
constexpr auto described = R"({"cluster": {"identity": {"oidc":
    {"issuer": "https://oidc.eks.eu-central-1.amazonaws.com/id/ABC"}}}})";

std::string designed_issuer() {
    return topology::late_issuer("oidc.eks.eu-central-1.amazonaws.com", key);
}

OpenIdConnectProvider provider(const std::string& id = {}) {
    auto desired = owned<OpenIdConnectProvider>(key, id);
    desired.cluster = topology::Reference<topology::Cluster>{"cluster/atlas"};
    desired.url = designed_issuer();
    desired.client_ids = std::vector<std::string>{"sts.amazonaws.com"};
    return desired;
}

Role role(const std::string& federated, const std::string& id = {}) {
    auto desired = owned<Role>("role/shop.orders", id);
    desired.role_name = "orders";
    desired.path = "/inland/atlas/";
    desired.assume_role_policy = R"({"Principal":{"Federated":")" + federated + R"("}})";
    return desired;
}

Role designed_role() {
    return role(topology::late_provider_arn("aws", designed_issuer(), key));
}

Topology designed() {
    Topology topology;
    auto cluster = owned<topology::Cluster>("cluster/atlas");
    cluster.cluster_name = "atlas";
    cluster.service_cidr = Ipv4Prefix::parse("172.20.0.0/16").value();
    topology.add(cluster);
    topology.add(provider());
    topology.add(designed_role());
    return topology;
}

Topology observed(const std::string& trusted) {
    auto topology = designed();
    topology.all<OpenIdConnectProvider>().clear();
    auto made = provider(arn);
    made.url = issuer;
    made.arn = arn;
    topology.add(std::move(made));
    topology.add(role(trusted, "orders"));
    return topology;
}

TEST(IdentityProviderDriver, RegistersTheIssuerThatEksTells) {
    DriverRun run;
    run.context.bind("cluster", "cluster/atlas", "atlas");
    run.aws.on("DescribeCluster", described)
        .on("CreateOpenIDConnectProvider", R"({"OpenIDConnectProviderArn": ")" + arn + R"("})");
    const auto made = operations<OpenIdConnectProvider>().create(run.context, provider());
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_EQ(*made, arn);
    const auto input = run.aws.inputs_of("CreateOpenIDConnectProvider").at(0);
    EXPECT_EQ(find_string(input, "Url"), "https://" + issuer);
    EXPECT_EQ(find_array(input, "ClientIDList").at(0), json::value("sts.amazonaws.com"));
    EXPECT_FALSE(find_array(input, "Tags").empty());
    EXPECT_TRUE(find_array(input, "ThumbprintList").empty());
}

TEST(IdentityProviderDriver, TakesOverTheProviderThatTheIssuerHas) {
    DriverRun run;
    run.context.bind("cluster", "cluster/atlas", "atlas");
    run.aws.on("DescribeCluster", described)
        .refuse("CreateOpenIDConnectProvider",
                {ErrorKind::AlreadyExists, "exists", "EntityAlreadyExists", 409})
        .on("ListOpenIDConnectProviders",
            R"({"OpenIDConnectProviderList": [{"Arn": "arn:aws:iam::1:oidc-provider/other"},
                {"Arn": ")" +
                arn + R"("}]})")
        .on("GetOpenIDConnectProvider", R"({"ClientIDList": ["other"]})");
    const auto made = operations<OpenIdConnectProvider>().create(run.context, provider());
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_EQ(*made, arn);
    EXPECT_EQ(
        find_string(run.aws.inputs_of("AddClientIDToOpenIDConnectProvider").at(0), "ClientID"),
        "sts.amazonaws.com");
    EXPECT_EQ(run.aws.inputs_of("RemoveClientIDFromOpenIDConnectProvider").size(), 1U);
    EXPECT_EQ(run.aws.inputs_of("TagOpenIDConnectProvider").size(), 1U);
}

TEST(IdentityProviderDriver, RemovesByArn) {
    DriverRun run;
    ASSERT_TRUE(operations<OpenIdConnectProvider>().remove(run.context, provider(arn)));
    EXPECT_EQ(find_string(run.aws.inputs_of("DeleteOpenIDConnectProvider").at(0),
                          "OpenIDConnectProviderArn"),
              arn);
}

TEST(RoleDriver, TrustsTheProviderThatWasMade) {
    DriverRun run;
    run.context.bind(OpenIdConnectProvider::type, key, arn);
    ASSERT_TRUE(operations<Role>().create(run.context, designed_role()));
    EXPECT_THAT(string_or_empty(run.aws.inputs_of("CreateRole").at(0), "AssumeRolePolicyDocument"),
                HasSubstr('"' + arn + '"'));
}

TEST(RoleDriver, MakesNoneThatTrustsSomebodyUnknown) {
    DriverRun run;
    EXPECT_FALSE(operations<Role>().create(run.context, designed_role()));
    EXPECT_TRUE(run.aws.inputs_of("CreateRole").empty());
}

TEST(PlanOfIdentities, IsEmptyWhereTheRoleTrustsTheClustersProvider) {
    const auto plan = make_plan("atlas", designed(), observed(arn));
    EXPECT_TRUE(plan.empty()) << plan.changes.front().resource;
}

TEST(PlanOfIdentities, MendsATrustPolicyThatSomebodyChanged) {
    const auto plan = make_plan("atlas", designed(), observed("arn:aws:iam::1:oidc-provider/x"));
    ASSERT_EQ(plan.changes.size(), 1U);
    EXPECT_EQ(plan.changes[0].action, Action::Update);
    EXPECT_THAT(std::string(plan.changes[0].fields.at(0).after.as_string()), HasSubstr(arn));
}

/// A cluster that is made anew has another issuer.
TEST(PlanOfIdentities, ChangesTheTrustWithACluster) {
    auto desired = designed();
    desired.all<topology::Cluster>().at("cluster/atlas").service_cidr =
        Ipv4Prefix::parse("10.100.0.0/16").value();
    const auto plan = make_plan("atlas", desired, observed(arn));
    std::map<std::string, Action> actions;
    for (const auto& change : plan.changes)
        actions[change.resource] = change.action;
    EXPECT_EQ(actions, (std::map<std::string, Action>{{"cluster/atlas", Action::Replace},
                                                      {key, Action::Replace},
                                                      {"role/shop.orders", Action::Update}}));
}

TEST(OrderOfIdentities, MakesTheRoleAfterTheProviderThatItTrusts) {
    const auto rules = ordering_rules(designed(), knowledge::built_in());
    EXPECT_TRUE(std::ranges::any_of(rules, [](const OrderingRule& rule) {
        return rule.later == Name{Role::type, "role/shop.orders"} &&
               rule.earlier == Name{OpenIdConnectProvider::type, key};
    }));
}

}  // namespace
}  // namespace inland::deploy
