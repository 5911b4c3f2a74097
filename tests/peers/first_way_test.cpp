// SPDX-License-Identifier: Apache-2.0
// From cluster.yaml to Ready nodes that the real kubectl sees, on the embedded AWS.
#include "core/json.h"
#include "tests/support/embedded_aws.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string example_path() {
    return INLAND_SOURCE_DIR "/examples/private.yaml";
}

std::string without_ecr_api(const EmbeddedAwsProcess& aws) {
    return aws.write("broken.yaml",
                     example_spec("\nspec:\n", "\nspec:\n  endpoints: {remove: [ecr.api]}\n"));
}

TEST(FirstWay, BuildsAClusterThatKubectlSeesFromTheClientsNetworkOnly) {
    const auto kubectl = find_program("kubectl");
    if (!kubectl)
        GTEST_SKIP() << "there is no kubectl on PATH";
    EmbeddedAwsProcess aws;
    const auto applied = aws.inland({"apply", example_path(), "--yes"});
    ASSERT_EQ(applied.exit_code, 0) << applied.out << applied.err;

    ASSERT_EQ(aws.inland({"kubeconfig", "atlas"}).exit_code, 0);
    const auto nodes = aws.run({*kubectl, "get", "nodes", "--no-headers"});
    ASSERT_EQ(nodes.exit_code, 0) << nodes.err;
    EXPECT_EQ(std::ranges::count(nodes.out, '\n'), 3) << nodes.out;
    EXPECT_THAT(nodes.out, AllOf(HasSubstr(" Ready "), Not(HasSubstr("NotReady"))));

    ASSERT_EQ(aws.inland({"kubeconfig", "atlas", "--from", "laptop"}).exit_code, 0);
    const auto refused = aws.run({*kubectl, "get", "nodes", "--request-timeout=5s"});
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_THAT(refused.err, HasSubstr("i/o timeout"));
}

TEST(FirstWay, ProvesTheLivingClusterThatItBuilt) {
    EmbeddedAwsProcess aws;
    ASSERT_EQ(aws.inland({"apply", example_path(), "--yes"}).exit_code, 0);
    const auto proven = aws.inland({"prove", "--live", "atlas", "-o", "json"});
    EXPECT_EQ(proven.exit_code, 0) << proven.out << proven.err;
    const auto unknown = aws.inland({"prove", "--live", "nobody"});
    EXPECT_EQ(unknown.exit_code, 1);
    EXPECT_THAT(unknown.err, HasSubstr("nobody"));
}

/// Alone the account does not tell whether its cluster was to be public.
TEST(FirstWay, ProvesALivingClusterForWhatItsSpecAsksFor) {
    const std::string spec = INLAND_SOURCE_DIR "/examples/public-and-private.yaml";
    EmbeddedAwsProcess aws;
    const auto applied = aws.inland({"apply", spec, "--yes"});
    ASSERT_EQ(applied.exit_code, 0) << applied.err;
    const auto by_name = aws.inland({"prove", "--live", "corvo"});
    EXPECT_EQ(by_name.exit_code, 1);
    EXPECT_THAT(by_name.out, HasSubstr("public-access-on"));
    for (const auto& arguments : {std::vector<std::string>{"prove", "--live", spec},
                                  std::vector<std::string>{"prove", "--live", "corvo", spec}}) {
        const auto by_spec = aws.inland(arguments);
        EXPECT_THAT(by_spec.out, Not(HasSubstr("public-access-on")));
        EXPECT_THAT(by_spec.out, Not(HasSubstr("internet.egress")));
        EXPECT_NE(by_spec.exit_code, 1) << by_spec.out << by_spec.err;
    }
}

TEST(FirstWay, PlansNothingAfterAnApplyAndDestroysToTheKey) {
    EmbeddedAwsProcess aws;
    ASSERT_EQ(aws.inland({"plan", example_path(), "--detailed-exitcode"}).exit_code, 4);
    const auto applied = aws.inland({"apply", example_path(), "--yes"});
    ASSERT_EQ(applied.exit_code, 0) << applied.err;

    const auto planned = aws.inland({"plan", example_path(), "-o", "json"});
    ASSERT_EQ(planned.exit_code, 0) << planned.err;
    EXPECT_TRUE(find_array(parse_json(planned.out).value(), "changes").empty()) << planned.out;
    EXPECT_EQ(aws.inland({"plan", example_path(), "--detailed-exitcode"}).exit_code, 0);

    const auto destroyed = aws.inland({"destroy", example_path(), "--yes"});
    ASSERT_EQ(destroyed.exit_code, 0) << destroyed.err;
    EXPECT_THAT(destroyed.out + destroyed.err, HasSubstr("pending deletion"));
    const auto again = aws.inland({"destroy", "atlas", "--yes"});
    EXPECT_EQ(again.exit_code, 0) << again.err;
}

TEST(FirstWay, RefusesAMissingEndpointAndFailsAsAwsWouldWhenForced) {
    EmbeddedAwsProcess aws;
    const auto spec = without_ecr_api(aws);
    const auto proven = aws.inland({"prove", spec, "-o", "json"});
    EXPECT_EQ(proven.exit_code, 1);
    EXPECT_THAT(proven.out, AllOf(HasSubstr("node.ecr-api"), HasSubstr("no-endpoint"),
                                  HasSubstr("endpoints.remove")));

    const auto refused = aws.inland({"apply", spec, "--yes"});
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_THAT(refused.out + refused.err, HasSubstr("node.ecr-api"));

    const auto forced = aws.inland({"apply", spec, "--yes", "--unproven"});
    EXPECT_EQ(forced.exit_code, 1);
    EXPECT_THAT(forced.out + forced.err,
                AllOf(HasSubstr("NodeCreationFailure"),
                      HasSubstr("Instances failed to join the kubernetes cluster")));

    const auto status = aws.inland({"status", "atlas"});
    EXPECT_THAT(status.out, AllOf(HasSubstr("CREATE_FAILED"), HasSubstr("node.ecr-api")));
}

}  // namespace
}  // namespace inland::testing
