// SPDX-License-Identifier: Apache-2.0
#include "knowledge/value_reader.h"

#include <gtest/gtest.h>

namespace inland::knowledge {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

TEST(ParseDuration, AddsUpUnitsFromLargeToSmall) {
    EXPECT_EQ(parse_duration("9m30s"), minutes(9) + seconds(30));
    EXPECT_EQ(parse_duration("1h"), hours(1));
    EXPECT_EQ(parse_duration("500ms"), milliseconds(500));
    EXPECT_EQ(parse_duration("0s"), milliseconds(0));
    EXPECT_EQ(parse_duration("1h2m3s4ms"), hours(1) + minutes(2) + seconds(3) + milliseconds(4));
}

TEST(ParseDuration, RefusesWhatIsNoTime) {
    for (const char* text : {"", "9", "s", "9x", "-1s", "1s1m", "1s1s", "1 s", "9999999999999s"})
        EXPECT_FALSE(parse_duration(text)) << text;
}

TEST(ReadValue, ReportsWhatDoesNotFitAtItsPlace) {
    Diagnostics found;
    Reporter reporter("file.yaml", found);
    const Node node{.kind = NodeKind::Scalar, .position = {3, 7}, .text = "many", .key = "vcpus"};
    int number = 5;
    read_value(node, reporter, number);
    bool flag = true;
    read_value(node, reporter, flag);
    EXPECT_EQ(number, 5);
    EXPECT_TRUE(flag);
    ASSERT_EQ(found.items().size(), 2U);
    EXPECT_EQ(found.items()[0].place, (Place{"file.yaml", 3, 7}));
    EXPECT_EQ(found.items()[0].detail, "vcpus must be a number, found text");
}

}  // namespace
}  // namespace inland::knowledge
