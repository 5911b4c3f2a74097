// SPDX-License-Identifier: Apache-2.0
#include "prove/difference/difference.h"

#include "tests/prove/private_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

std::vector<std::string> flows(const Difference& difference, Change change) {
    std::vector<std::string> found;
    for (const RowChange& row : difference.rows)
        if (row.change == change)
            found.push_back(row.verdict.flow);
    return found;
}

Difference between(const topology::Topology& older, const topology::Topology& newer) {
    auto result = difference(prove_world(older), prove_world(newer));
    const auto reach = [](const topology::Topology& world) {
        return reachability_of({world, knowledge::built_in(), office()});
    };
    compare(result, reach(older), reach(newer));
    return result;
}

topology::Topology without_endpoint() {
    auto world = private_world();
    world.all<topology::VpcEndpoint>().erase("ecr.api");
    return world;
}

TEST(Difference, OfAWorldWithItselfIsNone) {
    const auto same = between(without_endpoint(), without_endpoint());
    EXPECT_THAT(same.rows, IsEmpty());
    EXPECT_THAT(same.gained, IsEmpty());
    EXPECT_THAT(same.lost, IsEmpty());
    EXPECT_EQ(same.outcome, Outcome::Holds);
}

TEST(Difference, NamesLostAndGainedFlows) {
    const auto worse = between(private_world(), without_endpoint());
    EXPECT_THAT(flows(worse, Change::Lost), Contains("node.ecr-api"));
    EXPECT_EQ(worse.outcome, Outcome::Fails);
    const auto better = between(without_endpoint(), private_world());
    EXPECT_THAT(flows(better, Change::Gained), Contains("node.ecr-api"));
    EXPECT_EQ(better.outcome, Outcome::Holds);
}

TEST(Difference, NamesRowsThatAreNewOrGone) {
    auto more = private_world();
    auto group = at<topology::NodeGroup>(more, "general");
    group.key = "batch";
    group.node_group_name = "batch";
    more.add(group);
    EXPECT_THAT(flows(between(private_world(), more), Change::Gained), Contains("node.ec2"));
    const auto fewer = between(more, private_world());
    EXPECT_THAT(flows(fewer, Change::Dropped), Contains("node.ec2"));
    EXPECT_EQ(fewer.outcome, Outcome::Holds);
}

TEST(Difference, SaysWhoReachesWhomNow) {
    auto open = private_world();
    at<topology::SecurityGroup>(open, "clients")
        .ingress.mutable_value()
        .push_back({.protocol = 6, .ports = {22, 25}, .block = block("192.168.0.0/16")});
    const auto changed = between(private_world(), open);
    ASSERT_EQ(changed.gained.size(), 1U);
    EXPECT_EQ(changed.gained[0].talk, (Talk{"vpn 192.168.0.0/16", "the API of atlas", "tcp"}));
    EXPECT_THAT(changed.gained[0].ports, ::testing::ElementsAre(PortRange{22, 25}));
    EXPECT_THAT(changed.lost, IsEmpty());
    EXPECT_EQ(changed.outcome, Outcome::Holds);
}

}  // namespace
}  // namespace inland::prove::testing
