// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <string>

#include <gtest/gtest.h>

namespace inland::knowledge {
namespace {

/// The SDK's own endpoint data as an outside judge of ours.
TEST(Services, HaveTheHostsThatTheAwsSdkCalls) {
    if (std::system("python3 -c 'import botocore, yaml' >/dev/null 2>&1") != 0)
        GTEST_SKIP() << "python3 with botocore and yaml is not installed";
    const std::string source = INLAND_SOURCE_DIR;
    const auto command =
        "python3 \"" + source + "/tests/knowledge/botocore_hosts.py\" \"" + source + "/knowledge\"";
    EXPECT_EQ(std::system(command.c_str()), 0);
}

}  // namespace
}  // namespace inland::knowledge
