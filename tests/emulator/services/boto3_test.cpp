// SPDX-License-Identifier: Apache-2.0
// The embedded AWS driven by boto3, an SDK that others wrote: each driver beside this file takes
// some services from the first call to nothing left.
#include "tests/emulator/base/emulated_server.h"
#include "tests/support/python_script.h"

#include <gtest/gtest.h>

namespace inland::emulator::testing {

namespace {

/// An emulated AWS in which an hour takes three seconds.
EmulatedAwsOptions fast() {
    EmulatedAwsOptions options;
    options.speed = *Speed::parse("1200");
    return options;
}

class Boto3 : public ::testing::TestWithParam<const char*> {};

TEST_P(Boto3, IsAnsweredAsByAws) {
    EmulatedServer aws(fast());
    const auto driver = std::string("tests/emulator/services/") + GetParam() + "_driver.py";
    const auto [missing, driven] = inland::testing::run_python(driver, {aws.origin()});
    if (missing)
        GTEST_SKIP() << *missing;
    EXPECT_EQ(driven.exit_code, 0) << driven.out << driven.err;
}

INSTANTIATE_TEST_SUITE_P(Drivers, Boto3, ::testing::Values("private_cluster", "identity", "names"),
                         [](const auto& driver) { return std::string(driver.param); });

}  // namespace

}  // namespace inland::emulator::testing
