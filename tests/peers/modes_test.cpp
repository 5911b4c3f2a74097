// SPDX-License-Identifier: Apache-2.0
// The three ways of exposing the Kubernetes API, from cluster.yaml to Ready nodes and back, and
// from one to another on a cluster that lives, with the real kubectl as judge.
#include "tests/peers/modes.h"

#include "core/json.h"
#include "tests/peers/aws_calls.h"

#include <array>
#include <atomic>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::size_t machines = 3;

class Modes : public ::testing::TestWithParam<Mode> {
  protected:
    void SetUp() override {
        if (!has_kubectl())
            GTEST_SKIP() << "there is no kubectl on PATH";
    }
    ModeCluster cluster_;
};

json::value changes_of(const ProcessResult& planned) {
    EXPECT_EQ(planned.exit_code, 0) << planned.err;
    const auto document = parse_json(planned.out);
    return document ? json::value(find_array(*document, "changes")) : json::value();
}

TEST_P(Modes, BuildsWhatItsClientsReachAndLeavesNothing) {
    const auto& mode = GetParam();
    const auto applied = cluster_.apply(mode);
    ASSERT_EQ(applied.exit_code, 0) << applied.out << applied.err;
    EXPECT_THAT(cluster_.nodes(), AllOf(SizeIs(machines), Each(EndsWith(" Ready"))));

    const auto laptop = cluster_.kubectl("laptop", {"get", "nodes", "--no-headers"});
    EXPECT_EQ(laptop.exit_code == 0, mode.answers_laptops) << laptop.err;

    const auto spec = cluster_.spec(mode);
    EXPECT_EQ(changes_of(cluster_.aws.inland({"plan", spec, "-o", "json"})), json::array());
    EXPECT_EQ(cluster_.aws.inland({"plan", spec, "--detailed-exitcode"}).exit_code, 0);

    const auto destroyed = cluster_.aws.inland({"destroy", spec, "--yes"});
    EXPECT_EQ(destroyed.exit_code, 0) << destroyed.err;
    AwsCalls calls(cluster_.aws);
    EXPECT_THAT(find_array(calls.ec2("DescribeAddresses"), "Addresses"), IsEmpty());
    EXPECT_THAT(find_array(calls.ec2("DescribeVpcs", filtered("tag-key", "inland.dev/id")), "Vpcs"),
                IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(All, Modes,
                         ::testing::Values(private_mode, both_mode, public_mode, public_nodes_mode),
                         [](const auto& mode) { return std::string(mode.param.name); });

/// Applies a mode to a cluster that lives, and looks all the while at what its clients see.
void change_to(ModeCluster& cluster, const Mode& mode, const std::vector<std::string>& nodes) {
    SCOPED_TRACE(mode.name);
    std::atomic<bool> is_over{false};
    ProcessResult applied;
    std::jthread run([&] {
        applied = cluster.apply(mode);
        is_over = true;
    });
    while (!is_over)
        EXPECT_EQ(cluster.nodes(), nodes);
    run.join();
    ASSERT_EQ(applied.exit_code, 0) << applied.out << applied.err;
    EXPECT_EQ(cluster.nodes(), nodes);
    EXPECT_EQ(cluster.lost_nodes(), 0U);
    EXPECT_EQ(changes_of(cluster.aws.inland({"plan", cluster.spec(mode), "-o", "json"})),
              json::array());
}

/// Ten minutes in a second: between two of Inland's calls time passes as in life, where "instant"
/// would jump over every gap that a wrong order leaves.
constexpr auto like_life = "600";

/// Every mode from every other, where the nodes stay where they are.
TEST(ModeChanges, KeepEveryNodeReady) {
    if (!has_kubectl())
        GTEST_SKIP() << "there is no kubectl on PATH";
    ModeCluster cluster(like_life);
    ASSERT_EQ(cluster.apply(private_mode).exit_code, 0);
    const auto nodes = cluster.nodes();
    ASSERT_THAT(nodes, AllOf(SizeIs(machines), Each(EndsWith(" Ready"))));
    for (const auto& mode :
         {both_mode, private_mode, public_mode, both_mode, public_mode, private_mode})
        ASSERT_NO_FATAL_FAILURE(change_to(cluster, mode, nodes));
    EXPECT_EQ(cluster.aws.inland({"destroy", "modes", "--yes"}).exit_code, 0);
}

/// Other subnets are other nodes.
TEST(ModeChanges, ReplaceNodesWhoseSubnetsChange) {
    if (!has_kubectl())
        GTEST_SKIP() << "there is no kubectl on PATH";
    ModeCluster cluster(like_life);
    ASSERT_EQ(cluster.apply(private_mode).exit_code, 0);
    for (const auto& mode : {public_nodes_mode, public_mode, public_nodes_mode, private_mode}) {
        SCOPED_TRACE(mode.name);
        const auto before = cluster.nodes();
        const auto applied = cluster.apply(mode);
        ASSERT_EQ(applied.exit_code, 0) << applied.out << applied.err;
        EXPECT_THAT(cluster.nodes(), AllOf(SizeIs(machines), Each(EndsWith(" Ready"))));
        EXPECT_NE(cluster.nodes(), before);
        EXPECT_EQ(cluster.lost_nodes(), 0U);
        EXPECT_EQ(changes_of(cluster.aws.inland({"plan", cluster.spec(mode), "-o", "json"})),
                  json::array());
    }
    EXPECT_EQ(cluster.aws.inland({"destroy", "modes", "--yes"}).exit_code, 0);
}

/// Without this the tests above would say nothing.
TEST(ModeChanges, AreSeenByNodesThatLoseTheApi) {
    if (!has_kubectl())
        GTEST_SKIP() << "there is no kubectl on PATH";
    ModeCluster cluster;
    ASSERT_EQ(cluster.apply(public_mode).exit_code, 0);
    AwsCalls calls(cluster.aws);
    calls.call(
        "eks", "UpdateClusterConfig",
        {{"name", "modes"},
         {"resourcesVpcConfig", json::object{{"publicAccessCidrs", json::array{"192.0.2.0/24"}}}}});
    std::string seen;
    for (int look = 0; look < 50 && !seen.contains("NotReady"); ++look)
        seen = cluster.kubectl("laptop", {"get", "nodes", "--no-headers"}).out;
    EXPECT_THAT(seen, HasSubstr("NotReady"));
}

TEST(ModeChanges, SayInThePlanWhatWaitsForWhat) {
    ModeCluster cluster;
    ASSERT_EQ(cluster.apply(public_mode).exit_code, 0);
    const auto planned = cluster.aws.inland({"plan", cluster.spec(private_mode)});
    EXPECT_THAT(planned.out, AllOf(HasSubstr("only when the endpoints answer"),
                                   HasSubstr("only when the API answers inside the VPC")));
}

}  // namespace
}  // namespace inland::testing
