// SPDX-License-Identifier: Apache-2.0
// Failures that people reported in public trackers, each as a Terraform plan: the proof must name
// the flow, the cause and the resource at fault. And sound plans, some of which look broken: it
// must say that everything holds.
#include "tests/stories/stories.h"

#include "prove/prove.h"
#include "sources/terraform_plan.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

const std::filesystem::path folder = INLAND_SOURCE_DIR "/tests/stories";

std::string plan_of(const Story& story) {
    std::ifstream file(folder / story.name / "plan.json", std::ios::binary);
    return {std::istreambuf_iterator(file), {}};
}

/// Where the files of the plan are looked for.
enum class Files { Beside, None };

topology::Topology topology_of(const Story& story, std::string_view plan,
                               Files files = Files::Beside) {
    auto topology = sources::read_terraform_plan(
        plan, "plan.json", files == Files::Beside ? folder / story.name : std::filesystem::path());
    EXPECT_TRUE(topology) << topology.error().message;
    return topology.value_or(topology::Topology());
}

prove::Verdicts prove_topology(const topology::Topology& topology) {
    return prove::prove({topology, knowledge::built_in(), {}, {}});
}

std::vector<prove::Verdict> flows_with(const prove::Verdicts& verdicts, prove::Outcome outcome) {
    std::vector<prove::Verdict> found;
    for (const auto& cluster : verdicts.clusters)
        std::ranges::copy_if(
            cluster.flows, std::back_inserter(found),
            [&](const prove::Verdict& verdict) { return verdict.outcome == outcome; });
    return found;
}

/// Flow, cause and resource of every failure, as the story's row has them.
std::vector<std::string> failures_of(const prove::Verdicts& verdicts) {
    std::vector<std::string> failures;
    for (const auto& verdict : flows_with(verdicts, prove::Outcome::Fails))
        for (const auto& cause : verdict.causes)
            failures.push_back(verdict.flow + " " + cause.kind + " " + cause.resource);
    std::ranges::sort(failures);
    failures.erase(std::ranges::unique(failures).begin(), failures.end());
    return failures;
}

std::vector<std::string> unknowns_of(const prove::Verdicts& verdicts) {
    std::vector<std::string> unknowns;
    for (const auto& verdict : flows_with(verdicts, prove::Outcome::Unknown))
        for (const auto& cause : verdict.causes)
            unknowns.push_back(verdict.flow + ": " + cause.resource + ": " + cause.missing);
    return unknowns;
}

/// Rule and resource of every finding.
std::vector<std::string> findings_of(const prove::Verdicts& verdicts) {
    std::vector<std::string> findings;
    for (const auto& finding : verdicts.findings)
        findings.push_back(finding.rule + " " + finding.resource);
    return findings;
}

class Stories : public ::testing::TestWithParam<Story> {};

TEST_P(Stories, AreProvenAsTheyWent) {
    const auto& story = GetParam();
    const auto verdicts = prove_topology(topology_of(story, plan_of(story)));
    ASSERT_FALSE(verdicts.clusters.empty());
    EXPECT_THAT(unknowns_of(verdicts), IsEmpty());
    if (story.is_sound())
        EXPECT_THAT(failures_of(verdicts), IsEmpty());
    else
        EXPECT_THAT(failures_of(verdicts),
                    Contains(std::string(story.flow) + " " + std::string(story.cause) + " " +
                             std::string(story.resource)));
    if (!story.finding.empty()) {
        EXPECT_THAT(findings_of(verdicts),
                    Contains(std::string(story.finding) + " " + std::string(story.found_at)));
    }
}

/// A plan that went through a pipe of PowerShell.
TEST_P(Stories, ReadTheSameInUtf16) {
    const auto& story = GetParam();
    const auto plan = plan_of(story);
    std::string wide("\xFF\xFE", 2);
    for (const char letter : plan)
        wide += {letter, '\0'};
    EXPECT_EQ(topology_of(story, wide), topology_of(story, plan));
}

/// Without the files that it was made of a plan tells less, and never the opposite.
TEST_P(Stories, AreNeverSaidToHoldForWantOfTheirFiles) {
    const auto& story = GetParam();
    const auto verdicts = prove_topology(topology_of(story, plan_of(story), Files::None));
    if (story.is_sound())
        EXPECT_THAT(failures_of(verdicts), IsEmpty());
    else
        EXPECT_NE(verdicts.outcome, prove::Outcome::Holds);
}

std::string name_of_story(const ::testing::TestParamInfo<Story>& story) {
    std::string name(story.param.name);
    std::erase(name, '-');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Told, Stories, ::testing::ValuesIn(stories), name_of_story);

}  // namespace
}  // namespace inland::testing
