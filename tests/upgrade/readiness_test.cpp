// SPDX-License-Identifier: Apache-2.0
#include "upgrade/readiness.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::upgrade {
namespace {

using ::testing::HasSubstr;

/// A cluster in which nothing is in the way.
struct Readiness : ::testing::Test {
    Readiness() {
        facts.cluster = "atlas";
        facts.current = {33};
        facts.target = {35};
        facts.now = *parse_iso8601("2026-06-01T00:00:00Z");
        facts.tables = &knowledge::built_in();
        facts.removed_apis = &knowledge::built_in_removed_apis();
        facts.spec_addons = {"vpc-cni", "coredns", "kube-proxy"};
        facts.contents.nodes = {node("v1.33.8-eks-f69f56f")};
    }

    static json::object node(std::string_view version) {
        return {{"metadata", json::object{{"name", "ip-10-0-0-1"}}},
                {"status", json::object{{"nodeInfo", json::object{{"kubeletVersion", version}}}}}};
    }
    static json::object pod(std::string_view name, bool ready = true) {
        return {
            {"metadata",
             json::object{{"name", name},
                          {"namespace", "shop"},
                          {"labels", json::object{{"app", "orders"}}},
                          {"creationTimestamp", "2026-05-01T00:00:00Z"},
                          {"ownerReferences", json::array{json::object{{"kind", "ReplicaSet"},
                                                                       {"controller", true}}}}}},
            {"status", json::object{{"phase", "Running"},
                                    {"conditions", json::array{json::object{
                                                       {"type", "Ready"},
                                                       {"status", ready ? "True" : "False"}}}}}}};
    }
    static json::object budget(std::string_view name, int desired, int expected, int healthy) {
        return {{"metadata", json::object{{"name", name}, {"namespace", "shop"}}},
                {"spec",
                 json::object{
                     {"selector", json::object{{"matchLabels", json::object{{"app", "orders"}}}}}}},
                {"status", json::object{{"desiredHealthy", desired},
                                        {"expectedPods", expected},
                                        {"currentHealthy", healthy},
                                        {"disruptionsAllowed", std::max(0, healthy - desired)}}}};
    }

    /// The findings that keep it from being ready.
    Findings wrong() {
        auto findings = readiness(facts, {}).findings;
        std::erase_if(findings,
                      [](const Finding& finding) { return finding.standing == Standing::Ready; });
        return findings;
    }
    Finding only() {
        const auto findings = wrong();
        EXPECT_EQ(findings.size(), 1U);
        return findings.empty() ? Finding{} : findings.front();
    }

