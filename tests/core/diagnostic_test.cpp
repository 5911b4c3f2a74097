// SPDX-License-Identifier: Apache-2.0
#include "core/diagnostic.h"

#include "core/suggestion.h"

#include <gtest/gtest.h>

namespace inland {
namespace {

TEST(Diagnostics, AreShownInTheOrderOfTheirPlaces) {
    Diagnostics diagnostics;
    diagnostics.add(
        {.severity = Severity::Warning, .rule = "b", .summary = "late", .place = {"f", 9, 1}});
    diagnostics.add({.rule = "a", .summary = "early", .place = {"f", 2, 3}});
    EXPECT_EQ(diagnostics.sorted()[0].text(), "f:2:3: error: early");
    EXPECT_EQ(diagnostics.sorted()[1].text(), "f:9:1: warning: late");
    EXPECT_TRUE(diagnostics.has_errors());
}

TEST(NearestName, FindsWhatWasMeant) {
    const std::vector<std::string> names{"nodeGroups", "network", "logging"};
    EXPECT_EQ(nearest_name("nodegroup", names), "nodeGroups");
    EXPECT_EQ(nearest_name("netwrok", names), "network");
    EXPECT_EQ(nearest_name("quux", names), "");
}

}  // namespace
}  // namespace inland
