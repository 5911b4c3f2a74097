// SPDX-License-Identifier: Apache-2.0
// Managed and self-managed node groups of every operating system, through the real binary on the
// embedded AWS.
#include "core/json.h"
#include "tests/support/embedded_aws.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string groups_path() {
    return INLAND_SOURCE_DIR "/examples/groups.yaml";
}

/// examples/groups.yaml with `from` replaced by `to`.
std::string groups_spec(const std::string& from, const std::string& to) {
    std::ifstream file(groups_path());
    std::ostringstream stream;
    stream << file.rdbuf();
    auto text = stream.str();
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

json::array changes_of(const ProcessResult& planned) {
    EXPECT_EQ(planned.exit_code, 0) << planned.err;
    const auto document = parse_json(planned.out);
    return document ? find_array(*document, "changes") : json::array{};
}

TEST(NodeGroups, OfBothKindsAreBuiltChangedAndDestroyed) {
    EmbeddedAwsProcess aws;
    const auto proven = aws.inland({"prove", groups_path(), "-o", "json"});
    EXPECT_EQ(proven.exit_code, 0) << proven.out;
    const auto applied = aws.inland({"apply", groups_path(), "--yes"});
    ASSERT_EQ(applied.exit_code, 0) << applied.out << applied.err;
    EXPECT_THAT(applied.out + applied.err, HasSubstr("3 nodes, all Ready"));
    EXPECT_TRUE(changes_of(aws.inland({"plan", groups_path(), "-o", "json"})).empty());

    const auto status = aws.inland({"status", "borea"});
    EXPECT_THAT(status.out, AllOf(HasSubstr("auto-scaling-group/batch"), HasSubstr("InService"),
                                  HasSubstr("nothing is wrong")));

    const auto larger = aws.write("larger.yaml", groups_spec("max: 10", "max: 12"));
    const auto changes = changes_of(aws.inland({"plan", larger, "-o", "json"}));
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(string_or_empty(changes[0], "resource"), "auto-scaling-group/batch");
    EXPECT_EQ(string_or_empty(changes[0], "fields.0.field"), "maximum");
    ASSERT_EQ(aws.inland({"apply", larger, "--yes"}).exit_code, 0);
    EXPECT_TRUE(changes_of(aws.inland({"plan", larger, "-o", "json"})).empty());

    const auto destroyed = aws.inland({"destroy", larger, "--yes"});
    ASSERT_EQ(destroyed.exit_code, 0) << destroyed.out << destroyed.err;
    EXPECT_TRUE(aws.inland({"destroy", "borea", "--yes"}).exit_code == 0);
}

TEST(NodeGroups, GetANewTemplateVersionWhenTheirLabelsChange) {
    EmbeddedAwsProcess aws;
    ASSERT_EQ(aws.inland({"apply", groups_path(), "--yes"}).exit_code, 0);
    const auto relabelled =
        aws.write("relabelled.yaml", groups_spec("{workload: batch}", "{workload: night}"));
    const auto changes = changes_of(aws.inland({"plan", relabelled, "-o", "json"}));
    ASSERT_EQ(changes.size(), 2U) << json::serialize(changes);
    EXPECT_EQ(string_or_empty(changes[0], "resource"), "launch-template/batch");
    EXPECT_EQ(string_or_empty(changes[0], "action"), "update");
    ASSERT_EQ(aws.inland({"apply", relabelled, "--yes"}).exit_code, 0);
    EXPECT_TRUE(changes_of(aws.inland({"plan", relabelled, "-o", "json"})).empty());
}

/// Nodes of one operating system in both kinds of groups, Ready and gone again.
void expect_both_kinds(const std::string& os, const std::string& version) {
    EmbeddedAwsProcess aws;
    auto text = groups_spec("os: al2023", "os: " + os);
    text.replace(text.find("\"1.34\""), 6, "\"" + version + "\"");
    const auto spec = aws.write("cluster.yaml", text);
    const auto applied = aws.inland({"apply", spec, "--yes"});
    ASSERT_EQ(applied.exit_code, 0) << applied.out << applied.err;
    EXPECT_THAT(applied.out + applied.err, HasSubstr("3 nodes, all Ready"));
    EXPECT_TRUE(changes_of(aws.inland({"plan", spec, "-o", "json"})).empty());
    EXPECT_EQ(aws.inland({"destroy", spec, "--yes"}).exit_code, 0);
}

TEST(NodeGroups, OfBottlerocketJoin) {
    expect_both_kinds("bottlerocket", "1.34");
}

TEST(NodeGroups, OfAmazonLinux2JoinUpToKubernetes132) {
    expect_both_kinds("al2", "1.32");
}

TEST(NodeGroups, OfAmazonLinux2AreRefusedAfterKubernetes132) {
    EmbeddedAwsProcess aws;
    const auto spec = aws.write("al2.yaml", groups_spec("os: al2023", "os: al2"));
    const auto refused = aws.inland({"design", spec});
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_THAT(refused.err, AllOf(HasSubstr("al2.yaml:"), HasSubstr("1.32")));
}

}  // namespace
}  // namespace inland::testing
