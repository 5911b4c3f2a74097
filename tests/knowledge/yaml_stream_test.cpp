// SPDX-License-Identifier: Apache-2.0
#include "knowledge/yaml_stream.h"

#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace inland::knowledge {
namespace {

struct Parsed {
    std::vector<Node> documents;
    Diagnostics found;
};

Parsed parsed(std::string_view text, StreamLimits limits = {}) {
    Parsed result;
    Reporter reporter("file.yaml", result.found);
    read_yaml_stream(
        text, reporter, [&](const Node& document) { result.documents.push_back(document); },
        limits);
    return result;
}

std::string refused(std::string_view text, StreamLimits limits = {}) {
    const auto result = parsed(text, limits);
    if (result.found.items().size() != 1)
        return fmt::format("{} mistakes", result.found.items().size());
    const auto& only = result.found.items().front();
    return fmt::format("{}:{} {}", only.place.line, only.place.column, only.rule);
}

TEST(YamlStream, ReadsEveryDocumentWithPlacesOfTheStream) {
    const auto result = parsed("# head\n---\na: 1\n---\n# nothing\n---\nb: x\n...\n--- {c: d}\n");
    ASSERT_TRUE(result.found.empty()) << result.found.items().front().text();
    ASSERT_EQ(result.documents.size(), 3U);
    EXPECT_EQ(result.documents[0].find("a")->position, (Position{3, 4}));
    EXPECT_EQ(result.documents[1].find("b")->position, (Position{7, 4}));
    EXPECT_EQ(result.documents[2].find("c")->position, (Position{9, 9}));
}

TEST(YamlStream, LeavesOutADocumentThatIsNoYamlAndReadsTheOthers) {
    const auto result = parsed("a: 1\n---\nb: [\n---\nc: 1\n---\nd: {{ x }}\n");
    EXPECT_EQ(result.documents.size(), 2U);
    ASSERT_EQ(result.found.items().size(), 2U);
    EXPECT_EQ(result.found.items()[0].rule, "not-yaml");
    EXPECT_GE(result.found.items()[0].place.line, 3);
    EXPECT_EQ(result.found.items()[1].place.line, 7);
}

TEST(YamlStream, ReadsWhatAliasesAndMergeKeysStandFor) {
    const auto result = parsed(
        "base: &base {image: a, tag: &t \"1\"}\n"
        "one:\n  <<: *base\n  tag: x\n"
        "two: {<<: [*base, {more: y}]}\n"
        "three: *t\n");
    ASSERT_TRUE(result.found.empty()) << result.found.items().front().text();
    const Node& root = result.documents.front();
    EXPECT_EQ(root.find("one")->find("image")->text, "a");
    EXPECT_EQ(root.find("one")->find("image")->position, (Position{1, 21}));
    EXPECT_EQ(root.find("one")->find("tag")->text, "x");
    EXPECT_EQ(root.find("two")->find("more")->text, "y");
    EXPECT_EQ(root.find("two")->find("tag")->text, "1");
    EXPECT_EQ(root.find("three")->text, "1");
}

TEST(YamlStream, IgnoresTagsAndReadsJson) {
    const auto result = parsed("{\n\t\"a\": !!str 1,\n\t\"b\": !mine [x]\n}\n");
    ASSERT_TRUE(result.found.empty()) << result.found.items().front().text();
    EXPECT_EQ(result.documents.front().find("a")->text, "1");
    EXPECT_EQ(result.documents.front().find("b")->children.front().text, "x");
}

TEST(YamlStream, CountsFromBehindAByteOrderMark) {
    const auto result = parsed(
        "\xef\xbb\xbf"
        "a: b\r\nc: d\r\n");
    ASSERT_EQ(result.documents.size(), 1U);
    EXPECT_EQ(result.documents.front().find("a")->position, (Position{1, 4}));
    EXPECT_EQ(result.documents.front().find("c")->position, (Position{2, 4}));
    EXPECT_EQ(result.documents.front().find("c")->text, "d");
}

TEST(YamlStream, RefusesWhatWouldHurt) {
    EXPECT_EQ(refused("a: 12345", {.maximum_bytes = 4}), "0:0 too-large");
    EXPECT_EQ(refused("a\n\x01"), "2:1 not-text");
    EXPECT_EQ(refused("---\n---\na: 12345", {.maximum_document_bytes = 4}), "2:1 too-large");
    EXPECT_EQ(refused("[1]\n---\n[1]", {.maximum_nodes = 4}), "3:2 too-many-values");
    EXPECT_TRUE(refused(std::string(200, '[')).ends_with(" too-deep"));
    EXPECT_EQ(refused("a: &a [*a]"), "1:8 alias");
    EXPECT_EQ(refused("a: *nobody"), "1:4 not-yaml");
    EXPECT_EQ(refused("---\na: 'x"), "2:6 not-yaml");
    EXPECT_EQ(refused("---\na: 1\na: 2"), "3:1 duplicate-key");
    EXPECT_EQ(refused("[1, 2, 3, 4]", {.maximum_document_nodes = 3}), "1:8 too-many-values");
}

TEST(YamlStream, StopsAliasesThatStandForGigabytes) {
    std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int level = 1; level < 12; ++level)
        text += fmt::format("a{0}: &a{0} [*a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}]\n",
                            level, level - 1);
    EXPECT_NE(refused(text).find("too-many-values"), std::string::npos);
}

TEST(YamlStream, StopsAliasesThatCopyLongTexts) {
    std::string text = "a: &a " + std::string(1'000'000, 'x') + "\nb:\n";
    for (int count = 0; count < 1000; ++count)
        text += "- *a\n";
    EXPECT_NE(refused(text).find("too-many-values"), std::string::npos);
}

}  // namespace
}  // namespace inland::knowledge
