// SPDX-License-Identifier: Apache-2.0
#include "tests/emulator/base/emulated_server.h"

#include <array>
#include <cstdio>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

namespace inland::emulator::testing {

namespace {

TEST(IdentityPeers, Boto3IsJudgedByIam) {
    EmulatedServer aws;
    const auto command =
        fmt::format("python3 {}/tests/emulator/services/identity_driver.py {} 2>&1",
                    INLAND_SOURCE_DIR, aws.origin());
    auto* pipe = ::popen(command.c_str(), "r");
    ASSERT_NE(pipe, nullptr);
    std::string output;
    std::array<char, 4096> buffer{};
    while (const auto size = std::fread(buffer.data(), 1, buffer.size(), pipe))
        output.append(buffer.data(), size);
    const int status = WEXITSTATUS(::pclose(pipe));
    constexpr int missing = 77;
    constexpr int no_python = 127;
    if (status == missing || status == no_python)
        GTEST_SKIP() << "no boto3 for python3: " << output;
    EXPECT_EQ(status, 0) << output;
}

}  // namespace

}  // namespace inland::emulator::testing
