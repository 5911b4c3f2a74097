// SPDX-License-Identifier: Apache-2.0
// Specs of every shape, applied to the embedded AWS whatever their proofs say: nodes must become
// Ready where the proof lets them join, and stop at a flow that it calls broken, by its cause,
// where it does not. The proof of the living cluster must say the same again.
#include "tests/peers/agreement.h"
#include "tests/support/embedded_aws.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

bool is_cluster(const std::filesystem::path& path) {
    std::ifstream file(path);
    const std::string text{std::istreambuf_iterator(file), {}};
    return path.extension() == ".yaml" && text.contains("\nkind: Cluster\n");
}

/// The examples, and the specs beside this test.
std::vector<std::string> all_specs() {
    const std::filesystem::path source = INLAND_SOURCE_DIR;
    std::vector<std::string> specs;
    for (const auto& folder : {source / "examples", source / "tests/peers/specs"})
        for (const auto& entry : std::filesystem::directory_iterator(folder))
            if (is_cluster(entry.path()))
                specs.push_back(entry.path().string());
    std::ranges::sort(specs);
    return specs;
}

json::value json_of(const ProcessResult& result) {
    auto document = parse_json(result.out);
    EXPECT_TRUE(document) << result.out << result.err;
    return document.value_or(json::value());
}

/// Nobody looks whether the machines of a self-managed group join.
void expect_state(const json::value& status, const std::string& group, const BrokenFlows& broken) {
    const auto problems = problems_of_group(status, group);
    EXPECT_THAT(state_of_group(status, group),
                AnyOf(broken.empty() ? "ACTIVE" : "CREATE_FAILED", "InService"))
        << problems;
    if (broken.contains(std::string(launching_flow))) {
        EXPECT_THAT(problems, HasSubstr("InsufficientFreeAddresses"));
    }
}

void expect_group(const json::value& status, const std::string& group, const BrokenFlows& broken) {
    SCOPED_TRACE(group);
    expect_state(status, group, broken);
    if (broken.contains(std::string(launching_flow)))
        return;  // those that were launched join
    const auto machines = machines_of(status, group);
    EXPECT_TRUE(broken.empty() || !machines.empty());
    for (const auto& machine : machines)
        expect_as_proven(machine, broken);
}

class SpecsApplied : public ::testing::TestWithParam<std::string> {};

TEST_P(SpecsApplied, GoAsTheyAreProven) {
    const auto spec = GetParam();
    const EmbeddedAwsProcess aws;
    const auto proof = json_of(aws.inland({"prove", spec, "-o", "json"}));
    const auto cluster = string_or_empty(proof, "clusters.0.name");
    const auto applied = aws.inland({"apply", spec, "--yes", "--unproven"});
    const auto status = json_of(aws.inland({"status", cluster, "-o", "json"}));
    const auto living = json_of(aws.inland({"prove", "--live", cluster, "-o", "json"}));

    const auto groups = node_groups_of(proof);
    ASSERT_THAT(groups, Not(IsEmpty()));
    EXPECT_EQ(node_groups_of(living), groups) << applied.err;
    for (const auto& group : groups) {
        auto broken = broken_for(proof, group);
        expect_group(status, group, broken);
        broken.erase(std::string(launching_flow));  // where something lives, nothing is to start
        EXPECT_EQ(broken_for(living, group), broken) << group;
    }
}

std::string name_of_spec(const ::testing::TestParamInfo<std::string>& spec) {
    auto name = std::filesystem::path(spec.param).stem().string();
    std::erase(name, '-');
    return name;
}

INSTANTIATE_TEST_SUITE_P(All, SpecsApplied, ::testing::ValuesIn(all_specs()), name_of_spec);

}  // namespace
}  // namespace inland::testing
