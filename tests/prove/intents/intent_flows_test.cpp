// SPDX-License-Identifier: Apache-2.0
#include "prove/intents/intent_flows.h"

#include "intents/parse.h"
#include "tests/prove/private_world.h"
#include "topology/ownership.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// One intent, and groups if there are any.
intents::Intents intent(const std::string& fields, const std::string& groups = {}) {
    Diagnostics diagnostics;
    auto parsed = intents::parse("apiVersion: inland.dev/v1alpha1\nkind: Intents\n" +
                                     (groups.empty() ? groups : "groups: {" + groups + "}\n") +
                                     "intents: [{name: mine, " + fields + "}]\n",
                                 "intents.yaml", diagnostics);
    for (const auto& diagnostic : diagnostics.items())
        ADD_FAILURE() << diagnostic.text();
    return parsed.value_or(intents::Intents{});
}

Verdicts prove_intents(const topology::Topology& world, const intents::Intents& intents) {
    return prove({world, knowledge::built_in(), office(), {}, &intents});
}

Outcome outcome(const std::string& fields, const std::string& groups = {},
                const topology::Topology& world = private_world()) {
    return outcome_of(prove_intents(world, intent(fields, groups)), "intent.mine");
}

TEST(IntentFlows, HoldOfEveryMemberOfBothGroups) {
    const auto verdicts = prove_intents(
        private_world(), intent("from: nodes, to: endpoints, must: reach, ports: [443]"));
    const auto found = rows(verdicts, "intent.mine");
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].from, "nodegroup/general in subnet/a");
    EXPECT_EQ(found[0].to, "endpoints tcp/443");
    EXPECT_EQ(outcome_of(verdicts, "intent.mine"), Outcome::Holds);
}

TEST(IntentFlows, FailWithEveryBlockerAndAWitness) {
    const auto verdicts = prove_intents(
        private_world(), intent("from: clients, to: nodes, must: reach, ports: [22]"));
    EXPECT_THAT(cause_kinds(verdicts, "intent.mine"), ElementsAre("security-group-ingress"));
    EXPECT_TRUE(rows(verdicts, "intent.mine").front().witness);
    EXPECT_EQ(rows(verdicts, "intent.mine").front().causes.front().place.file, "intents.yaml");
}

TEST(IntentFlows, NeverReachHoldsOnlyWhenNobodyGetsThrough) {
    EXPECT_EQ(outcome("from: clients, to: nodes, must: never-reach"), Outcome::Holds);
    EXPECT_EQ(outcome("from: clients, to: control-plane, must: never-reach"), Outcome::Fails);
    EXPECT_EQ(outcome("from: clients, to: control-plane, must: never-reach, ports: [444-65535]"),
              Outcome::Holds);
    EXPECT_EQ(outcome("from: nodes, to: internet, must: never-reach"), Outcome::Holds);
}

/// One rule too many: taking it away is the smallest cut, where nothing else needs it.
TEST(IntentFlows, OfferTheSmallestCutOfWhatShouldNeverPass) {
    auto world = private_world();
    const std::string never = "from: clients, to: nodes, must: never-reach";
    auto& group = at<topology::SecurityGroup>(world, "clients");
    topology::SecurityGroup open = group;
    open.key = "open";
    open.name = "security-group/open";
    open.ingress = std::vector{topology::SecurityGroupRule{
        .protocol = 6, .ports = {22, 22}, .block = block("192.168.0.0/16")}};
    world.add(std::move(open));
    topology::LaunchTemplate made;
    made.key = "template";
    const topology::Reference<topology::SecurityGroup> own{"open"};
    const topology::Reference<topology::SecurityGroup> cluster{
        topology::cluster_security_group_key("atlas")};
    made.security_groups = std::vector{own, cluster};
    world.add(std::move(made));
    at<topology::NodeGroup>(world, "general").launch_template =
        topology::Reference<topology::LaunchTemplate>{"template"};
    const auto broken = prove_intents(world, intent(never));
    ASSERT_EQ(outcome_of(broken, "intent.mine"), Outcome::Fails);
    EXPECT_THAT(rows(broken, "intent.mine").front().repairs,
                ElementsAre(ElementsAre("remove the ingress rule of security-group/open for "
                                        "tcp/22-22, 192.168.0.0/16")));
    const auto needed = prove_intents(
        private_world(), intent("from: clients, to: control-plane, must: never-reach"));
    EXPECT_THAT(rows(needed, "intent.mine").front().repairs, IsEmpty());
}

TEST(IntentFlows, TakeABlockApart) {
    EXPECT_EQ(outcome("from: mine, to: control-plane, must: reach, ports: [443]",
                      "mine: {cidrs: [192.168.7.0/24]}"),
              Outcome::Holds);
    EXPECT_EQ(outcome("from: mine, to: control-plane, must: reach, ports: [443]",
                      "mine: {cidrs: [192.168.0.0/15]}"),
              Outcome::Fails);
    EXPECT_EQ(outcome("from: nodes, to: 8.8.8.8, must: never-reach"), Outcome::Holds);
}

TEST(IntentFlows, KnowNothingOfStrangers) {
    EXPECT_EQ(outcome("from: nodes, to: 10.0.1.77, must: reach, ports: [5432]"), Outcome::Unknown);
    EXPECT_EQ(outcome("from: db, to: internet, must: never-reach", "db: {subnets: [subnet/a]}"),
              Outcome::Holds);
}

