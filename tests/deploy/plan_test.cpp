// SPDX-License-Identifier: Apache-2.0
#include "deploy/plan.h"

#include "deploy/compare.h"
#include "topology/ownership.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::deploy {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using topology::Reference;
using topology::Topology;

template <typename R>
R owned(std::string key, std::string id = "") {
    R resource;
    resource.key = key;
    resource.id = std::move(id);
    resource.why = "a test wants it";
    resource.tags = {{"inland.dev/cluster", "atlas"}, {"inland.dev/id", std::move(key)}};
    return resource;
}

Ipv4Prefix block(std::string_view text) {
    return Ipv4Prefix::parse(text).value();
}

/// A network as it is designed (without ids) or observed (with them).
Topology network(const std::string& vpc_id = "", const std::string& subnet_id = "") {
    Topology topology;
    auto vpc = owned<topology::Vpc>("vpc/main", vpc_id);
    vpc.cidr_block = block("10.40.0.0/16");
    vpc.enable_dns_hostnames = true;
    topology.add(vpc);
    auto subnet = owned<topology::Subnet>("subnet/private-a", subnet_id);
    subnet.vpc = Reference<topology::Vpc>{"vpc/main"};
    subnet.cidr_block = block("10.40.0.0/18");
    topology.add(subnet);
    return topology;
}

std::vector<std::string> lines(const Plan& plan) {
    std::vector<std::string> texts;
    for (const auto& change : plan.changes)
        texts.push_back(std::string(action_name(change.action)) + " " + change.resource);
    return texts;
}

TEST(Plan, IsEmptyWhenTheWorldIsAsItShouldBe) {
    EXPECT_TRUE(make_plan("atlas", network(), network("vpc-1", "subnet-1")).empty());
}

TEST(Plan, CreatesWhatIsNotThereInTheOrderOfReferences) {
    EXPECT_THAT(lines(make_plan("atlas", network(), Topology{})),
                ElementsAre("create vpc/main", "create subnet/private-a"));
}

TEST(Plan, UpdatesWhatCanBeChanged) {
    auto observed = network("vpc-1", "subnet-1");
    observed.all<topology::Vpc>().at("vpc/main").enable_dns_hostnames = false;
    const auto plan = make_plan("atlas", network(), observed);
    ASSERT_THAT(lines(plan), ElementsAre("update vpc/main"));
    const auto& field = plan.changes[0].fields.at(0);
    EXPECT_EQ(field.field, "enable_dns_hostnames");
    EXPECT_EQ(field.before, json::value(false));
    EXPECT_EQ(field.after, json::value(true));
    EXPECT_EQ(plan.changes[0].id, "vpc-1");
    EXPECT_EQ(plan.changes[0].why, "a test wants it");
}

TEST(Plan, ReplacesWhatCannotBeChangedAndAllThatStandsOnIt) {
    auto observed = network("vpc-1", "subnet-1");
    observed.all<topology::Vpc>().at("vpc/main").cidr_block = block("10.0.0.0/16");
    const auto plan = make_plan("atlas", network(), observed);
    EXPECT_THAT(lines(plan), ElementsAre("replace vpc/main", "replace subnet/private-a"));
    EXPECT_EQ(plan.changes[1].fields.at(0).field, "vpc");
}

TEST(Plan, DeletesItsOwnThatNothingWantsLastFirst) {
    const auto plan = make_plan("atlas", Topology{}, network("vpc-1", "subnet-1"));
    EXPECT_THAT(lines(plan), ElementsAre("delete subnet/private-a", "delete vpc/main"));
}

TEST(Plan, NeverTouchesWhatIsNotItsOwn) {
    auto observed = network("vpc-1", "subnet-1");
    auto foreign = owned<topology::Subnet>("subnet-9", "subnet-9");
    foreign.tags = {{"inland.dev/cluster", "borea"}};
    observed.add(foreign);
    EXPECT_TRUE(make_plan("atlas", network(), observed).empty());
    EXPECT_THAT(lines(make_destroy_plan("atlas", observed)),
                ElementsAre("delete subnet/private-a", "delete vpc/main"));
}

TEST(Plan, DoesNotMakeWhatAwsWillMake) {
    auto desired = network();
    topology::SecurityGroup eks;
    eks.key = topology::cluster_security_group_key("atlas");
    desired.add(eks);
    EXPECT_TRUE(make_plan("atlas", desired, network("vpc-1", "subnet-1")).empty());
}

TEST(Plan, LeavesToAwsWhatTheDesignLeavesOpen) {
    auto observed = network("vpc-1", "subnet-1");
    observed.all<topology::Vpc>().at("vpc/main").enable_dns_support = true;
    observed.all<topology::Subnet>().at("subnet/private-a").available_addresses = 16379;
    EXPECT_TRUE(make_plan("atlas", network(), observed).empty());
}

TEST(Plan, CallsNoDriftWhereAGroupHasGrown) {
    auto desired = network();
    auto group = owned<topology::NodeGroup>("node-group/general");
    group.desired = 3;
    desired.add(group);
    auto observed = network("vpc-1", "subnet-1");
    group.desired = 5;
    observed.add(group);
    EXPECT_TRUE(make_plan("atlas", desired, observed).empty());
}

