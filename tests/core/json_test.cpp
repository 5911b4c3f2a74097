// SPDX-License-Identifier: Apache-2.0
#include "core/json.h"

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

}  // namespace
}  // namespace inland
