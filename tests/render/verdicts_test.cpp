// SPDX-License-Identifier: Apache-2.0
#include "render/text_table.h"
#include "render/verdicts_json.h"
#include "render/verdicts_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::render {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

prove::Verdict failing(std::string from) {
    return {.flow = "node.ecr-api",
            .outcome = prove::Outcome::Fails,
            .from = std::move(from),
            .to = "api.ecr.eu-central-1.amazonaws.com tcp/443",
            .causes = {{"no-endpoint", "", "nothing answers for the name", ""}},
            .symptom = "ImagePullBackOff",
            .repairs = {{"take ecr.api out of endpoints.remove"}}};
}

prove::Verdicts two_subnets() {
    prove::Verdicts verdicts;
    verdicts.outcome = prove::Outcome::Fails;
    verdicts.clusters.push_back(
        {"atlas",
         prove::Outcome::Fails,
         {failing("nodegroup/general in subnet/a"), failing("nodegroup/general in subnet/b")}});
    return verdicts;
}

TEST(TextTable, AlignsColumnsWithoutTrailingSpaces) {
    EXPECT_EQ(text_table({{"A", "B"}, {"long", ""}, {"–", "x"}}, 1), " A     B\n long\n –     x\n");
}

TEST(VerdictsText, ShowsTheSameFailureOfSeveralSubnetsOnce) {
    const auto text = verdicts_text(two_subnets(), Style());
    EXPECT_THAT(text, HasSubstr("nodegroup/general in subnet/a, subnet/b to api.ecr"));
    EXPECT_THAT(text, HasSubstr("take ecr.api out"));
    EXPECT_EQ(text.find("no-endpoint"), text.rfind("no-endpoint"));
}

TEST(VerdictsText, ColoursOnlyWhenAsked) {
    EXPECT_THAT(verdicts_text(two_subnets(), Style()), Not(HasSubstr("\x1b")));
    EXPECT_THAT(verdicts_text(two_subnets(), Style(true)), HasSubstr("\x1b[31m"));
}

TEST(VerdictsJson, HasTheFormOfTheContract) {
    const auto value = verdicts_json(two_subnets(), {{"spec", "cluster.yaml"}});
    EXPECT_EQ(find_string(value, "schema"), "inland.dev/verdicts/v1");
    EXPECT_EQ(find_string(value, "source.0.kind"), "spec");
    EXPECT_EQ(find_string(value, "clusters.0.flows.0.must"), "reach");
    EXPECT_EQ(find_string(value, "clusters.0.flows.0.causes.0.kind"), "no-endpoint");
    EXPECT_TRUE(value.at_pointer("/clusters/0/flows/0/witness").is_null());
    EXPECT_EQ(find_string(value, "clusters.0.flows.1.repairs.0.0"),
              "take ecr.api out of endpoints.remove");
}

constexpr auto note = "repairs were not looked for: too much was tried";

TEST(VerdictsJson, TellsApartThatRepairsWereNotLookedFor) {
    auto verdicts = two_subnets();
    auto& last = verdicts.clusters[0].flows[1];
    last.repairs.clear();
    last.repairs_note = note;
    const auto value = verdicts_json(verdicts, {});
    EXPECT_TRUE(value.at_pointer("/clusters/0/flows/0/repairsNote").is_null());
    EXPECT_EQ(find_string(value, "clusters.0.flows.1.repairsNote"), note);
    EXPECT_TRUE(find_array(value, "clusters.0.flows.1.assumptions").empty());
}

TEST(VerdictsText, SaysWhereRepairsWereNotLookedFor) {
    auto verdicts = two_subnets();
    for (auto& verdict : verdicts.clusters[0].flows)
        verdict.repairs = {}, verdict.repairs_note = note;
    EXPECT_THAT(verdicts_text(verdicts, Style()), HasSubstr(note));
}

}  // namespace
}  // namespace inland::render
