// SPDX-License-Identifier: Apache-2.0
// The stories of tests/stories, applied by the real Terraform to the embedded AWS: machines must
// stop where the plan's proof says, or join, and the proof of what then lives must say the same
// again.
#include "tests/stories/stories.h"

#include "core/json.h"
#include "tests/support/embedded_aws.h"
#include "tests/support/terraform_folder.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

struct Machine {
    std::string state;
    std::string flow;  ///< of its last step
    std::string detail;
};

std::vector<Machine> machines_of(const EmbeddedAwsProcess& aws) {
    const auto answer = aws.run({"curl", "-sS", aws.url() + "/_inland/machines"});
    const auto document = parse_json(answer.out);
    std::vector<Machine> machines;
    for (const auto& machine : document ? find_array(*document, "machines") : json::array{}) {
        const auto& steps = find_array(machine, "steps");
        if (string_or_empty(machine, "state") == "terminated" || steps.empty())
            continue;
        machines.push_back({string_or_empty(machine, "state"),
                            string_or_empty(steps.back(), "flow"),
                            string_or_empty(steps.back(), "detail")});
    }
    return machines;
}

/// The failing flows with the kinds of their causes.
std::set<std::pair<std::string, std::string>> failures_of(const json::value& verdicts) {
    std::set<std::pair<std::string, std::string>> failures;
    for (const auto& cluster : find_array(verdicts, "clusters"))
        for (const auto& flow : find_array(cluster, "flows"))
            if (string_or_empty(flow, "verdict") == "fails")
                for (const auto& cause : find_array(flow, "causes"))
                    failures.emplace(string_or_empty(flow, "flow"), string_or_empty(cause, "kind"));
    return failures;
}

std::set<std::string> rules_found(const json::value& verdicts) {
    std::set<std::string> rules;
    for (const auto& finding : find_array(verdicts, "findings"))
        rules.insert(string_or_empty(finding, "rule"));
    return rules;
}

class StoriesApplied : public ::testing::TestWithParam<Story> {};

TEST_P(StoriesApplied, GoAsTheirPlansAreProven) {
    const auto& story = GetParam();
    const EmbeddedAwsProcess aws;
    TerraformFolder folder({"tests/stories", "tests/stories/" + std::string(story.name)},
                           aws.url());
    if (const auto missing = folder.prepare())
        GTEST_SKIP() << *missing;
    const auto applied = folder.apply();
    const auto machines = machines_of(aws);
    ASSERT_FALSE(machines.empty()) << applied.err;
    for (const auto& machine : machines)
        if (story.stops.empty())
            EXPECT_EQ(machine.state, "joined") << machine.flow << ": " << machine.detail;
        else
            EXPECT_EQ(machine.flow, story.stops) << machine.detail;

    const auto proven = aws.inland({"prove", "--live", "atlas", "-o", "json"});
    const auto verdicts = parse_json(proven.out);
    ASSERT_TRUE(verdicts) << proven.err;
    if (story.is_sound())
        EXPECT_THAT(failures_of(*verdicts), IsEmpty());
    else
        EXPECT_THAT(failures_of(*verdicts),
                    Contains(std::pair(std::string(story.flow), std::string(story.cause))));
    if (!story.finding.empty()) {
        EXPECT_THAT(rules_found(*verdicts), Contains(std::string(story.finding)));
    }
}

std::string name_of_story(const ::testing::TestParamInfo<Story>& story) {
    std::string name(story.param.name);
    std::erase(name, '-');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Told, StoriesApplied, ::testing::ValuesIn(stories), name_of_story);

}  // namespace
}  // namespace inland::testing
