// SPDX-License-Identifier: Apache-2.0
// The AWS SDK for JavaScript v3 on the embedded AWS. Its packages (package-lock.json) are installed
// once into the build directory where npm and its registry are there.
#include "tests/support/embedded_aws.h"
#include "tests/support/npm.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

TEST(JavaScript, ToursEveryClient) {
    const auto node = find_program("node");
    if (!node)
        GTEST_SKIP() << "there is no node on PATH";
    const auto folder = std::filesystem::path(INLAND_BINARY).parent_path() / "javascript";
    const auto reason =
        install_packages(INLAND_SOURCE_DIR "/tests/peers/javascript", folder, {"tour.mjs"});
    if (!reason.empty())
        GTEST_SKIP() << reason;
    const EmbeddedAwsProcess aws;
    const auto toured = aws.run({*node, (folder / "tour.mjs").string()});
    EXPECT_EQ(toured.exit_code, 0) << toured.out << toured.err;
    EXPECT_THAT(toured.out, ::testing::HasSubstr("done"));
}

}  // namespace
}  // namespace inland::testing
