// SPDX-License-Identifier: Apache-2.0
#include "knowledge/yaml_document.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace inland::knowledge {
namespace {

struct Parsed {
    std::optional<Node> root;
    Diagnostics found;
};

Parsed parsed(std::string_view text, YamlLimits limits = {}) {
    Parsed result;
    Reporter reporter("file.yaml", result.found);
    result.root = parse_yaml(text, reporter, limits);
    return result;
}

std::string refused(std::string_view text, YamlLimits limits = {}) {
    const auto result = parsed(text, limits);
    if (result.found.items().size() != 1)
        return fmt::format("{} mistakes", result.found.items().size());
    const auto& only = result.found.items().front();
    return fmt::format("{}:{} {}", only.place.line, only.place.column, only.rule);
}

TEST(YamlDocument, KeepsOrderStyleAndPlaces) {
    const auto result = parsed("b: \"1.30\"\na:\n  - 1.30\n  - {c: d}\n");
    ASSERT_TRUE(result.root);
    ASSERT_TRUE(result.found.empty());
    const auto& root = *result.root;
    ASSERT_EQ(root.children.size(), 2U);
    EXPECT_EQ(root.children[0].key, "b");
    EXPECT_EQ(root.children[0].style, ScalarStyle::Quoted);
    EXPECT_EQ(root.children[0].position, (Position{1, 4}));
    EXPECT_EQ(root.children[1].key_position, (Position{2, 1}));
    const auto* list = root.find("a");
    ASSERT_NE(list, nullptr);
    EXPECT_EQ(list->kind, NodeKind::List);
    EXPECT_EQ(list->children[0].style, ScalarStyle::Plain);
    EXPECT_EQ(list->children[0].text, "1.30");
    EXPECT_EQ(list->children[1].find("c")->position, (Position{4, 9}));
    EXPECT_EQ(root.find("z"), nullptr);
}

TEST(YamlDocument, PlacesMissingValuesAtTheirKey) {
    const auto result = parsed("a:\nb: x\n");
    EXPECT_TRUE(result.root->find("a")->is_null());
    EXPECT_EQ(result.root->find("a")->position, (Position{1, 1}));
}

TEST(YamlDocument, TakesBlockAndFoldedText) {
    const auto result = parsed("a: |\n  x\n  y\nb: >-\n  x\n  y\n");
    EXPECT_EQ(result.root->find("a")->text, "x\ny\n");
    EXPECT_EQ(result.root->find("b")->text, "x y");
    EXPECT_EQ(result.root->find("a")->style, ScalarStyle::Quoted);
}

TEST(YamlDocument, ReportsEveryDuplicateKeyAndGoesOn) {
    const auto result = parsed("a: 1\na: 2\nb: {c: 1, c: 2}\n");
    ASSERT_TRUE(result.root);
    ASSERT_EQ(result.found.items().size(), 2U);
    EXPECT_EQ(result.found.items()[0].rule, "duplicate-key");
    EXPECT_EQ(result.found.items()[0].place, (Place{"file.yaml", 2, 1}));
    EXPECT_EQ(result.found.items()[1].place, (Place{"file.yaml", 3, 11}));
    EXPECT_EQ(result.root->find("a")->text, "1");
}

TEST(YamlDocument, RefusesWhatHidesContent) {
    EXPECT_EQ(refused("a: &x 1\n"), "1:4 anchor");
    EXPECT_EQ(refused("a: {<<: {b: c}}\n"), "1:5 merge-key");
    EXPECT_EQ(refused("a: !include b\n"), "1:4 tag");
    EXPECT_EQ(refused("a: 1\n---\nb: 2\n"), "2:1 several-documents");
    EXPECT_EQ(refused("? [a]\n: b\n"), "1:3 key");
}

TEST(YamlDocument, TakesAQuotedMergeSignAndAStringTag) {
    EXPECT_TRUE(parsed("\"<<\": a\nb: !!str 1\n").found.empty());
}

TEST(YamlDocument, RefusesMoreThanItsLimits) {
    EXPECT_EQ(refused("aaaaa", {.maximum_bytes = 4}), "0:0 too-large");
    EXPECT_EQ(refused("[[[1]]]", {.maximum_depth = 2}), "1:3 too-deep");
    EXPECT_TRUE(parsed("[[1]]", {.maximum_depth = 2}).found.empty());
}

TEST(YamlDocument, NamesTheFirstByteThatIsNoText) {
    EXPECT_EQ(refused("a: b\nc: \xff"), "2:4 not-text");
    EXPECT_EQ(refused(std::string_view("a: \0", 4)), "1:4 not-text");
    EXPECT_TRUE(parsed("a: gr\xc3\xbc\xc3\x9f\xe2\x82\xac\xf0\x9f\x90\xb3").found.empty());
}

TEST(YamlDocument, NamesThePlaceOfASyntaxError) {
    EXPECT_EQ(refused("a: [1, 2\nb: 3\n"), "2:2 not-yaml");
    EXPECT_EQ(refused("a: {b: c\n"), "2:1 not-yaml");
    EXPECT_EQ(refused("a: 'open\n"), "1:4 not-yaml");
    EXPECT_EQ(refused("x: y\na: 'open''\n"), "2:4 not-yaml");
    EXPECT_EQ(refused("a: \"open\\\"\n"), "1:4 not-yaml");
    EXPECT_TRUE(parsed("a: 'x''' ").found.empty());
    EXPECT_TRUE(parsed("a: \"x\\\\\"").found.empty());
}

TEST(YamlDocument, GivesNothingForAnEmptyFile) {
    const auto result = parsed("# nothing\n");
    ASSERT_TRUE(result.root);
    EXPECT_TRUE(result.root->is_null());
}

}  // namespace
}  // namespace inland::knowledge
