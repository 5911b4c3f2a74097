// SPDX-License-Identifier: Apache-2.0
#include "emulator/coverage.h"

#include "emulator/coverage_page.h"
#include "tests/support/python_script.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>

namespace inland::emulator {
namespace {

using ::testing::Contains;

TEST(Coverage, KnowsWhatAnOperationRefusesAndIgnores) {
    const auto coverage = coverage_of("eks", "CreateCluster");
    EXPECT_EQ(coverage.level, CoverageLevel::Partial);
    EXPECT_THAT(coverage.refused, Contains("outpostConfig"));
    EXPECT_EQ(coverage_of("eks", "RegisterCluster").level, CoverageLevel::Absent);
    EXPECT_EQ(coverage_of("nobody", "DoNothing").level, CoverageLevel::Absent);
}

TEST(Coverage, RefusesWhatHandlersOfEveryTableDoNotRead) {
    EXPECT_EQ(refused_member("autoscaling", "CreateAutoScalingGroup", {{"PlacementGroup", "near"}}),
              "PlacementGroup");
    EXPECT_EQ(refused_member("ec2", "StopInstances", {{"Hibernate", true}}), "Hibernate");
}

TEST(Coverage, LetsMembersThroughThatSayNothing) {
    const auto refused = [](const json::value& value) {
        return refused_member("eks", "CreateCluster", {{"outpostConfig", value}});
    };
    EXPECT_EQ(refused(json::object{{"outpostArns", json::array{"arn"}}}), "outpostConfig");
    EXPECT_EQ(refused(json::object{}), "");
    EXPECT_EQ(refused(nullptr), "");
}

TEST(Coverage, PageInDocsIsWhatTheCodeSays) {
    std::ifstream file(INLAND_SOURCE_DIR "/docs/emulator.md");
    std::ostringstream page;
    page << file.rdbuf();
    EXPECT_TRUE(page.str() == coverage_page()) << "run: inland aws operations > docs/emulator.md";
}

TEST(Coverage, RefusedMembersAreWhatTheHandlersDoNotRead) {
    const auto [missing, checked] =
        inland::testing::run_python("scripts/make-member-coverage.py", {"--check"});
    if (missing)
        GTEST_SKIP() << *missing;
    EXPECT_EQ(checked.exit_code, 0) << checked.out << checked.err;
}

}  // namespace
}  // namespace inland::emulator
