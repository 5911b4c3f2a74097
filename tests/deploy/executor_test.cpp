// SPDX-License-Identifier: Apache-2.0
#include "deploy/executor.h"

#include <atomic>
#include <mutex>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace inland::deploy {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

class Silence final : public Progress {
  public:
    void started(const Step&) override {}
    void waiting(const Step&, std::string_view) override {}
    void done(const Step&) override {}
    void failed(const Step&, const Error&) override {}
    void tick(std::size_t, std::size_t) override {}
};

/// Carries steps out by name, keeping the order; what is in `failing` fails, what is in `slow` is
/// done at the third look.
class FakeRunner final : public ActionRunner {
  public:
    std::set<std::string> failing;
    std::set<std::string> unavailable;
    std::set<std::string> slow;
    std::function<void(const Step&)> on_run = [](const Step&) {};

    Outcome run(const Step& step) override {
        on_run(step);
        const std::scoped_lock lock(mutex_);
        order_.push_back(step.resource);
        if (failing.contains(step.resource))
            return Error{ErrorKind::Failed, "it fails"};
        if (unavailable.contains(step.resource))
            return Error{ErrorKind::Unavailable, "nobody answers"};
        return Done{};
    }

    std::vector<Outcome> look(std::span<const Step* const> steps) override {
        const std::scoped_lock lock(mutex_);
        looks_.push_back(steps.size());
        std::vector<Outcome> outcomes;
        for (const auto* step : steps) {
            const bool ready = !slow.contains(step->resource) || ++seen_[step->resource] >= 3;
            outcomes.push_back(ready ? Outcome(Done{}) : Outcome(Waiting{"CREATING"}));
        }
        return outcomes;
    }

    [[nodiscard]] std::vector<std::string> order() const { return order_; }
    [[nodiscard]] std::vector<std::size_t> looks() const { return looks_; }

  private:
    std::mutex mutex_;
    std::vector<std::string> order_;
    std::vector<std::size_t> looks_;
    std::map<std::string, int> seen_;
};

Step act(std::string name, std::vector<std::size_t> after = {}, Duration expected = {}) {
    return {.type = "thing",
            .resource = std::move(name),
            .why = {},
            .expected = expected,
            .after = std::move(after)};
}

Step wait(std::string name, std::vector<std::size_t> after = {}, Duration expected = {}) {
    auto step = act(std::move(name), std::move(after), expected);
    step.phase = Phase::AwaitReady;
    return step;
}

RunResult run(const std::vector<Step>& steps, FakeRunner& runner, int parallelism = 1,
              std::stop_token stop = {}) {
    ManualClock clock;
    Silence progress;
    return execute(steps, runner, clock, progress, {.parallelism = parallelism}, stop);
}

TEST(Executor, RunsAStepAfterThoseThatItWaitsFor) {
    FakeRunner runner;
    EXPECT_TRUE(run({act("c", {1, 2}), act("a"), act("b", {1})}, runner).succeeded());
    EXPECT_THAT(runner.order(), ElementsAre("a", "b", "c"));
}

TEST(Executor, StartsTheLongestRemainingPathFirst) {
    FakeRunner runner;
    EXPECT_TRUE(run({act("short"), act("long"), wait("cluster", {1}, 10min)}, runner).succeeded());
    EXPECT_THAT(runner.order(), ElementsAre("long", "short"));
}

TEST(Executor, LooksAtWaitingResourcesOfATypeTogether) {
    FakeRunner runner;
    runner.slow = {"a", "b", "c"};
    EXPECT_TRUE(run({wait("a"), wait("b"), wait("c")}, runner, 4).succeeded());
    EXPECT_THAT(runner.looks(), ElementsAre(3U, 3U, 3U));
}

TEST(Executor, NamesTheRootCauseAndFinishesWhatDoesNotDependOnIt) {
    FakeRunner runner;
    runner.failing = {"role"};
    const auto result =
        run({act("role"), act("cluster", {0}), act("nodes", {1}), act("vpc"), act("subnet", {3})},
            runner);
    ASSERT_EQ(result.failures.size(), 1U);
    EXPECT_EQ(result.failures[0].first.resource, "role");
    EXPECT_EQ(result.done, 2U);
    EXPECT_THAT(runner.order(), ::testing::UnorderedElementsAre("role", "vpc", "subnet"));
}

TEST(Executor, StartsNothingMoreWhenItIsStopped) {
    FakeRunner runner;
    std::stop_source stop;
    runner.on_run = [&](const Step&) { stop.request_stop(); };
    const auto result = run({act("a"), act("b", {0}), wait("c", {1})}, runner, 1, stop.get_token());
    EXPECT_TRUE(result.interrupted);
    EXPECT_THAT(runner.order(), ElementsAre("a"));
}

TEST(Executor, StartsNothingMoreWhenAwsIsNotThere) {
    FakeRunner runner;
    runner.unavailable = {"a"};
    const auto result = run({act("a", {}, 1min), act("b"), act("c")}, runner);
    EXPECT_FALSE(result.succeeded());
    EXPECT_FALSE(result.interrupted);
    EXPECT_THAT(runner.order(), ElementsAre("a"));
}

TEST(Executor, NeverRunsMoreThanItMay) {
    FakeRunner runner;
    std::atomic<int> running = 0;
    std::atomic<int> most = 0;
    runner.on_run = [&](const Step&) {
        most = std::max(most.load(), ++running);
        std::this_thread::yield();
        --running;
    };
    std::vector<Step> steps;
    for (int index = 0; index < 50; ++index)
        steps.push_back(act("step " + std::to_string(index)));
    EXPECT_TRUE(run(steps, runner, 3).succeeded());
    EXPECT_LE(most.load(), 3);
}

RC_GTEST_PROP(Executor, RunsEveryStepOfAnyGraphOnceAndInOrder, ()) {
    const auto count = *rc::gen::inRange<std::size_t>(1, 30);
    std::vector<Step> steps;
    for (std::size_t index = 0; index < count; ++index) {
        std::set<std::size_t> after;
        for (int edge = *rc::gen::inRange(0, 4); edge > 0 && index > 0; --edge)
            after.insert(*rc::gen::inRange<std::size_t>(0, index));
        steps.push_back(act(std::to_string(index), {after.begin(), after.end()}));
    }
    FakeRunner runner;
    RC_ASSERT(run(steps, runner, 4).succeeded());
    std::map<std::string, std::size_t> position;
    for (std::size_t at = 0; at < runner.order().size(); ++at)
        position[runner.order()[at]] = at;
    RC_ASSERT(position.size() == count);
    for (const auto& step : steps)
        for (const auto earlier : step.after)
            RC_ASSERT(position[steps[earlier].resource] < position[step.resource]);
}

}  // namespace
}  // namespace inland::deploy
