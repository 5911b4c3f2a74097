// SPDX-License-Identifier: Apache-2.0
#include "core/json.h"
#include "spec/readers.h"
#include "spec_text.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

/// docs/cluster.schema.json and the parser must name the same fields.
namespace inland::spec {
namespace {

const std::string schema_path = std::string(INLAND_SOURCE_DIR) + "/docs/cluster.schema.json";

json::value schema() {
    std::ifstream stream(schema_path);
    std::ostringstream text;
    text << stream.rdbuf();
    auto parsed = parse_json(text.str());
    EXPECT_TRUE(parsed);
    return parsed ? *parsed : json::value{};
}

/// The alternative of a oneOf that is a map with fields, or the schema itself.
const json::value& with_fields(const json::value& node) {
    if (find(node, "properties"))
        return node;
    for (const auto& alternative : find_array(node, "oneOf"))
        if (find(alternative, "properties"))
            return alternative;
    return node;
}

/// Follows "spec.nodeGroups.*": "*" is a list's entry.
const json::value* at(const json::value& root, std::string_view path) {
    const json::value* node = &root;
    while (node && !path.empty()) {
        const auto dot = path.find('.');
        const auto name = path.substr(0, dot);
        node = name == "*" ? find(*node, "items")
                           : find(with_fields(*node), "properties." + std::string(name));
        path = dot == std::string_view::npos ? "" : path.substr(dot + 1);
    }
    return node ? &with_fields(*node) : nullptr;
}

using Names = std::set<std::string>;

Names names_in(const FieldList& list, bool only_required) {
    Names names;
    for (const auto& field : list.fields)
        if (!only_required || field.presence == Presence::Required)
            names.insert(field.name);
    return names;
}

Names properties_of(const json::value& node) {
    Names names;
    for (const auto& property : find_object(node, "properties"))
        names.insert(property.key());
    return names;
}

Names required_of(const json::value& node) {
    Names names;
    for (const auto& name : find_array(node, "required"))
        names.insert(std::string(name.as_string()));
    return names;
}

TEST(Schema, NamesTheFieldsThatTheParserReads) {
    const auto root = schema();
    for (const auto& list : all_fields()) {
        const auto* node = at(root, list.path);
        ASSERT_NE(node, nullptr) << list.path;
        EXPECT_EQ(properties_of(*node), names_in(list, false)) << list.path;
        EXPECT_EQ(required_of(*node), names_in(list, true)) << list.path;
        EXPECT_EQ(find_bool(*node, "additionalProperties"), false) << list.path;
    }
}

std::size_t count_of_maps_with_fields(const json::value& node) {
    std::size_t count = find(node, "properties") ? 1 : 0;
    if (const auto* object = node.if_object())
        for (const auto& member : *object)
            count += count_of_maps_with_fields(member.value());
    if (const auto* array = node.if_array())
        for (const auto& element : *array)
            count += count_of_maps_with_fields(element);
    return count;
}

TEST(Schema, HasNoMapThatTheParserDoesNotKnow) {
    EXPECT_EQ(count_of_maps_with_fields(schema()), all_fields().size());
}

/// Python's jsonschema as an outside judge of the schema and of what it says about specs.
class SchemaJudge : public testing::Test {
  protected:
    void SetUp() override {
        if (std::system("python3 -c 'import jsonschema, yaml' >/dev/null 2>&1") != 0)
            GTEST_SKIP() << "python3 with jsonschema and yaml is not installed";
    }

    static bool accepts(const std::string& spec_path) {
        const auto command = fmt::format(
            "python3 -c 'import json, jsonschema, sys, yaml\n"
            "schema = json.load(open(sys.argv[1]))\n"
            "jsonschema.Draft202012Validator.check_schema(schema)\n"
            "jsonschema.Draft202012Validator(schema).validate(yaml.safe_load(open(sys.argv[2])))' "
            "\"{}\" \"{}\" >/dev/null 2>&1",
            schema_path, spec_path);
        return std::system(command.c_str()) == 0;
    }

    static bool accepts_text(const std::string& text) {
        const auto path =
            (std::filesystem::path(testing::TempDir()) / "inland-judged.yaml").string();
        std::ofstream(path) << text;
        return accepts(path);
    }
};

/// Whether the file is a spec; intents stand beside them.
bool is_of_a_cluster(const std::filesystem::path& path) {
    std::ifstream file(path);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    return text.find("kind: Cluster\n") != std::string::npos;
}

TEST_F(SchemaJudge, AcceptsTheExamples) {
    int accepted = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(INLAND_SOURCE_DIR) + "/examples"))
        if (is_of_a_cluster(entry.path())) {
            EXPECT_TRUE(accepts(entry.path().string())) << entry.path();
            ++accepted;
        }
    EXPECT_GE(accepted, 2);
}

TEST_F(SchemaJudge, AcceptsWhatTheParserAcceptsAndRefusesUnknownFields) {
    EXPECT_TRUE(accepts_text(good_spec()));
    EXPECT_FALSE(accepts_text(replaced(good_spec(), "logging", "loging")));
    EXPECT_FALSE(accepts_text(replaced(good_spec(), "\"1.34\"", "1.34")));
}

}  // namespace
}  // namespace inland::spec
