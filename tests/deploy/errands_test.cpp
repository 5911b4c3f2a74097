// SPDX-License-Identifier: Apache-2.0
#include "deploy/errands.h"

#include "knowledge/tables.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::deploy {
namespace {

using ::testing::ElementsAre;

/// Notes what it is asked to do and has it done.
class Recorder final : public ActionRunner {
  public:
    Outcome run(const Step& step) override {
        ran.push_back(step.resource);
        return Done{};
    }
    std::vector<Outcome> look(std::span<const Step* const> steps) override {
        std::vector<Outcome> outcomes;
        for (const auto* step : steps)
            outcomes.push_back(Waiting{state + step->resource});
        return outcomes;
    }

    std::string state;
    std::vector<std::string> ran;
};

Change create(std::string_view type, std::string resource) {
    return {Action::Create, type, std::move(resource), "", "", {}};
}

struct World {
    Recorder ours;
    Recorder resources;
    Errands errands{.changes = {create("image", "image/a"), create("addon", "addon/ours")},
                    .order = {{{"addon", "addon/ours"}, {"image", "image/a"}}},
                    .runner = &ours};
};

Result<void> is_free() {
    return {};
}

TEST(Errands, StandInThePlanAfterTheResources) {
    World world;
    Plan plan;
    plan.changes.push_back(create("vpc", "vpc/main"));
    world.errands.unfinished.push_back({"addon", "addon/slow", "", "0 of 1 pods"});
    const auto all = with_errands(std::move(plan), world.errands);
    std::vector<std::string> resources;
    for (const auto& change : all.changes)
        resources.push_back(change.resource);
    EXPECT_THAT(resources, ElementsAre("vpc/main", "image/a", "addon/ours"));
    EXPECT_EQ(all.unfinished.size(), 1U);
}

TEST(Errands, TakeTheirPlaceInTheOrderOfSteps) {
    World world;
    Plan plan;
    const auto steps = make_steps(
        with_errands(std::move(plan), world.errands), {}, {}, knowledge::built_in(),
        [](std::string_view, const std::string&, Phase) { return Duration{}; },
        world.errands.order);
    ASSERT_TRUE(steps);
    const auto installs = std::ranges::find_if(*steps, [](const Step& step) {
        return step.resource == "addon/ours" && step.phase == Phase::Create;
    });
    ASSERT_NE(installs, steps->end());
    EXPECT_TRUE(std::ranges::any_of(installs->after, [&](std::size_t index) {
        return (*steps)[index].resource == "image/a" && (*steps)[index].phase == Phase::AwaitReady;
    }));
}

/// What AWS remembers of an add-on is taken back when the add-on is gone, and no sooner.
TEST(Errands, AreFollowedByTheChangesThatForgetThem) {
    const auto change = [](Action action, std::string_view type, std::string resource) {
        return Change{action, type, std::move(resource), "", "", {}};
    };
    Plan plan;
    plan.changes = {change(Action::Update, "cluster", "cluster/atlas"),
                    change(Action::Delete, "role", "role/ours"),
                    change(Action::Delete, "addon", "addon/ours")};
    const std::vector<OrderingRule> order{{{"addon", "addon/ours"}, {"cluster", "cluster/atlas"}},
                                          {{"addon", "addon/ours"}, {"role", "role/ours"}}};
    const auto steps = make_steps(
        plan, {}, {}, knowledge::built_in(),
        [](std::string_view, const std::string&, Phase) { return Duration{}; }, order);
    ASSERT_TRUE(steps);
    for (const auto& [resource, phase] :
         {std::pair("cluster/atlas", Phase::Attach), std::pair("role/ours", Phase::Detach)}) {
        const auto follows = std::ranges::find_if(*steps, [&](const Step& step) {
            return step.resource == resource && step.phase == phase;
        });
        ASSERT_NE(follows, steps->end());
        EXPECT_TRUE(std::ranges::any_of(follows->after, [&](std::size_t index) {
            return (*steps)[index].text() == "wait until gone addon/ours";
        })) << resource;
    }
}

/// Add-ons of EKS and those that Inland installs are looked at with one call.
TEST(Errands, AreLookedAtByTheirRunnerAndOthersByTheirs) {
    World world;
    world.ours.state = "ours ";
    world.resources.state = "eks ";
    ErrandRunner runner(world.errands, world.resources, is_free);
    const Step first{"addon", "addon/coredns", Phase::AwaitReady, Action::Create, "", {}, {}};
    const Step second{"addon", "addon/ours", Phase::AwaitReady, Action::Create, "", {}, {}};
    const Step third{"addon", "addon/vpc-cni", Phase::AwaitReady, Action::Create, "", {}, {}};
    const std::vector<const Step*> steps{&first, &second, &third};
    std::vector<std::string> states;
    for (const auto& outcome : runner.look(steps))
        states.push_back(std::get<Waiting>(outcome).state);
    EXPECT_THAT(states, ElementsAre("eks addon/coredns", "ours addon/ours", "eks addon/vpc-cni"));
}

TEST(Errands, DoNotActWhenAnotherRunTookOver) {
    World world;
    ErrandRunner runner(world.errands, world.resources, []() -> Result<void> {
        return failure(ErrorKind::Failed, "another run took over");
    });
    const Step step{"image", "image/a", Phase::Create, Action::Create, "", {}, {}};
    EXPECT_TRUE(std::holds_alternative<Error>(runner.run(step)));
    EXPECT_TRUE(world.ours.ran.empty());
}

}  // namespace
}  // namespace inland::deploy
