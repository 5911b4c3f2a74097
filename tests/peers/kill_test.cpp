// SPDX-License-Identifier: Apache-2.0
// kill -9 of the embedded AWS in the middle of an apply: what was answered is there afterwards, and
// the same apply completes.
#include "core/json.h"
#include "tests/support/embedded_aws.h"
#include "tests/support/kills.h"

#include <array>
#include <csignal>
#include <random>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

std::string example_path() {
    return INLAND_SOURCE_DIR "/examples/private.yaml";
}
std::string groups_path() {
    return INLAND_SOURCE_DIR "/examples/groups.yaml";
}
std::string registry_path() {
    return INLAND_SOURCE_DIR "/examples/registry.yaml";
}

/// What an apply has said to be made: lines "resource: made".
std::set<std::string> made_according_to(const std::string& log) {
    std::set<std::string> made;
    std::istringstream lines(log);
    for (std::string line; std::getline(lines, line);)
        if (const auto end = line.rfind(": made"); end != line.npos)
            made.insert(line.substr(0, end));
    return made;
}

/// The resources that a plan would still create.
std::set<std::string> missing_according_to(const std::string& plan) {
    std::set<std::string> missing;
    const auto parsed = parse_json(plan);
    if (!parsed)
        return {"unreadable plan: " + plan};
    for (const auto& change : find_array(*parsed, "changes"))
        if (string_or_empty(change, "action") == "create")
            missing.insert(string_or_empty(change, "resource"));
    return missing;
}

TEST(Kill, OfTheEmbeddedAwsLosesNothingThatWasAnsweredAndApplyCompletes) {
    std::mt19937 random(20261122);  // NOLINT(cert-msc51-cpp): the same kills every time
    for (int kill = 0; kill < kills_to_try(); ++kill) {
        EmbeddedAwsProcess aws("600");
        const std::array specs{example_path(), groups_path(), registry_path()};
        const auto& spec = specs.at(static_cast<std::size_t>(kill) % specs.size());
        auto variables = aws.variables();
        variables["AWS_MAX_ATTEMPTS"] = "1";
        BackgroundProcess apply({INLAND_BINARY, "apply", spec, "--yes"}, variables,
                                aws.folder() / "apply.log");
        const auto moment = std::chrono::milliseconds(50 + random() % 2500);
        const auto ended = apply.wait_for(moment);
        aws.kill();
        if (!ended) {
            EXPECT_NE(apply.wait(std::chrono::seconds(60)), std::nullopt);
        }
        aws.restart();

        const auto planned = aws.inland({"plan", spec, "-o", "json"});
        ASSERT_EQ(planned.exit_code, 0) << planned.err;
        const auto missing = missing_according_to(planned.out);
        for (const auto& resource : made_according_to(apply.output()))
            EXPECT_FALSE(missing.contains(resource)) << resource << " after " << moment.count();

        const auto again = aws.inland({"apply", spec, "--yes"});
        EXPECT_EQ(again.exit_code, 0) << again.err;
        EXPECT_EQ(aws.inland({"plan", spec, "--detailed-exitcode"}).exit_code, 0);
    }
}

TEST(Apply, SaysClearlyThatTheEmulatorDied) {
    EmbeddedAwsProcess aws("60");
    BackgroundProcess apply({INLAND_BINARY, "apply", example_path(), "--yes"}, aws.variables(),
                            aws.folder() / "apply.log");
    ASSERT_TRUE(apply.line_with("vpc/main: made")) << apply.output();
    aws.kill();
    EXPECT_EQ(apply.wait(std::chrono::seconds(120)), 1);
    EXPECT_THAT(apply.output(), ::testing::HasSubstr("127.0.0.1"));
}

TEST(Apply, StopsInAnOrderlyWayAndGoesOnLater) {
    EmbeddedAwsProcess aws("60");
    BackgroundProcess apply({INLAND_BINARY, "apply", example_path(), "--yes"}, aws.variables(),
                            aws.folder() / "apply.log");
    ASSERT_TRUE(apply.line_with("vpc/main: made")) << apply.output();
    apply.signal(SIGINT);
    EXPECT_EQ(apply.wait(std::chrono::seconds(30)), 130) << apply.output();
    const auto again = aws.inland({"apply", example_path(), "--yes"});
    EXPECT_EQ(again.exit_code, 0) << again.err;
}

}  // namespace
}  // namespace inland::testing
