// SPDX-License-Identifier: Apache-2.0
#include "core/json_arena.h"

#include <gtest/gtest.h>

namespace inland {
namespace {

TEST(ParseJson, NamesLineAndColumnOfAMistake) {
    const auto refused = parse_json("{\n  \"a\": 1,\n  \"b\": oops\n}");
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("line 3"), std::string::npos) << refused.error().message;
}

TEST(ParseJson, RefusesDepthTrailersAndFragments) {
    EXPECT_FALSE(parse_json(std::string(100'000, '[')));
    EXPECT_FALSE(parse_json("{} {}"));
    EXPECT_FALSE(parse_json(""));
    EXPECT_FALSE(parse_json("{\"a\":"));
    EXPECT_TRUE(parse_json("{}\n \n"));
    EXPECT_TRUE(parse_json("12"));
}

TEST(Find, WalksObjectsAndLists) {
    const auto value =
        parse_json(R"({"Vpc": {"Tags": [{"Key": "a"}], "N": 3, "On": true, "No": null}})").value();
    EXPECT_EQ(find_string(value, "Vpc.Tags.0.Key"), "a");
    EXPECT_EQ(find_int(value, "Vpc.N"), 3);
    EXPECT_EQ(find_bool(value, "Vpc.On"), true);
    EXPECT_EQ(find(value, "Vpc.No"), nullptr);
    EXPECT_EQ(find(value, "Vpc.Tags.1"), nullptr);
    EXPECT_EQ(find_string(value, "Vpc.N"), std::nullopt);
    EXPECT_TRUE(find_array(value, "Vpc.Missing").empty());
    EXPECT_EQ(string_or_empty(value, "X"), "");
}

TEST(PrettyJson, IndentsByTwo) {
    EXPECT_EQ(pretty_json(parse_json(R"({"a":[1,{"b":"x\n"}],"c":{},"d":[]})").value()),
              "{\n  \"a\": [\n    1,\n    {\n      \"b\": \"x\\n\"\n    }\n  ],\n  \"c\": {},\n"
              "  \"d\": []\n}\n");
}

TEST(ParseJsonIntoArena, SaysWhatParseJsonSays) {
    for (const auto* text : {R"({"list": [1, 2.5, {"text": "longer than what fits beside"}]} )", "",
                             "{\n x", "{} x", "[[[[1]]]]"}) {
        const auto plain = parse_json(text, 3);
        const auto in_arena = parse_json_into_arena(text, 3);
        ASSERT_EQ(plain.has_value(), in_arena.has_value()) << text;
        if (plain)
            EXPECT_EQ(*plain, in_arena->root());
        else
            EXPECT_EQ(plain.error().message, in_arena.error().message);
    }
}

TEST(ParseJsonIntoArena, KeepsItsValuesWhenItMoves) {
    auto document = parse_json_into_arena(R"({"inner": {"text": "longer than what fits beside"}})");
    ASSERT_TRUE(document);
    const JsonDocument moved = std::move(*document);
    EXPECT_EQ(string_or_empty(moved.root(), "inner.text"), "longer than what fits beside");
}

TEST(ParseJsonIntoArena, HoldsMoreThanItsTextAndValuesLargerThanAnyChunk) {
    const std::string large(std::size_t{3} << 20U, 'x');
    std::string text = "[\"" + large + "\"";
    for (int number = 0; number < 300'000; ++number)
        text += ",[1]";
    const auto document = parse_json_into_arena(text + "]");
    ASSERT_TRUE(document);
    EXPECT_EQ(document->root().as_array().size(), 300'001);
    EXPECT_EQ(document->root().at(0).as_string(), large);
}

}  // namespace
}  // namespace inland
