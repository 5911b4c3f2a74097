// SPDX-License-Identifier: Apache-2.0
// What of a plan's JSON is kept, and that what is not must be JSON all the same.
#include "sources/terraform/plan_parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::sources::terraform {
namespace {

using ::testing::HasSubstr;

std::string kept_of(std::string_view text) {
    const auto plan = parse_plan(text, 64);
    EXPECT_TRUE(plan) << plan.error().message;
    return plan ? json::serialize(plan->root()) : std::string();
}

std::string marks_of(std::string_view marks) {
    const auto kept = kept_of(R"({"resource_changes":[{"change":{"after_unknown":)" +
                              std::string(marks) + "}}]}");
    const std::string_view before = R"({"resource_changes":[{"change":{"after_unknown":)";
    const std::string_view behind = "}}]}";
    return kept.substr(before.size(), kept.size() - before.size() - behind.size());
}

TEST(PlanParts, KeepsOfAPlanWhatIsRead) {
    EXPECT_EQ(kept_of(R"({"format_version":"1.2","planned_values":{"a":[1,{"b":"\u00e9"}]},
                          "configuration":{"planned_values":[true,null,1.5]},"checks":[],"x":{}})"),
              R"({"format_version":"1.2","configuration":{"planned_values":[true,null,1.5E0]},)"
              R"("x":{}})");
    EXPECT_EQ(kept_of(R"({"resource_changes":[{"address":"a","change":{"actions":["update"],
                          "before":{"x":[{}]},"after":{"before":1},"after_sensitive":{"y":[]}}}]})"),
              R"({"resource_changes":[{"address":"a",)"
              R"("change":{"actions":["update"],"after":{"before":1}}}]})");
}

TEST(PlanParts, KeepsOfThePriorStateWhatDataSourcesRead) {
    EXPECT_EQ(
        kept_of(R"({"prior_state":{"values":{"outputs":{"a":1},"root_module":{"resources":[
            {"mode":"managed","type":"a","values":{"x":1}},{"mode":"data","values":{"y":2}}],
            "child_modules":[{"resources":[{"values":{"z":3},"mode":"managed"}]}]}}}})"),
        R"({"prior_state":{"values":{"root_module":{"resources":[{"mode":"managed","type":"a"},)"
        R"({"mode":"data","values":{"y":2}}],)"
        R"("child_modules":[{"resources":[{"values":{"z":3},"mode":"managed"}]}]}}}})");
}

std::string rules_of(std::string_view rules) {
    const auto kept = kept_of(R"({"resource_changes":[{"change":{"after":{"ingress":)" +
                              std::string(rules) + R"(,"egress":false}}}]})");
    const std::string_view before = R"({"resource_changes":[{"change":{"after":{"ingress":)";
    const std::string_view behind = R"(,"egress":false}}}]})";
    return kept.substr(before.size(), kept.size() - before.size() - behind.size());
}

TEST(PlanParts, LeavesOutOfRulesWhatThereIsNothingOf) {
    EXPECT_EQ(
        rules_of(R"([{"cidr_blocks":["10.0.0.0/8"],"description":"","from_port":0,"ids":[],
                            "self":false,"note":null,"to_port":443,"protocol":"tcp"},{}])"),
        R"([{"cidr_blocks":["10.0.0.0/8"],"from_port":0,"to_port":443,"protocol":"tcp"},{}])");
    EXPECT_EQ(rules_of(R"([{"a\u0062":[],"c\u0064":true,"self":true,"e":["","\n",null,false]}])"),
              R"([{"cd":true,"self":true,"e":["","\n",null,false]}])");
    EXPECT_EQ(rules_of(R"([{"a":[[],{}],"b":{},"c":{"d":[]},"e":[]}])"),
              R"([{"a":[[],{}],"b":{},"c":{"d":[]}}])");
    EXPECT_EQ(rules_of(R"([])"), "[]");
    EXPECT_EQ(rules_of(R"(null)"), "null");
}

TEST(PlanParts, KeepsOfMarksTheTrueOnesInTheirPlaces) {
    EXPECT_EQ(marks_of(R"({"a":true,"b":[],"c":{"d":false},"e":[{"f":[false]}]})"),
              R"({"a":true})");
    EXPECT_EQ(marks_of(R"({"a":[{},{"b":[false,false,true,false]},{"c":true}],"d":false})"),
              R"({"a":[null,{"b":[null,null,true]},{"c":true}]})");
    EXPECT_EQ(marks_of(R"({"a":{"b":{"c":[]}},"d":{"e":{"f":true,"g":true}}})"),
              R"({"d":{"e":{"f":true,"g":true}}})");
    EXPECT_EQ(marks_of(R"({"a\u0062":{"c\"d":true}})"), R"({"ab":{"c\"d":true}})");
    EXPECT_EQ(marks_of(R"({"a":[[],{}]})"), "null");
    EXPECT_EQ(marks_of("true"), "true");
    EXPECT_EQ(marks_of("false"), "false");
}

TEST(PlanParts, TakesNamesWithEscapesForWhatTheyAreNotKnownToBe) {
    EXPECT_EQ(kept_of(R"({"planned\u005fvalues":{"a":1},"\u0078before":2})"),
              R"({"planned_values":{"a":1},"xbefore":2})");
}

TEST(PlanParts, SaysWhereSkippedPartsAreNoJson) {
    for (const auto* text :
         {"{\"planned_values\":\n {\"a\": nonsense}}", "{\"planned_values\":\n {\"a\": [1,]}}",
          "{\"planned_values\":\n {\"a\": \"\x01\"}}", "{\"planned_values\":\n {\"a\": \"\xff\"}}"})
        EXPECT_THAT(parse_plan(text, 64).error().message, HasSubstr("not JSON at line 2, column"))
            << text;
    EXPECT_THAT(parse_plan(R"({"planned_values":[[[[]]]]})", 4).error().message,
                HasSubstr("too deep"));
    EXPECT_THAT(parse_plan(R"({"planned_values":{"a":")", 4).error().message,
                HasSubstr("incomplete"));
    EXPECT_THAT(parse_plan("{} {}", 4).error().message, HasSubstr("line 1, column 4: extra data"));
}

}  // namespace
}  // namespace inland::sources::terraform
