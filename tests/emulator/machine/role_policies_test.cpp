// SPDX-License-Identifier: Apache-2.0
#include "tests/emulator/machine/private_cluster.h"

#include <gmock/gmock.h>

namespace inland::emulator::testing {
namespace {

using ::testing::HasSubstr;

struct Lacking {
    std::string policy, flow, action;
};

struct BootWithoutPolicy : ::testing::TestWithParam<Lacking> {};

json::object last_step(const json::object& machine) {
    const auto& steps = find_array(machine, "steps");
    return steps.empty() ? json::object{} : steps.back().as_object();
}

TEST_P(BootWithoutPolicy, StopsWhereTheRoleIsRefusedAndJoinsOnceItIsAttached) {
    PrivateCluster cluster({GetParam().policy});
    cluster.make_nodes(1);
    cluster.aws.pass(std::chrono::minutes(8));
    ASSERT_EQ(cluster.machines().size(), 1U);
    const auto step = last_step(cluster.machines().front());
    EXPECT_EQ(find_string(step, "flow"), GetParam().flow) << json::serialize(step);
    EXPECT_THAT(string_or_empty(step, "detail"), HasSubstr("iam-policy"));
    EXPECT_THAT(string_or_empty(step, "detail"), HasSubstr(GetParam().action));
    EXPECT_NE(cluster.group_status(), "ACTIVE");
    cluster.attach_policy(GetParam().policy);
    cluster.aws.pass(std::chrono::minutes(5));
    EXPECT_EQ(find_string(cluster.machines().front(), "state"), "joined");
    EXPECT_EQ(cluster.group_status(), "ACTIVE");
}

INSTANTIATE_TEST_SUITE_P(OfItsRole, BootWithoutPolicy,
                         ::testing::Values(Lacking{"AmazonEC2ContainerRegistryPullOnly",
                                                   "node.ecr-api", "ecr:GetAuthorizationToken"},
                                           Lacking{"AmazonEKS_CNI_Policy", "addon.vpc-cni.ec2",
                                                   "ec2:"}),
                         [](const auto& lacking) { return lacking.param.policy; });

}  // namespace
}  // namespace inland::emulator::testing
