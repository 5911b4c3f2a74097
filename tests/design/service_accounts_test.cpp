// SPDX-License-Identifier: Apache-2.0
#include "core/json.h"
#include "design/design.h"
#include "prove/prove.h"
#include "tests/design/example.h"
#include "topology/late_provider.h"
#include "topology/ownership.h"
#include "topology/service_account_tag.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::design {
namespace {

using testing::design_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::with;

constexpr std::string_view addons_line = "addons: [vpc-cni, coredns, kube-proxy]";
constexpr std::string_view policy = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

std::string account(std::string_view name, std::string_view via) {
    return fmt::format("\n    - {{namespace: shop, name: {}, policies: [\"{}\"], via: {}}}", name,
                       policy, via);
}

Design with_accounts(const std::string& accounts) {
    return design_of(with(addons_line, fmt::format("addons: [vpc-cni, coredns, kube-proxy, "
                                                   "eks-pod-identity-agent]\n  serviceAccounts:{}",
                                                   accounts)));
}

json::value statement_of(const Design& result, const std::string& role) {
    const auto* found = result.topology.find<topology::Role>(role);
    if (found == nullptr)
        return {};
    const auto trust = parse_json(found->assume_role_policy.value());
    return find_array(*trust, "Statement").at(0);
}

TEST(ServiceAccounts, ByIrsaTrustTheClustersOwnIssuerAndNobodyElse) {
    const auto result = with_accounts(account("orders", "irsa"));
    const auto statement = statement_of(result, "role/shop.orders");
    const std::string key = "open-id-connect-provider/atlas";
    const auto issuer = topology::late_issuer("oidc.eks.eu-central-1.amazonaws.com", key);
    EXPECT_EQ(string_or_empty(statement, "Principal.Federated"),
              topology::late_provider_arn("aws", issuer, key));
    EXPECT_EQ(string_or_empty(statement, "Action"), "sts:AssumeRoleWithWebIdentity");
    const auto& claims = find_object(statement, "Condition.StringEquals");
    EXPECT_EQ(claims.at(issuer + ":sub"), json::value("system:serviceaccount:shop:orders"));
    EXPECT_EQ(claims.at(issuer + ":aud"), json::value("sts.amazonaws.com"));
    const auto* provider = result.topology.find<topology::OpenIdConnectProvider>(key);
    ASSERT_NE(provider, nullptr);
    EXPECT_THAT(provider->client_ids.value(), ElementsAre("sts.amazonaws.com"));
    EXPECT_EQ(provider->cluster.value().key, "cluster/atlas");
    EXPECT_NE(result.topology.find<topology::VpcEndpoint>("vpc-endpoint/sts"), nullptr);
}

TEST(ServiceAccounts, ByPodIdentityHaveAnAssociation) {
    const auto result = with_accounts(account("orders", "pod-identity"));
    EXPECT_EQ(string_or_empty(statement_of(result, "role/shop.orders"), "Principal.Service"),
              "pods.eks.amazonaws.com");
    const auto* association = result.topology.find<topology::PodIdentityAssociation>(
        "pod-identity-association/shop.orders");
    ASSERT_NE(association, nullptr);
    EXPECT_EQ(association->namespace_name.value(), "shop");
    EXPECT_EQ(association->service_account.value(), "orders");
    EXPECT_EQ(association->role.value().key, "role/shop.orders");
    EXPECT_NE(result.topology.find<topology::VpcEndpoint>("vpc-endpoint/eks-auth"), nullptr);
    EXPECT_EQ(result.topology.find<topology::VpcEndpoint>("vpc-endpoint/sts"), nullptr);
    EXPECT_TRUE(result.topology.all<topology::OpenIdConnectProvider>().empty());
}

TEST(ServiceAccounts, HaveARoleWithTheirPoliciesThatTellsWhoseItIs) {
    const auto result = with_accounts(account("orders", "irsa") + account("bills", "pod-identity"));
    for (const auto* name : {"orders", "bills"}) {
        const auto* role = result.topology.find<topology::Role>(fmt::format("role/shop.{}", name));
        ASSERT_NE(role, nullptr);
        EXPECT_EQ(role->role_name.value(), fmt::format("atlas-eu-central-1-shop.{}", name));
        EXPECT_EQ(role->path.value(), "/inland/atlas/");
        EXPECT_THAT(role->managed_policies.value(), ElementsAre(policy));
        EXPECT_EQ(topology::tag_value(role->tags, topology::service_account_tag),
                  fmt::format("shop/{}", name));
        EXPECT_TRUE(topology::is_owned(*role, "atlas"));
        EXPECT_THAT(role->why, HasSubstr(name));
    }
}

TEST(ServiceAccounts, WithLongNamesHaveRolesOfANameThatIamTakes) {
    constexpr std::size_t longest = 64;
    const std::string name(63, 'x');
    const auto result = with_accounts(account(name, "irsa"));
    const auto* role = result.topology.find<topology::Role>("role/shop." + name);
    ASSERT_NE(role, nullptr);
    EXPECT_LE(role->role_name.value().size(), longest);
}

TEST(ServiceAccounts, OfAnAddonThatHasItsRoleAreRefused) {
    const auto result =
        design_of(with(addons_line,
                       "addons: [vpc-cni, coredns, kube-proxy, eks-pod-identity-agent, "
                       "cluster-autoscaler]\n  serviceAccounts: [{namespace: kube-system, "
                       "name: cluster-autoscaler, via: pod-identity, policies: "
                       "[\"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess\"]}]"));
    ASSERT_EQ(result.diagnostics.items().size(), 1U);
    EXPECT_EQ(result.diagnostics.items().front().rule, "service-account-of-addon");
}

/// Before the cluster and the account are known.
TEST(ServiceAccounts, AreProvenFromTheDesign) {
    const auto result = with_accounts(account("orders", "irsa") + account("bills", "pod-identity"));
    const auto verdicts =
        prove::prove({.topology = result.topology, .tables = knowledge::built_in(), .clients = {}});
    int rows = 0;
    for (const auto& cluster : verdicts.clusters)
        for (const auto& verdict : cluster.flows)
            if (verdict.flow == "pod.sts" || verdict.flow == "pod.eks-auth") {
                ++rows;
                EXPECT_EQ(verdict.outcome, prove::Outcome::Holds)
                    << verdict.from << ": "
                    << (verdict.causes.empty() ? "" : verdict.causes.front().detail);
                for (const auto& assumption : verdict.assumptions)
                    EXPECT_THAT(assumption, ::testing::Not(HasSubstr("registered")));
            }
    EXPECT_GE(rows, 2);
}

}  // namespace
}  // namespace inland::design