/// Tags of others stay; those by which Inland knows what it installed go with it.
TEST(Plan, TakesBackWhatATagOfOursSaysNoMore) {
    const topology::Tags desired{{"inland.dev/addon/a", "v1"}};
    const topology::Tags observed{{"inland.dev/addon/a", "v1"},
                                  {"inland.dev/addon/b", "v1"},
                                  {"inland.dev/registry", "registry.example.com:5000"},
                                  {"cost", "7"}};
    EXPECT_EQ(outlived_tags(desired, observed),
              (std::vector<std::string>{"inland.dev/addon/b", "inland.dev/registry"}));
    EXPECT_EQ(tag_changes(desired, observed).size(), 2U);
}

TEST(Plan, AddsMissingTagsAndLeavesOthersAlone) {
    auto desired = network();
    desired.all<topology::Vpc>().at("vpc/main").tags["team"] = "platform";
    auto observed = network("vpc-1", "subnet-1");
    observed.all<topology::Vpc>().at("vpc/main").tags["cost"] = "7";
    const auto plan = make_plan("atlas", desired, observed);
    ASSERT_THAT(lines(plan), ElementsAre("update vpc/main"));
    EXPECT_EQ(plan.changes[0].fields.at(0).field, "tags.team");
}

TEST(Plan, ComparesSetsWithoutTheirOrder) {
    const auto with_groups = [](std::vector<Reference<topology::Subnet>> subnets) {
        auto topology = network("vpc-1", "subnet-1");
        auto cluster = owned<topology::Cluster>("cluster/atlas", "atlas");
        cluster.subnets = std::move(subnets);
        topology.add(cluster);
        return topology;
    };
    EXPECT_TRUE(
        make_plan("atlas", with_groups({{"a"}, {"b"}}), with_groups({{"b"}, {"a"}})).empty());
    EXPECT_FALSE(make_plan("atlas", with_groups({{"a"}}), with_groups({{"b"}, {"a"}})).empty());
}

TEST(Plan, ComparesPoliciesAsDocuments) {
    const auto with_trust = [](std::string trust) {
        Topology topology;
        auto role = owned<topology::Role>("role/nodes", "nodes");
        role.assume_role_policy = std::move(trust);
        topology.add(role);
        return topology;
    };
    const auto plan = [&](std::string left, std::string right) {
        return make_plan("atlas", with_trust(std::move(left)), with_trust(std::move(right)));
    };
    EXPECT_TRUE(plan(R"({"a":1,"b":[2]})", R"({ "b": [2], "a": 1 })").empty());
    EXPECT_FALSE(plan(R"({"a":1})", R"({"a":2})").empty());
}

TEST(Plan, KnowsRulesThatControllersWrote) {
    const auto with_rules = [](std::vector<topology::SecurityGroupRule> rules) {
        Topology topology;
        auto group = owned<topology::SecurityGroup>("security-group/endpoints", "sg-1");
        group.ingress = std::move(rules);
        topology.add(group);
        return topology;
    };
    const topology::SecurityGroupRule ours{.block = block("10.0.0.0/8")};
    const topology::SecurityGroupRule theirs{
        .block = block("10.1.0.0/16"), .description = "elbv2.k8s.aws/targetGroupBinding=shared"};
    EXPECT_TRUE(make_plan("atlas", with_rules({ours}), with_rules({theirs, ours})).empty());
}

/// A topology of one node group in a state.
Topology node_group(const std::string& state) {
    Topology topology;
    auto group = owned<topology::NodeGroup>("node-group/general", "general");
    group.state = state;
    topology.add(group);
    return topology;
}

TEST(Plan, MakesAnewWhatHasFailedForGood) {
    const auto plan = make_plan("atlas", node_group(""), node_group("CREATE_FAILED"));
    ASSERT_THAT(lines(plan), ElementsAre("replace node-group/general"));
    EXPECT_EQ(plan.changes[0].fields.at(0).field, "state");
    EXPECT_TRUE(plan.changes[0].fields.at(0).replaces);
}

TEST(Plan, WaitsForWhatAnEarlierRunBegan) {
    const auto plan = make_plan("atlas", node_group(""), node_group("CREATING"));
    EXPECT_TRUE(plan.empty());
    ASSERT_EQ(plan.unfinished.size(), 1U);
    EXPECT_EQ(plan.unfinished[0].resource, "node-group/general");
    EXPECT_EQ(plan.unfinished[0].state, "CREATING");
}

TEST(PlanJson, HasTheContractsShape) {
    auto observed = network("vpc-1", "");
    observed.all<topology::Subnet>().clear();
    observed.all<topology::Vpc>().at("vpc/main").enable_dns_hostnames = false;
    const auto plan = make_plan("atlas", network(), observed);
    EXPECT_EQ(plan_json(plan), parse_json(R"({"schema": "inland.dev/plan/v1", "cluster": "atlas",
        "changes": [
        {"action": "update", "resource": "vpc/main", "id": "vpc-1", "why": "a test wants it",
         "fields": [{"field": "enable_dns_hostnames", "before": false, "after": true,
                     "replaces": false}]},
        {"action": "create", "resource": "subnet/private-a", "id": null,
         "why": "a test wants it", "fields": []}]})")
                                   .value());
}

}  // namespace
}  // namespace inland::deploy
