// SPDX-License-Identifier: Apache-2.0
// The AWS CLI on the embedded AWS: the one on PATH, and Debian's.
#include "tests/support/embedded_aws.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

constexpr const char* debian_cli = "/usr/bin/aws";

void tour(const std::string& program) {
    const EmbeddedAwsProcess aws;
    const auto toured = run_process({"bash", INLAND_SOURCE_DIR "/tests/peers/cli/tour.sh", program},
                                    aws.variables(), std::chrono::seconds(900));
    EXPECT_EQ(toured.exit_code, 0) << toured.out << toured.err;
    EXPECT_THAT(toured.out, ::testing::HasSubstr("done"));
}

TEST(CommandLine, ToursWithTheCliOnPath) {
    const auto program = find_program("aws");
    if (!program || *program == debian_cli)
        GTEST_SKIP() << "there is no AWS CLI on PATH besides Debian's";
    tour(*program);
}

TEST(CommandLine, ToursWithDebiansCli) {
    if (!std::filesystem::exists(debian_cli))
        GTEST_SKIP() << "Debian's awscli is not installed";
    tour(debian_cli);
}

}  // namespace
}  // namespace inland::testing
