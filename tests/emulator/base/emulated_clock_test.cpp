// SPDX-License-Identifier: Apache-2.0
#include "emulator/emulated_clock.h"

#include <gtest/gtest.h>

namespace inland::emulator {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const TimePoint start{seconds(1'800'000'000)};

struct Wall {
    std::chrono::steady_clock::time_point now{};
    EmulatedClock::Wall read = [this] { return now; };
};

TEST(EmulatedClock, RunsAtItsSpeed) {
    Wall wall;
    const EmulatedClock clock(start, {.factor = 60}, wall.read);
    EXPECT_EQ(clock.now(), start);
    wall.now += seconds(15);
    EXPECT_EQ(clock.now(), start + minutes(15));
    EXPECT_EQ(clock.wall_delay(start + minutes(16)), seconds(1));
    EXPECT_EQ(clock.wall_delay(start), milliseconds(0));
}

TEST(EmulatedClock, NeverWaitsTooShort) {
    Wall wall;
    const EmulatedClock clock(start, {.factor = 60}, wall.read);
    wall.now += clock.wall_delay(start + milliseconds(61));
    EXPECT_GE(clock.now(), start + milliseconds(61));
}

TEST(EmulatedClock, JumpsForwardOnly) {
    Wall wall;
    EmulatedClock clock(start, {.factor = 1, .instant = true}, wall.read);
    clock.jump_to(start + minutes(15));
    clock.jump_to(start + minutes(5));
    wall.now += seconds(1);
    EXPECT_EQ(clock.now(), start + minutes(15) + seconds(1));
}

TEST(Speed, IsANumberOrInstant) {
    EXPECT_EQ(Speed::parse("60"), (Speed{.factor = 60}));
    EXPECT_EQ(Speed::parse("0.5")->factor, 0.5);
    EXPECT_EQ(Speed::parse("instant"), (Speed{.factor = 1, .instant = true}));
    EXPECT_EQ(Speed::parse("60")->text(), "60");
    EXPECT_EQ(Speed::parse("instant")->text(), "instant");
    for (const auto* wrong : {"", "0", "-1", "fast", "60x", "nan", "inf", "1e9"})
        EXPECT_FALSE(Speed::parse(wrong)) << wrong;
}

}  // namespace
}  // namespace inland::emulator
