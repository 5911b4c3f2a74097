// SPDX-License-Identifier: Apache-2.0
#include "core/clock.h"

#include <gtest/gtest.h>

namespace inland {
namespace {

using namespace std::chrono_literals;

TEST(ManualClock, MovesWhenItIsWaitedFor) {
    ManualClock clock;
    const auto start = clock.now();
    EXPECT_TRUE(clock.wait_for(15min, {}));
    EXPECT_EQ(clock.now() - start, 15min);
}

TEST(SystemClock, StopsWaitingWhenAsked) {
    std::stop_source stop;
    stop.request_stop();
    EXPECT_FALSE(SystemClock().wait_for(1h, stop.get_token()));
}

// A deadline has to come nearer as fast as the waits for it are short.
TEST(SystemClock, ReachesADeadlineThatItHasWaitedFor) {
    SystemClock clock(3'600'000);
    const auto deadline = clock.now() + 1h;
    EXPECT_TRUE(clock.wait_until(deadline, {}));
    EXPECT_GE(clock.now() + 1min, deadline);
}

TEST(SystemClock, WaitsShorterAtSpeed) {
    EXPECT_TRUE(SystemClock(3'600'000).wait_for(1h, {}));
}

TEST(Iso8601, PrintsAndParses) {
    const auto time = parse_iso8601("2015-08-30T12:36:00Z");
    ASSERT_TRUE(time);
    EXPECT_EQ(iso8601(*time), "2015-08-30T12:36:00Z");
    EXPECT_EQ(iso8601_basic(*time), "20150830T123600Z");
    EXPECT_FALSE(parse_iso8601("yesterday"));
    EXPECT_FALSE(parse_iso8601("2015-13-30T12:36:00Z"));
}

}  // namespace
}  // namespace inland
