// SPDX-License-Identifier: Apache-2.0
// What pipelines read: SARIF, JUnit, GitHub's annotations. tests/peers/outputs_test.cpp has them
// judged by programs that others wrote.
#include "render/github_annotations.h"
#include "render/junit.h"
#include "render/sarif.h"
#include "render/verdicts_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::render {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const std::vector<VerdictSource> sources{{"spec", "my cluster.yaml"}};

prove::Verdict failing() {
    return {.flow = "node.ecr-api",
            .outcome = prove::Outcome::Fails,
            .from = "nodegroup/general in subnet/a",
            .to = "api.ecr.eu-central-1.amazonaws.com tcp/443",
            .causes = {{"no-endpoint", "", "nothing answers", "", {"my cluster.yaml", 7, 3}}},
            .repairs = {{"take ecr.api out, and", "apply"}}};
}

prove::Verdicts one_of_each() {
    prove::Verdict unknown = failing();
    unknown.flow = "node.ec2";
    unknown.outcome = prove::Outcome::Unknown;
    unknown.causes = {{"missing-fact", "aws_subnet.a", "not known", "its block"}};
    prove::Verdict holding = failing();
    holding.outcome = prove::Outcome::Holds;
    holding.causes = {};
    prove::Verdicts verdicts;
    verdicts.outcome = prove::Outcome::Fails;
    verdicts.clusters.push_back({"atlas", prove::Outcome::Fails, {failing(), unknown, holding}});
    verdicts.findings = {{"loud", Severity::Warning, "endpoint/a", "too open", {"f.yaml", 1, 2}},
                         {"loud", Severity::Warning, "endpoint/b", "too open", {"f.yaml", 1, 2}}};
    return verdicts;
}

TEST(Sarif, HasOneResultForEachCauseAndFindingWithItsPlace) {
    const auto value = sarif(one_of_each(), sources, knowledge::built_in());
    const auto& results = find_array(value, "runs.0.results");
    ASSERT_EQ(results.size(), 4U);
    EXPECT_EQ(find_string(results[0], "ruleId"), "node.ecr-api/no-endpoint");
    EXPECT_EQ(find_string(results[0], "level"), "error");
    EXPECT_EQ(find_string(results[0], "locations.0.physicalLocation.artifactLocation.uri"),
              "my%20cluster.yaml");
    EXPECT_EQ(find_int(results[0], "locations.0.physicalLocation.region.startLine"), 7);
    EXPECT_EQ(find_string(results[1], "level"), "warning");
    EXPECT_EQ(find_string(results[1], "locations.0.logicalLocations.0.fullyQualifiedName"),
              "aws_subnet.a");
}

TEST(Sarif, ShowsWhatHasNoPlaceAtTheStartOfItsSource) {
    const auto value = sarif(one_of_each(), sources, knowledge::built_in());
    EXPECT_EQ(find_int(value, "runs.0.results.1.locations.0.physicalLocation.region.startLine"), 1);
    EXPECT_EQ(
        find_string(value, "runs.0.results.1.locations.0.physicalLocation.artifactLocation.uri"),
        "my%20cluster.yaml");
}

TEST(Outputs, SayWhereRepairsWereNotLookedFor) {
    auto verdicts = one_of_each();
    auto& first = verdicts.clusters[0].flows[0];
    first.repairs = {};
    first.repairs_note = "repairs were not looked for: too much was tried";
    for (const auto& text : {junit_xml(verdicts), github_annotations(verdicts),
                             json::serialize(sarif(verdicts, sources, knowledge::built_in()))})
        EXPECT_THAT(text, HasSubstr(first.repairs_note));
}

TEST(Sarif, ExplainsItsRulesByTheTables) {
    const auto value = sarif(one_of_each(), sources, knowledge::built_in());
    const auto* cause = knowledge::built_in().cause("no-endpoint");
    EXPECT_EQ(find_string(value, "runs.0.tool.driver.rules.0.id"), "node.ecr-api/no-endpoint");
    EXPECT_THAT(*find_string(value, "runs.0.tool.driver.rules.0.help.text"),
                HasSubstr(cause->remedy));
}

TEST(Sarif, KnowsAResultAgainWhenTheFileMoves) {
    auto moved = one_of_each();
    moved.clusters[0].flows[0].causes[0].place.line = 99;
    const auto* const path = "runs.0.results.0.partialFingerprints";
    EXPECT_EQ(*find(sarif(moved, sources, knowledge::built_in()), path),
              *find(sarif(one_of_each(), sources, knowledge::built_in()), path));
}

TEST(Junit, CountsFailuresAndErrors) {
    const auto text = junit_xml(one_of_each());
    EXPECT_THAT(text, HasSubstr(R"(<testsuite name="atlas" tests="3" failures="1" errors="1">)"));
    EXPECT_THAT(text, HasSubstr(R"(file="my cluster.yaml" line="7")"));
    EXPECT_THAT(text, HasSubstr("<system-out>warning: endpoint/a, endpoint/b: too open"));
}

TEST(Junit, EscapesWhatXmlCannotHold) {
    auto verdicts = one_of_each();
    verdicts.clusters[0].flows[0].causes[0].detail = "a\x01<b> & \"c\"";
    const auto text = junit_xml(verdicts);
    EXPECT_THAT(text, HasSubstr("a?&lt;b&gt; &amp; \"c\" (my"));
}

TEST(GithubAnnotations, EscapePropertiesAndMessages) {
    auto verdicts = one_of_each();
    verdicts.clusters[0].flows[0].causes[0].place.file = "a,b:c%.yaml";
    const auto text = github_annotations(verdicts);
    EXPECT_THAT(text, StartsWith("::error file=a%2Cb%3Ac%25.yaml,line=7,col=3,"
                                 "title=node.ecr-api/no-endpoint::nodegroup/general in subnet/a "
                                 "to api.ecr.eu-central-1.amazonaws.com tcp/443%0A"));
    EXPECT_THAT(text, HasSubstr("\n::warning title=node.ec2/missing-fact::"));
    EXPECT_THAT(text, HasSubstr("\n::warning file=f.yaml,line=1,col=2,title=loud::"));
}

TEST(VerdictsText, SaysWhatManyResourcesShareOnce) {
    const auto text = verdicts_text(one_of_each(), Style());
    EXPECT_THAT(text, HasSubstr("f.yaml:1:2: warning: too open [loud]: endpoint/a, endpoint/b\n"));
}

TEST(VerdictsText, NamesTheLineOfACause) {
    EXPECT_THAT(verdicts_text(one_of_each(), Style()), HasSubstr("(my cluster.yaml:7:3)"));
}

}  // namespace
}  // namespace inland::render
