// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/patch.h"

#include <gtest/gtest.h>

namespace inland::emulator::cluster {
namespace {

json::value parsed(std::string_view text) {
    return parse_json(text).value();
}

struct Case {
    std::string_view target, patch, expected;
};

// RFC 7396, appendix A.
TEST(MergePatch, FollowsTheExamplesOfItsRfc) {
    for (const auto& [target, patch, expected] : std::initializer_list<Case>{
             {R"({"a":"b"})", R"({"a":"c"})", R"({"a":"c"})"},
             {R"({"a":"b"})", R"({"b":"c"})", R"({"a":"b","b":"c"})"},
             {R"({"a":"b"})", R"({"a":null})", R"({})"},
             {R"({"a":["b"]})", R"({"a":"c"})", R"({"a":"c"})"},
             {R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})", R"({"a":{"b":"d"}})"},
             {R"({"a":[{"b":"c"}]})", R"({"a":[1]})", R"({"a":[1]})"},
             {R"({"e":null})", R"({"a":1})", R"({"e":null,"a":1})"},
             {R"([1,2])", R"({"a":"b","c":null})", R"({"a":"b"})"},
             {R"({})", R"({"a":{"bb":{"ccc":null}}})", R"({"a":{"bb":{}}})"}})
        EXPECT_EQ(merge_patch(parsed(target), parsed(patch)), parsed(expected)) << patch;
}

// RFC 6902, appendix A.
TEST(JsonPatch, FollowsTheExamplesOfItsRfc) {
    for (const auto& [target, patch, expected] : std::initializer_list<Case>{
             {R"({"foo":"bar"})", R"([{"op":"add","path":"/baz","value":"qux"}])",
              R"({"baz":"qux","foo":"bar"})"},
             {R"({"foo":["bar","baz"]})", R"([{"op":"add","path":"/foo/1","value":"qux"}])",
              R"({"foo":["bar","qux","baz"]})"},
             {R"({"foo":["bar","qux","baz"]})", R"([{"op":"remove","path":"/foo/1"}])",
              R"({"foo":["bar","baz"]})"},
             {R"({"foo":["all","grass","cows","eat"]})",
              R"([{"op":"move","from":"/foo/1","path":"/foo/3"}])",
              R"({"foo":["all","cows","eat","grass"]})"},
             {R"({"/":9,"~1":10})", R"([{"op":"test","path":"/~01","value":10}])",
              R"({"/":9,"~1":10})"}}) {
        const auto result = json_patch(parsed(target), parsed(patch));
        ASSERT_TRUE(result.has_value()) << patch;
        EXPECT_EQ(*result, parsed(expected)) << patch;
    }
}

TEST(JsonPatch, RefusesWhatCannotBeApplied) {
    for (const auto* patch :
         {R"([{"op":"remove","path":"/x"}])", R"([{"op":"test","path":"/a","value":2}])",
          R"([{"op":"fly","path":"/a"}])", R"([{"op":"add","path":"a","value":1}])", R"({})",
          R"([{"op":"add","path":"/a/b/c","value":1}])"})
        EXPECT_FALSE(json_patch(parsed(R"({"a":1})"), parsed(patch)).has_value()) << patch;
}

TEST(StrategicMergePatch, MergesListsByTheirKeys) {
    const auto merged = strategic_merge_patch(
        parsed(R"({"containers":[{"name":"a","image":"1"},{"name":"b","image":"1"}]})"),
        parsed(R"({"containers":[{"name":"b","image":"2"},{"name":"c","image":"1"}]})"));
    EXPECT_EQ(merged, parsed(R"({"containers":[{"name":"a","image":"1"},
        {"name":"b","image":"2"},{"name":"c","image":"1"}]})"));
}

TEST(StrategicMergePatch, ObeysItsDirectives) {
    EXPECT_EQ(strategic_merge_patch(parsed(R"({"containers":[{"name":"a"},{"name":"b"}]})"),
                                    parsed(R"({"containers":[{"name":"a","$patch":"delete"}]})")),
              parsed(R"({"containers":[{"name":"b"}]})"));
    EXPECT_EQ(strategic_merge_patch(parsed(R"({"finalizers":["a","b"]})"),
                                    parsed(R"({"$deleteFromPrimitiveList/finalizers":["a"]})")),
              parsed(R"({"finalizers":["b"]})"));
    EXPECT_EQ(strategic_merge_patch(parsed(R"({"strategy":{"type":"A","old":1}})"),
                                    parsed(R"({"strategy":{"$retainKeys":["type"],"type":"B"}})")),
              parsed(R"({"strategy":{"type":"B"}})"));
}

}  // namespace
}  // namespace inland::emulator::cluster
