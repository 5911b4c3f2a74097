// SPDX-License-Identifier: Apache-2.0
#include "tests/prove/private_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Two subnets of 27 addresses each (32 without AWS's five), of which EKS may take four.
topology::Topology small_world() {
    auto world = private_world();
    at<topology::Subnet>(world, "a").cidr_block = block("10.0.0.0/27");
    at<topology::Subnet>(world, "b").cidr_block = block("10.0.16.0/27");
    return world;
}

topology::NodeGroup& group_of(topology::Topology& world) {
    return world.all<topology::NodeGroup>().begin()->second;
}

/// What endpoints leave of both subnets.
int room_in(const topology::Topology& world) {
    int room = 2 * 27;
    for (const auto& [key, endpoint] : world.all<topology::VpcEndpoint>())
        if (endpoint.endpoint_type.is_known() && endpoint.endpoint_type.value() == "Interface")
            room -= static_cast<int>(endpoint.subnets.value().size());
    return room;
}

TEST(RoomForNodes, EndsWhereEksTakesTheRest) {
    auto world = small_world();
    group_of(world).desired = room_in(world) - 4;
    EXPECT_THAT(cause_kinds(prove_world(world), "cluster.subnets"), IsEmpty());
    group_of(world).desired = room_in(world) - 3;
    EXPECT_THAT(cause_kinds(prove_world(world), "cluster.subnets"), ElementsAre("subnet-full"));
}

TEST(RoomForNodes, IsSharedWithTheOtherGroups) {
    auto world = small_world();
    group_of(world).desired = 20;
    auto second = group_of(world);
    second.key = "second";
    second.desired = room_in(world) - 4 - 19;
    world.add(second);
    EXPECT_THAT(cause_kinds(prove_world(world), "cluster.subnets"), ElementsAre("subnet-full"));
}

TEST(RoomForNodes, IsUnknownWhereNobodySaysHowManyStart) {
    auto world = small_world();
    group_of(world).desired = topology::Attribute<int>::unknown();
    const auto verdicts = prove_world(world);
    EXPECT_EQ(outcome_of(verdicts, "cluster.subnets"), Outcome::Unknown);
    EXPECT_THAT(rows(verdicts, "cluster.subnets").back().causes.front().missing,
                HasSubstr("how many nodes"));
}

TEST(RoomForNodes, IsNotAskedOfGroupsThatLiveAlready) {
    auto world = small_world();
    group_of(world).desired = 1000;
    group_of(world).state = "ACTIVE";
    for (auto& [key, subnet] : world.all<topology::Subnet>())
        subnet.available_addresses = 16;
    EXPECT_THAT(cause_kinds(prove_world(world), "cluster.subnets"), IsEmpty());
}

}  // namespace
}  // namespace inland::prove::testing
