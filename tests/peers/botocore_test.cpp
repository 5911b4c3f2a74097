// SPDX-License-Identifier: Apache-2.0
// The embedded AWS judged by botocore's own models: each script of tests/peers/botocore enumerates
// them. What it knows to fail stands in known.txt there, and must still fail.
#include "tests/support/embedded_aws.h"
#include "tests/support/python_script.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

class Botocore : public ::testing::TestWithParam<const char*> {};

TEST_P(Botocore, FindsNothingNew) {
    const EmbeddedAwsProcess aws;
    auto variables = aws.variables();
    variables["INLAND_BINARY"] = INLAND_BINARY;
    const auto script = fmt::format("tests/peers/botocore/{}.py", GetParam());
    const auto [missing, judged] = run_python(script, {}, variables);
    if (missing)
        GTEST_SKIP() << *missing;
    EXPECT_EQ(judged.exit_code, 0) << judged.out << judged.err;
}

INSTANTIATE_TEST_SUITE_P(Judges, Botocore,
                         ::testing::Values("tour", "malformed", "modelled_errors", "paginators",
                                           "waiters", "signatures", "tokens"),
                         [](const auto& judge) { return std::string(judge.param); });

}  // namespace
}  // namespace inland::testing
