// SPDX-License-Identifier: Apache-2.0
#include "design/design.h"
#include "spec/parse.h"
#include "tests/prove/private_world.h"

#include <chrono>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using ::testing::HasSubstr;
using topology::AccessEntry;
using topology::LaunchTemplate;

/// examples/groups.yaml, designed.
topology::Topology both_kinds() {
    std::ifstream file(INLAND_SOURCE_DIR "/examples/groups.yaml");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    Diagnostics diagnostics;
    const TimePoint today{std::chrono::sys_days{std::chrono::year{2026} / 11 / 1}};
    const auto cluster =
        spec::parse(text, "examples/groups.yaml", knowledge::built_in(), today, diagnostics);
    EXPECT_TRUE(cluster) << diagnostics.items().front().text();
    return cluster ? design::design(*cluster, knowledge::built_in()).topology
                   : topology::Topology{};
}

/// The worst outcome of that flow for nodes whose names begin so, and how many there are.
std::pair<Outcome, int> outcome_in(const Verdicts& verdicts, std::string_view nodes,
                                   std::string_view flow) {
    auto worst = Outcome::Holds;
    int count = 0;
    for (const auto& verdict : verdicts.clusters.at(0).flows) {
        if (verdict.flow != flow || !verdict.from.starts_with(nodes))
            continue;
        worst = std::max(worst, verdict.outcome);
        ++count;
    }
    return {worst, count};
}

std::pair<Outcome, int> of_batch(const Verdicts& verdicts, std::string_view flow) {
    return outcome_in(verdicts, "nodegroup/batch in ", flow);
}

TEST(SelfManagedNodes, JoinAsDesignedInEverySubnet) {
    const auto verdicts = prove_world(both_kinds());
    for (const auto* flow : {"node.dns", "node.api-server", "node.user-data", "node.identity",
                             "node.ecr-api", "node.s3-layers"})
        EXPECT_EQ(of_batch(verdicts, flow), std::pair(Outcome::Holds, 2)) << flow;
}

TEST(SelfManagedNodes, AreNobodyWithoutAnAccessEntry) {
    auto world = both_kinds();
    world.all<AccessEntry>().clear();
    EXPECT_EQ(of_batch(prove_world(world), "node.identity"), std::pair(Outcome::Fails, 2));
}

TEST(SelfManagedNodes, DoNotJoinWithTheUserDataOfAnotherCluster) {
    auto world = both_kinds();
    auto& text = world.all<LaunchTemplate>().begin()->second.user_data.mutable_value().text;
    text.replace(text.find("borea"), 5, "other");
    EXPECT_EQ(of_batch(prove_world(world), "node.user-data"), std::pair(Outcome::Fails, 2));
}

TEST(SelfManagedNodes, CarryTheSecurityGroupsOfTheirTemplate) {
    auto world = both_kinds();
    topology::SecurityGroup lonely;
    lonely.key = "sg-lonely";
    lonely.name = lonely.key;
    lonely.vpc = topology::Reference<topology::Vpc>{"vpc/main"};
    lonely.ingress = std::vector<topology::SecurityGroupRule>{};
    lonely.egress = std::vector<topology::SecurityGroupRule>{};
    world.add(lonely);
    world.all<LaunchTemplate>().begin()->second.security_groups =
        std::vector<topology::Reference<topology::SecurityGroup>>{{"sg-lonely"}};
    EXPECT_EQ(of_batch(prove_world(world), "node.api-server"), std::pair(Outcome::Fails, 2));
}

TEST(SelfManagedNodes, AreUnknownWhereTheirTemplateIs) {
    auto world = both_kinds();
    world.all<LaunchTemplate>().clear();
    const auto verdicts = prove_world(world);
    for (const auto* flow : {"node.identity", "node.user-data", "node.api-server"})
        EXPECT_EQ(outcome_in(verdicts, "nodegroup/borea-batch in ", flow),
                  std::pair(Outcome::Unknown, 2))
            << flow;
    EXPECT_EQ(outcome_in(verdicts, "nodegroup/general in ", "node.api-server").first,
              Outcome::Holds);
}

}  // namespace
}  // namespace inland::prove::testing
