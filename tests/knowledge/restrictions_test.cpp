// SPDX-License-Identifier: Apache-2.0
#include "knowledge/restrictions.h"

#include "knowledge/symptoms.h"
#include "knowledge/tables.h"
#include "knowledge/wildcard.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::knowledge {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Wildcard, FitsRunsInOrderAndBothEnds) {
    EXPECT_TRUE(matches_wildcard("*aws-xray-daemon*", "amazon/aws-xray-daemon:3"));
    EXPECT_TRUE(matches_wildcard("a*b*c", "axxbyyc"));
    EXPECT_TRUE(matches_wildcard("*ab", "aab"));
    EXPECT_FALSE(matches_wildcard("a*b*c", "axxcyyb"));
    EXPECT_FALSE(matches_wildcard("AL2_*", "AL2023_x86_64_STANDARD"));
    EXPECT_FALSE(matches_wildcard("ab*ba", "aba"));
    EXPECT_TRUE(matches_wildcard("al2", "al2"));
    EXPECT_FALSE(matches_wildcard("al2", "al2023"));
}

std::vector<std::string> met(MeetingPlace in, std::string_view at, std::string_view value) {
    std::vector<std::string> ids;
    for (const auto* row : built_in_restrictions().met(in, at, value))
        ids.push_back(row->id);
    return ids;
}

TEST(Restrictions, AreMetWhereTheirRowsSay) {
    EXPECT_THAT(met(MeetingPlace::Spec, "nodeGroups.os", "al2"), ElementsAre("amazon-linux-2"));
    EXPECT_THAT(met(MeetingPlace::Spec, "nodeGroups.os", "al2023"), IsEmpty());
    EXPECT_THAT(met(MeetingPlace::Plan, "aws_eks_fargate_profile", ""), ElementsAre("fargate"));
    EXPECT_THAT(
        met(MeetingPlace::Manifest, "image", "docker.io/amazon/aws-alb-ingress-controller:v1.1.8"),
        ElementsAre("alb-ingress-controller"));
    EXPECT_THAT(
        met(MeetingPlace::Spec, "image", "docker.io/amazon/aws-alb-ingress-controller:v1.1.8"),
        IsEmpty());
}

/// Whether a flow's pattern means a flow of the table, or an add-on's.
bool means_a_flow(const Tables& tables, const std::string& pattern) {
    return pattern.starts_with("addon.") ||
           std::ranges::any_of(
               tables.flows, [&](const Flow& flow) { return matches_wildcard(pattern, flow.id); });
}

TEST(Symptoms, NameFlowsAndCausesThatThereAre) {
    for (const auto& symptom : built_in_symptoms().rows)
        for (const auto& cause : symptom.causes)
            EXPECT_NE(built_in().cause(cause), nullptr) << symptom.id << ": " << cause;
    for (const auto& symptom : built_in_symptoms().rows)
        for (const auto& flow : symptom.flows)
            EXPECT_TRUE(means_a_flow(built_in(), flow)) << symptom.id << ": " << flow;
}

/// What the emulated machines say when a step of their boot fails is known to the table, so that
/// neither changes alone. Some lines only lead up to the one that tells.
TEST(Symptoms, KnowEachWayInWhichABootFails) {
    for (const auto& join : built_in().joins)
        for (const auto& step : join.steps) {
            const bool known = std::ranges::any_of(step.console_failure, [](const auto& line) {
                return built_in_symptoms().in_line(SeenIn::Console, line) != nullptr ||
                       line.find("{complaint}") != line.npos;
            });
            EXPECT_TRUE(known || step.console_failure.empty())
                << join.operating_system << " " << step.flow;
        }
}

}  // namespace
}  // namespace inland::knowledge