/// Outside of their VPC pods are their node, and nobody there can call them.
TEST(IntentFlows, KnowPodsFromTheirNodes) {
    const std::string call = "from: pods, to: clients, must: reach, ports: [443]";
    const std::string answer = "from: clients, to: pods, must: reach, ports: [443]";
    EXPECT_EQ(outcome(call), Outcome::Holds);
    EXPECT_THAT(cause_kinds(prove_intents(private_world(), intent(answer)), "intent.mine"),
                ElementsAre("no-route", "security-group-ingress"));
    auto hidden = private_world();
    at<topology::Addon>(hidden, "vpc-cni").configuration =
        R"({"env": {"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG": "true"}})";
    EXPECT_EQ(outcome(call, {}, hidden), Outcome::Unknown);
    EXPECT_NE(outcome("from: pods, to: clients, must: never-reach", {}, hidden), Outcome::Holds);
    EXPECT_EQ(outcome("from: nodes, to: clients, must: reach, ports: [443]", {}, hidden),
              Outcome::Holds);
}

/// A third subnet whose routes lead to the internet, and a group that carries nobody.
topology::Topology world_with_public_subnet() {
    auto world = private_world();
    topology::InternetGateway gateway;
    gateway.key = "igw";
    gateway.vpc = topology::Reference<topology::Vpc>{"main"};
    world.add(gateway);
    topology::RouteTable table = at<topology::RouteTable>(world, "private");
    table.key = "public";
    table.name = "";
    table.subnets = std::vector<topology::Reference<topology::Subnet>>{{"c"}};
    table.routes = std::vector{topology::Route{.destination = block("0.0.0.0/0"),
                                               .target = topology::RouteTarget::InternetGateway,
                                               .target_key = "igw"}};
    world.add(table);
    topology::Subnet subnet = at<topology::Subnet>(world, "a");
    subnet.key = "c";
    subnet.name = "subnet/c";
    subnet.cidr_block = block("10.0.3.0/24");
    world.add(subnet);
    topology::SecurityGroup group = at<topology::SecurityGroup>(world, "endpoints");
    group.key = "database";
    group.name = "security-group/database";
    world.add(group);
    return world;
}

TEST(IntentFlows, LeaveOpenWhereACarrierOfAGroupIs) {
    const auto world = world_with_public_subnet();
    const std::string group = "db: {securityGroups: [database]}";
    const std::string by_route = "from: nodes, to: db, must: reach, ports: [443]";
    EXPECT_EQ(outcome(by_route, group, world), Outcome::Holds);
    EXPECT_EQ(outcome("from: nodes, to: db, must: reach, ports: [22]", group, world),
              Outcome::Fails);
    EXPECT_EQ(outcome("from: clients, to: db, must: never-reach", group, world), Outcome::Holds);
}

TEST(IntentFlows, NarrowGroupsBySubnets) {
    EXPECT_EQ(outcome("from: nodes, to: db, must: reach, ports: [443]",
                      "db: {securityGroups: [database], subnets: [subnet/c]}",
                      world_with_public_subnet()),
              Outcome::Holds);
}

TEST(IntentFlows, FindResourcesByArnIdAndName) {
    auto world = private_world();
    at<topology::Subnet>(world, "a").id = "subnet-0a";
    const std::string fields = "from: who, to: endpoints, must: reach, ports: [443]";
    const std::string arn = "arn:aws:ec2:eu-central-1:123456789012:subnet/subnet-0a";
    for (const std::string& name :
         {arn, std::string("subnet-0a"), std::string("node-group/general")})
        EXPECT_NE(outcome(fields, "who: {resources: [\"" + name + "\"]}", world), Outcome::Unknown)
            << name;
}

TEST(IntentFlows, NameWhatTheSourceDoesNotHave) {
    const auto world = private_world();
    const auto intents =
        intent("from: a, to: b, must: reach, ports: [443]",
               "a: {nodes: [genral]}, b: {endpoints: [ecr.apj], securityGroups: [endpoint]}");
    const Diagnostics mistakes =
        check_intents({world, knowledge::built_in(), office(), {}, &intents});
    std::vector<std::string> texts;
    for (const auto& diagnostic : mistakes.sorted())
        texts.push_back(diagnostic.text());
    EXPECT_THAT(texts, ElementsAre(HasSubstr("\"genral\" (did you mean \"general\"?)"),
                                   HasSubstr("\"ecr.apj\" (did you mean \"ecr.api\"?)"),
                                   HasSubstr("\"endpoint\"")));
}

TEST(IntentFlows, WorkWithoutACluster) {
    auto world = private_world();
    world.all<topology::Cluster>().clear();
    world.all<topology::NodeGroup>().clear();
    const auto verdicts = prove_intents(world, intent("from: here, to: internet, must: never-reach",
                                                      "here: {subnets: [subnet/a]}"));
    ASSERT_EQ(verdicts.clusters.size(), 1U);
    EXPECT_EQ(verdicts.clusters.front().cluster, "");
    EXPECT_EQ(verdicts.outcome, Outcome::Holds);
}

TEST(IntentFlows, DoNotHoldOfNobody) {
    const auto intents = intent("from: clients, to: nodes, must: never-reach");
    const auto world = private_world();
    const auto verdicts = prove({world, knowledge::built_in(), {}, {}, &intents});
    EXPECT_EQ(outcome_of(verdicts, "intent.mine"), Outcome::Unknown);
}

}  // namespace
}  // namespace inland::prove::testing
