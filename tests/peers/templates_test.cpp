// SPDX-License-Identifier: Apache-2.0
// The tests' own CloudFormation templates, judged by cfn-lint and proven by the binary.
#include "tests/support/process.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

constexpr const char* templates = INLAND_SOURCE_DIR "/tests/sources/templates";

ProcessResult prove(const std::vector<std::string>& arguments) {
    std::vector<std::string> command = {INLAND_BINARY, "prove"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return run_process(command, {{"AWS_REGION", "eu-central-1"}}, std::chrono::seconds(60));
}

TEST(Templates, AreSoundForCfnLint) {
    const auto program = find_program("cfn-lint");
    if (!program)
        GTEST_SKIP() << "there is no cfn-lint on PATH";
    for (const auto& entry : std::filesystem::directory_iterator(templates)) {
        const auto judged =
            run_process({*program, "-r", "eu-central-1", "-t", entry.path().string()}, {},
                        std::chrono::seconds(120));
        EXPECT_EQ(judged.exit_code, 0) << judged.out << judged.err;
    }
}

TEST(Templates, HoldAsTheyAreAndFailWithTheParametersThatBreakThem) {
    const std::string path = std::string(templates) + "/private.yaml";
    const auto sound = prove({path});
    EXPECT_EQ(sound.exit_code, 0) << sound.out << sound.err;
    TemporaryFolder folder;
    const auto file = (folder.path() / "parameters.json").string();
    std::ofstream(file) << R"([{"ParameterKey": "Public", "ParameterValue": "yes"}])";
    const auto broken = prove({path, "--parameters", file});
    EXPECT_EQ(broken.exit_code, 1) << broken.out << broken.err;
    EXPECT_THAT(broken.out, ::testing::AllOf(::testing::HasSubstr("public-access-on"),
                                             ::testing::HasSubstr("EcrDkr")));
}

}  // namespace
}  // namespace inland::testing