    Facts facts;
};

TEST_F(Readiness, IsReadyWhereNothingIsInTheWay) {
    const auto report = readiness(facts, {});
    EXPECT_EQ(report.standing(), Standing::Ready);
    EXPECT_THAT(json::serialize(readiness_json(report)), HasSubstr("1.33 → 1.34 → 1.35"));
}

TEST_F(Readiness, KnowsNoWayBackAndNoVersionThatEksHasNot) {
    facts.target = {32};
    EXPECT_THAT(only().message, HasSubstr("no way back"));
    facts.target = {60};
    EXPECT_EQ(readiness(facts, {}).standing(), Standing::Blocks);
}

TEST_F(Readiness, CountsHowFarKubeletsAreBehind) {
    facts.contents.nodes.push_back(node("v1.31.14-eks-f69f56f"));
    EXPECT_TRUE(wrong().empty());
    facts.contents.nodes.push_back(node("v1.30.14-eks-f69f56f"));
    EXPECT_EQ(only().check, "kubelet-skew");
    EXPECT_EQ(only().standing, Standing::Blocks);
}

TEST_F(Readiness, NamesObjectsOfApisThatGo) {
    facts.current = {31};
    facts.target = {32};
    facts.contents.nodes = {node("v1.31.14")};
    facts.uses = {
        {"flowcontrol.apiserver.k8s.io/v1beta3", "FlowSchema", "batch", "the cluster"},
        {"batch/v1beta1", "CronJob", "shop/nightly", "cron.yaml"},
        {"apps/v1", "Deployment", "shop/orders", "orders.yaml"},
    };
    const auto findings = wrong();
    ASSERT_EQ(findings.size(), 3U);  // and extended support
    EXPECT_EQ(findings[0].standing, Standing::Blocks);
    EXPECT_EQ(findings[0].resource, "FlowSchema batch");
    EXPECT_THAT(findings[0].remedy, HasSubstr("flowcontrol.apiserver.k8s.io/v1"));
}

TEST_F(Readiness, NamesThePodThatABudgetNeverLetsGo) {
    facts.contents.pods = {pod("orders-1"), pod("orders-2")};
    facts.contents.budgets = {budget("orders", 1, 2, 2)};
    EXPECT_TRUE(wrong().empty());
    facts.contents.budgets = {budget("orders", 2, 2, 2)};
    EXPECT_EQ(only().standing, Standing::Blocks);
    EXPECT_THAT(only().message, HasSubstr("pod shop/orders-1, shop/orders-2"));
}

TEST_F(Readiness, NamesThePodThatIsNotReadyAndSoHoldsTheOthers) {
    facts.contents.pods = {pod("orders-1"), pod("orders-2", false)};
    facts.contents.budgets = {budget("orders", 1, 2, 1)};
    EXPECT_EQ(only().standing, Standing::Blocks);
    EXPECT_THAT(only().message, HasSubstr("while pod shop/orders-2 is not ready"));
    facts.now = *parse_iso8601("2026-05-01T00:01:00Z");
    EXPECT_EQ(only().standing, Standing::Warns);
}

TEST_F(Readiness, NamesThePodOfTwoBudgets) {
    facts.contents.pods = {pod("orders-1"), pod("orders-2")};
    facts.contents.budgets = {budget("a", 1, 2, 2), budget("b", 1, 2, 2)};
    EXPECT_EQ(wrong().size(), 2U);
    EXPECT_THAT(wrong().front().message, HasSubstr("2 budgets select it (a, b)"));
}

TEST_F(Readiness, WarnsOfPodsThatNothingMakesAgain) {
    auto bare = pod("hand-made");
    bare["metadata"].as_object().erase("ownerReferences");
    facts.contents.pods = {bare};
    EXPECT_EQ(only().standing, Standing::Warns);
}

TEST_F(Readiness, FindsAddOnsThatWouldStayBehind) {
    topology::Addon addon;
    addon.key = "addon/kube-proxy";
    addon.addon_name = "kube-proxy";
    addon.version = "v1.33.5-eksbuild.2";
    facts.observed.add(addon);
    EXPECT_TRUE(wrong().empty());
    facts.spec_addons.erase("kube-proxy");
    EXPECT_THAT(only().message, HasSubstr("would stay behind"));
}

TEST_F(Readiness, NeedsFreeAddressesForInterfacesAndForTheSurge) {
    topology::Subnet subnet;
    subnet.key = "subnet/private-a";
    subnet.available_addresses = 4;
    facts.observed.add(subnet);
    topology::Cluster cluster;
    cluster.key = "cluster/atlas";
    cluster.subnets = std::vector<topology::Reference<topology::Subnet>>{{"subnet/private-a"}};
    facts.observed.add(cluster);
    EXPECT_THAT(only().message, HasSubstr("EKS's new interfaces"));
    facts.observed.all<topology::Subnet>().begin()->second.available_addresses = 12;
    EXPECT_TRUE(wrong().empty());
    topology::NodeGroup group;
    group.key = "node-group/general";
    group.subnets = std::vector<topology::Reference<topology::Subnet>>{{"subnet/private-a"}};
    facts.observed.add(group);
    EXPECT_EQ(only().standing, Standing::Warns);
    facts.observed.all<topology::Subnet>().begin()->second.available_addresses = 8;
    EXPECT_EQ(only().standing, Standing::Blocks);
}

TEST_F(Readiness, SaysWhatIsNotKnownWhereTheClusterIsOutOfReach) {
    facts.unseen = "the Kubernetes API is not reachable from here";
    const auto report = readiness(facts, {});
    EXPECT_EQ(report.standing(), Standing::Unknown);
    EXPECT_EQ(report.findings.front().standing, Standing::Unknown);
}

}  // namespace
}  // namespace inland::upgrade
