// SPDX-License-Identifier: Apache-2.0
#include "tests/emulator/base/test_world.h"

#include <gmock/gmock.h>

namespace inland::emulator {
namespace {

using std::chrono::seconds;
using ::testing::ElementsAre;

class SchedulerTest : public ::testing::Test, protected TestWorld {
  protected:
    SchedulerTest() {
        world.scheduler().on("note", [this](World&, const json::object& payload) {
            ran_.push_back(string_or_empty(payload, "name"));
        });
    }
    void note(Duration delay, std::string_view name, Jump jump = Jump::Yes) {
        world.after(delay, "note", {{"name", name}}, jump);
    }

    std::vector<std::string> ran_;
};

TEST_F(SchedulerTest, RunsWhatIsDueInTheOrderOfTimeThenOfScheduling) {
    note(seconds(20), "late");
    note(seconds(10), "first");
    note(seconds(10), "second");
    note(seconds(30), "not yet");
    clock.advance(seconds(25));
    world.scheduler().run_due(world, clock.now());
    EXPECT_THAT(ran_, ElementsAre("first", "second", "late"));
    EXPECT_EQ(world.scheduler().next_due(), clock.now() + seconds(5));
}

TEST_F(SchedulerTest, RunsWhatWasScheduledMeanwhileForUpToNow) {
    world.scheduler().on("chain", [this](World& inner, const json::object&) {
        ran_.emplace_back("chain");
        inner.after(Duration(0), "note", {{"name", "link"}});
    });
    world.after(seconds(1), "chain", {});
    clock.advance(seconds(1));
    world.scheduler().run_due(world, clock.now());
    EXPECT_THAT(ran_, ElementsAre("chain", "link"));
}

TEST_F(SchedulerTest, KeepsItsOrderOverARestart) {
    note(seconds(10), "a");
    note(seconds(10), "b");
    TestWorld restarted;
    restarted.world.store().restore(world.store().records());
    std::vector<std::string> ran;
    restarted.world.scheduler().on("note", [&](World&, const json::object& payload) {
        ran.push_back(string_or_empty(payload, "name"));
    });
    restarted.world.after(seconds(10), "note", {{"name", "c"}});
    restarted.clock.advance(seconds(10));
    restarted.world.scheduler().run_due(restarted.world, restarted.clock.now());
    EXPECT_THAT(ran, ElementsAre("a", "b", "c"));
}

TEST_F(SchedulerTest, DoesNotJumpToWhatMustNotBeJumpedTo) {
    note(seconds(10), "heartbeat", Jump::No);
    EXPECT_FALSE(world.scheduler().next_jump());
    note(seconds(20), "active");
    EXPECT_EQ(world.scheduler().next_jump(), clock.now() + seconds(20));
    EXPECT_EQ(world.scheduler().next_due(), clock.now() + seconds(10));
}

TEST_F(SchedulerTest, ForgetsEventsThatNobodyKnows) {
    world.after(seconds(0), "of another version", {});
    note(seconds(0), "known");
    world.scheduler().run_due(world, clock.now());
    EXPECT_THAT(ran_, ElementsAre("known"));
    EXPECT_FALSE(world.scheduler().next_due());
}

}  // namespace
}  // namespace inland::emulator
