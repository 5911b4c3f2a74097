// SPDX-License-Identifier: Apache-2.0
// The embedded AWS judged by botocore's own models: each script of tests/peers/botocore enumerates
// them. What it knows to fail stands in known.txt there, and must still fail.
#include "tests/support/embedded_aws.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

class Botocore : public ::testing::TestWithParam<const char*> {};

TEST_P(Botocore, FindsNothingNew) {
    const auto python = find_program("python3");
    if (!python)
        GTEST_SKIP() << "there is no python3 on PATH";
    const EmbeddedAwsProcess aws;
    auto variables = aws.variables();
    variables["INLAND_BINARY"] = INLAND_BINARY;
    variables["PYTHONDONTWRITEBYTECODE"] = "1";
    const auto script = fmt::format("{}/tests/peers/botocore/{}.py", INLAND_SOURCE_DIR, GetParam());
    const auto judged = run_process({*python, script}, variables, std::chrono::seconds(300));
    constexpr int missing = 77;
    if (judged.exit_code == missing)
        GTEST_SKIP() << judged.out;
    EXPECT_EQ(judged.exit_code, 0) << judged.out << judged.err;
}

INSTANTIATE_TEST_SUITE_P(Judges, Botocore,
                         ::testing::Values("tour", "malformed", "modelled_errors", "paginators",
                                           "waiters", "signatures", "tokens"),
                         [](const auto& judge) { return std::string(judge.param); });

}  // namespace
}  // namespace inland::testing
