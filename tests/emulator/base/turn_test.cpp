// SPDX-License-Identifier: Apache-2.0
#include "emulator/turn.h"

#include "knowledge/tables.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

namespace inland::emulator {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;

const TimePoint start{seconds(1'800'000'000)};

/// A loop in miniature: timers of a wall that only goes on from timer to timer.
class TurnTest : public ::testing::Test {
  protected:
    void begin(Speed speed, Journal* journal = nullptr) {
        clock_.emplace(start, speed, [this] { return wall_; });
        world_ = std::make_unique<World>(tables_, *clock_);
        turn_ = std::make_unique<Turn>(*world_, *clock_, journal,
                                       [this](milliseconds delay, std::function<void()> task) {
                                           timers_.emplace(wall_ + delay, std::move(task));
                                       });
        world_->scheduler().on("note", [this](World& world, const json::object& payload) {
            ran_.push_back(string_or_empty(payload, "name"));
            at_.push_back(std::chrono::duration_cast<seconds>(world.now() - start));
        });
    }
    void note(Duration delay, std::string_view name, Jump jump = Jump::Yes) {
        world_->after(delay, "note", {{"name", name}}, jump);
    }
    void run_timers(std::size_t most = 100) {
        for (; most > 0 && !timers_.empty(); --most) {
            auto timer = timers_.extract(timers_.begin());
            wall_ = timer.key();
            timer.mapped()();
            ASSERT_TRUE(turn_->end());
        }
    }

    knowledge::Tables tables_;
    std::chrono::steady_clock::time_point wall_{};
    std::multimap<std::chrono::steady_clock::time_point, std::function<void()>> timers_;
    std::optional<EmulatedClock> clock_;
    std::unique_ptr<World> world_;
    std::unique_ptr<Turn> turn_;
    std::vector<std::string> ran_;
    std::vector<seconds> at_;
};

TEST_F(TurnTest, WakesUpForTheNextEvent) {
    begin({.factor = 60});
    note(minutes(2), "b");
    note(minutes(1), "a");
    ASSERT_TRUE(turn_->end());
    run_timers();
    EXPECT_THAT(ran_, ElementsAre("a", "b"));
    EXPECT_THAT(at_, ElementsAre(seconds(60), seconds(120)));
    EXPECT_EQ(wall_.time_since_epoch(), seconds(2));
}

TEST_F(TurnTest, JumpsFromEventToEventWhenTimeIsInstant) {
    begin({.factor = 1, .instant = true});
    note(minutes(10), "active");
    note(minutes(15), "ready");
    ASSERT_TRUE(turn_->end());
    EXPECT_TRUE(ran_.empty());
    run_timers(3);
    EXPECT_THAT(ran_, ElementsAre("active", "ready"));
    EXPECT_THAT(at_, ElementsAre(minutes(10), minutes(15)));
    EXPECT_LT(wall_.time_since_epoch(), seconds(1));
}

TEST_F(TurnTest, RunsHeartbeatsByTheWallAfterAJump) {
    begin({.factor = 1, .instant = true});
    note(minutes(10), "active");
    ASSERT_TRUE(turn_->end());
    run_timers();
    note(seconds(10), "heartbeat", Jump::No);
    ASSERT_TRUE(turn_->end());
    run_timers();
    EXPECT_THAT(ran_, ElementsAre("active", "heartbeat"));
    EXPECT_EQ(wall_.time_since_epoch(), seconds(10));
}

TEST_F(TurnTest, DoesNotJumpToHeartbeats) {
    begin({.factor = 1, .instant = true});
    note(seconds(10), "heartbeat", Jump::No);
    ASSERT_TRUE(turn_->end());
    run_timers();
    EXPECT_EQ(wall_.time_since_epoch(), seconds(10));
    EXPECT_THAT(ran_, ElementsAre("heartbeat"));
}

/// Work that never ends.
class BusyWorkers final : public Workers {
  public:
    void post(Work) override {}
    [[nodiscard]] std::size_t pending() const override { return 1; }
};

TEST_F(TurnTest, DoesNotJumpWhileWorkIsInThePool) {
    begin({.factor = 1, .instant = true});
    BusyWorkers busy;
    world_->use_workers(&busy);
    note(minutes(1), "later");
    ASSERT_TRUE(turn_->end());
    EXPECT_EQ(timers_.begin()->first.time_since_epoch(), minutes(1));
    world_->use_workers(nullptr);
}

TEST_F(TurnTest, CommitsWhatTheTurnAndItsEventsChanged) {
    const TemporaryFolder folder;
    auto journal = *Journal::open(folder.path());
    begin({.factor = 60}, journal.get());
    world_->store().put({{"1", "r"}, "ec2:vpc", "a"}, {});
    note(Duration(0), "now");
    ASSERT_TRUE(turn_->end());
    EXPECT_THAT(ran_, ElementsAre("now"));
    wall_ += seconds(10);
    ASSERT_TRUE(turn_->keep_time());
    journal.reset();
    journal = *Journal::open(folder.path());
    const auto state = journal->load();
    ASSERT_TRUE(state);
    EXPECT_EQ(state->records.size(), 1U);
    EXPECT_EQ(state->emulated_now, start + minutes(10));
}

}  // namespace
}  // namespace inland::emulator
