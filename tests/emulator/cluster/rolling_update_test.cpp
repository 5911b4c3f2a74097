// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/rolling_update.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::emulator::cluster {
namespace {

using ::testing::ElementsAre;

json::object deployment(const json::value& surge, const json::value& unavailable) {
    return {{"spec", json::object{{"replicas", 4},
                                  {"strategy",
                                   json::object{{"type", "RollingUpdate"},
                                                {"rollingUpdate", json::object{{"maxSurge", surge},
                                                                               {"maxUnavailable",
                                                                                unavailable}}}}}}}};
}

TEST(RollingUpdate, BeginsWithAllWhenThereIsNoOldSet) {
    EXPECT_EQ(next_step(deployment(1, 0), {}, {}).current, 5 - 1);
}

TEST(RollingUpdate, GrowsWithinTheSurge) {
    const auto step = next_step(deployment(1, 0), {0, 0}, {{4, 4}});
    EXPECT_EQ(step.current, 1);
    EXPECT_THAT(step.old, ElementsAre(4)) << "none may be missing";
}

TEST(RollingUpdate, TakesOldOnesAsNewOnesAreAvailable) {
    EXPECT_THAT(next_step(deployment(1, 0), {1, 1}, {{4, 4}}).old, ElementsAre(3));
    EXPECT_THAT(next_step(deployment(1, 0), {1, 0}, {{4, 4}}).old, ElementsAre(4));
}

TEST(RollingUpdate, TakesAsManyAsMayBeMissing) {
    const auto step = next_step(deployment(0, "50%"), {0, 0}, {{4, 4}});
    EXPECT_EQ(step.current, 0);
    EXPECT_THAT(step.old, ElementsAre(2));
}

TEST(RollingUpdate, TakesTheOnesThatDoNotRunFirst) {
    EXPECT_THAT(next_step(deployment(1, 1), {1, 0}, {{2, 0}, {2, 2}}).old, ElementsAre(1, 2));
}

TEST(RollingUpdate, MovesOneWhereNothingMayBeMissingNorMore) {
    EXPECT_THAT(next_step(deployment(0, 0), {0, 0}, {{4, 4}}).old, ElementsAre(3));
}

TEST(RollingUpdate, RecreatesAfterTheOldOnesAreGone) {
    auto recreated = deployment(1, 1);
    recreated["spec"].as_object()["strategy"] = json::object{{"type", "Recreate"}};
    EXPECT_EQ(next_step(recreated, {0, 0}, {{4, 4}}).current, 0);
    EXPECT_THAT(next_step(recreated, {0, 0}, {{4, 4}}).old, ElementsAre(0));
    EXPECT_EQ(next_step(recreated, {0, 0}, {{0, 0}}).current, 4);
}

}  // namespace
}  // namespace inland::emulator::cluster
