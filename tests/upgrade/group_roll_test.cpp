// SPDX-License-Identifier: Apache-2.0
#include "upgrade/group_roll.h"

#include <algorithm>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::upgrade {
namespace {

constexpr TimePoint start{std::chrono::hours(24 * 365 * 50)};

GroupMachine machine(std::string id, Age age) {
    return {.id = id, .age = age, .node = "node-" + id, .is_ready = true, .launched = start};
}

Group group_of(int machines, int maximum) {
    Group group{
        .name = "batch", .sizes = {machines, maximum}, .remembered = std::nullopt, .machines = {}};
    for (int index = 0; index < machines; ++index)
        group.machines.push_back(machine("old" + std::to_string(index), Age::Old));
    return group;
}

/// What AWS and the cluster would do with a step; a group that plays along.
struct PlayingAlong {
    Group group;
    int made = 0;
    std::size_t fewest = 1000;

    void fill() {
        while (static_cast<int>(group.machines.size()) < group.sizes.desired)
            group.machines.push_back(machine("new" + std::to_string(made++), Age::New));
        fewest = std::min(fewest, group.machines.size());
    }
    GroupMachine& node(const std::string& name) {
        return *std::ranges::find(group.machines, name, &GroupMachine::node);
    }
    void operator()(const Remember& act) { group.remembered = act.sizes; }
    void operator()(const Resize& act) { group.sizes = act.sizes; }
    void operator()(const Await&) {}
    void operator()(const CordonNode& act) { node(act.node).cordon = Cordon::On; }
    void operator()(const DrainNode& act) { node(act.node).pods_to_move = 0; }
    void operator()(const Terminate& act) {
        std::erase_if(group.machines, [&](const auto& one) { return one.id == act.machine; });
        group.sizes.desired -= act.smaller ? 1 : 0;
    }
    void operator()(const TakeBack&) {}
    void operator()(const Restore& act) {
        group.sizes = act.sizes;
        group.remembered = std::nullopt;
    }
    void operator()(const RollIsOver&) {}
};

TEST(GroupRoll, ReplacesEveryMachineAndNeverHasFewer) {
    PlayingAlong world{group_of(3, 3)};
    for (auto& one : world.group.machines)
        one.pods_to_move = 2;
    for (int step = 0; step < 100; ++step) {
        const auto next = next_step(world.group, start);
        if (std::holds_alternative<RollIsOver>(next))
            break;
        std::visit(world, next);
        world.fill();
    }
    EXPECT_EQ(world.fewest, 3U);
    EXPECT_EQ(world.group.sizes, (GroupSizes{3, 3}));
    EXPECT_EQ(world.group.machines.size(), 3U);
    for (const auto& one : world.group.machines)
        EXPECT_EQ(one.age, Age::New);
    EXPECT_FALSE(world.group.remembered);
}

TEST(GroupRoll, HasNothingToDoWithAnEmptyGroupOrNewMachines) {
    EXPECT_TRUE(std::holds_alternative<RollIsOver>(next_step(group_of(0, 3), start)));
    auto group = group_of(1, 3);
    group.machines.front().age = Age::New;
    EXPECT_TRUE(std::holds_alternative<RollIsOver>(next_step(group, start)));
}

TEST(GroupRoll, GoesOnWithTheNodeThatWasBegunWith) {
    auto group = group_of(3, 4);
    group.remembered = GroupSizes{3, 3};
    group.sizes = {4, 4};
    group.machines.push_back(machine("new0", Age::New));
    group.machines[1].cordon = Cordon::On;
    group.machines[1].pods_to_move = 1;
    const auto step = next_step(group, start);
    ASSERT_TRUE(std::holds_alternative<DrainNode>(step));
    EXPECT_EQ(std::get<DrainNode>(step).node, "node-old1");
}

TEST(GroupRoll, TakesTheImageBackWhenTheFirstMachineDoesNotBecomeANode) {
    auto group = group_of(2, 4);
    group.remembered = GroupSizes{2, 4};
    group.sizes = {3, 4};
    auto dead = machine("new0", Age::New);
    dead.is_ready = false;
    dead.node.clear();
    group.machines.push_back(dead);
    EXPECT_TRUE(std::holds_alternative<Await>(next_step(group, start + std::chrono::minutes(14))));
    const auto step = next_step(group, start + std::chrono::minutes(16));
    ASSERT_TRUE(std::holds_alternative<TakeBack>(step));
    EXPECT_THAT(std::get<TakeBack>(step).machines, ::testing::ElementsAre("new0"));
}

TEST(GroupRoll, KeepsTheSizesInATag) {
    const GroupSizes sizes{3, 12};
    EXPECT_EQ(GroupSizes::parse(sizes.text()), sizes);
    EXPECT_FALSE(GroupSizes::parse("whatever"));
}

}  // namespace
}  // namespace inland::upgrade
