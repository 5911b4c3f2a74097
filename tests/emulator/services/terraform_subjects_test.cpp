// SPDX-License-Identifier: Apache-2.0
// Terraform's AWS provider on one subject at a time: it reads back everything that it writes.
#include "tests/emulator/base/emulated_server.h"
#include "tests/support/terraform_folder.h"

#include <gtest/gtest.h>

namespace inland::emulator::testing {

namespace {

/// An emulated AWS in which an hour takes a second and a half.
EmulatedAwsOptions fast() {
    EmulatedAwsOptions options;
    options.speed = *Speed::parse("2400");
    return options;
}

struct TerraformSubject : ::testing::TestWithParam<const char*> {};

/// Each subject has a variable `changed` that changes something in place.
TEST_P(TerraformSubject, IsAppliedReadBackChangedAndDestroyed) {
    EmulatedServer aws(fast());
    const std::string configurations = "tests/emulator/services/terraform";
    inland::testing::TerraformFolder folder({configurations, configurations + "/" + GetParam()},
                                            aws.origin());
    if (const auto missing = folder.prepare())
        GTEST_SKIP() << *missing;
    std::vector<std::string> variables;
    for (const auto* revision : {"changed=false", "changed=true"}) {
        variables = {revision};
        const auto applied = folder.apply(variables);
        ASSERT_EQ(applied.exit_code, 0) << revision << applied.err;
        const auto unchanged = folder.plan(variables);
        EXPECT_EQ(unchanged.exit_code, 0) << revision << unchanged.out;
    }
    const auto destroyed = folder.destroy(variables);
    EXPECT_EQ(destroyed.exit_code, 0) << destroyed.err;
}

INSTANTIATE_TEST_SUITE_P(Networks, TerraformSubject,
                         ::testing::Values("private_cluster", "names", "load_balancers",
                                           "flow_logs", "peering", "transit_gateway",
                                           "prefix_lists", "interfaces", "public_access"),
                         [](const auto& subject) { return std::string(subject.param); });

}  // namespace

}  // namespace inland::emulator::testing
