// SPDX-License-Identifier: Apache-2.0
// What users get wrong, through the binary: a clear error, the right exit code, nothing changed.
#include "tests/support/embedded_aws.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

class Mistakes : public ::testing::Test {
  protected:
    ProcessResult inland(std::vector<std::string> arguments, Variables variables = {}) const {
        arguments.insert(arguments.begin(), INLAND_BINARY);
        variables.try_emplace("HOME", folder_.path().string());
        variables.try_emplace("AWS_EC2_METADATA_DISABLED", "true");
        return run_process(arguments, variables);
    }

    [[nodiscard]] std::string write(const std::string& text) const {
        const auto path = folder_.path() / "cluster.yaml";
        std::ofstream(path) << text;
        return path.string();
    }

    TemporaryFolder folder_;
};

std::string example_path() {
    return INLAND_SOURCE_DIR "/examples/private.yaml";
}

TEST_F(Mistakes, OnTheCommandLineExitWithTwo) {
    EXPECT_EQ(inland({"frobnicate"}).exit_code, 2);
    EXPECT_EQ(inland({"prove"}).exit_code, 2);
    EXPECT_EQ(inland({"prove", "--frob", example_path()}).exit_code, 2);
    EXPECT_EQ(inland({"prove", example_path(), "-o", "yaml"}).exit_code, 2);
    EXPECT_EQ(inland({"explain", "node.ecr-apj"}).exit_code, 2);
    EXPECT_THAT(inland({"explain", "node.ecr-apj"}).err, HasSubstr("node.ecr-api"));
}

TEST_F(Mistakes, InASpecAreShownAllAtOnceWithTheirPlaces) {
    const auto path = write(
        "apiVersion: inland.dev/v1alpha1\nkind: Cluster\nmetadata: {name: atlas}\nspec:\n"
        "  region: eu-central-1\n  version: 1.30\n  netwrok: {}\n");
    const auto result = inland({"prove", path});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.out, IsEmpty());
    EXPECT_THAT(result.err, AllOf(HasSubstr("cluster.yaml:6:"), HasSubstr("cluster.yaml:7:"),
                                  HasSubstr("network")));
}

TEST_F(Mistakes, AFileThatIsNotThereIsNamed) {
    const auto result = inland({"prove", "nowhere.yaml"});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, HasSubstr("nowhere.yaml"));
}

TEST_F(Mistakes, AHundredMegabytesAreRefusedBeforeTheyAreParsed) {
    const auto path = folder_.path() / "huge.yaml";
    std::ofstream(path) << "a";
    std::filesystem::resize_file(path, 100U << 20U);
    const auto result = inland({"prove", path.string()});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, HasSubstr("huge.yaml"));
}

TEST_F(Mistakes, WhatCannotBeDesignedIsSaidWithItsPlace) {
    const auto path =
        write(example_spec("addons: [vpc-cni, coredns, kube-proxy]",
                           "addons: [vpc-cni, coredns, kube-proxy, eks-pod-identity-agent, "
                           "cluster-autoscaler]\n  serviceAccounts: [{namespace: kube-system, "
                           "name: cluster-autoscaler, policies: "
                           "[\"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess\"], via: irsa}]"));
    const auto result = inland({"prove", path});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, AllOf(HasSubstr("cluster.yaml:"), HasSubstr("has a role already")));
}

TEST_F(Mistakes, NoCredentialsSayWhereTheyWereLookedFor) {
    const auto result = inland({"plan", example_path()});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("credentials"));
}

TEST_F(Mistakes, NobodyAtTheEndpointIsNamed) {
    const auto result =
        inland({"plan", example_path()}, {{"AWS_ENDPOINT_URL", "http://127.0.0.1:9"},
                                          {"AWS_ACCESS_KEY_ID", "test"},
                                          {"AWS_SECRET_ACCESS_KEY", "test"}});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("127.0.0.1:9"));
}

TEST_F(Mistakes, WrongCredentialsAreRefusedInAwsWordsWithoutTheSecret) {
    const EmbeddedAwsProcess aws;
    auto variables = aws.variables();
    variables["AWS_SECRET_ACCESS_KEY"] = "correct-horse-battery-staple";
    const auto result = inland({"plan", example_path()}, variables);
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, AllOf(HasSubstr("SignatureDoesNotMatch"), Not(HasSubstr("staple"))));
}

TEST_F(Mistakes, WithoutATerminalNothingIsChangedUnasked) {
    const EmbeddedAwsProcess aws;
    const auto result = aws.inland({"apply", example_path()});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, HasSubstr("--yes"));
    EXPECT_EQ(aws.inland({"plan", example_path(), "--detailed-exitcode"}).exit_code, 4);
}

TEST_F(Mistakes, InitNeverOverwrites) {
    const auto path = (folder_.path() / "new.yaml").string();
    EXPECT_EQ(inland({"init", path}).exit_code, 0);
    EXPECT_EQ(inland({"prove", path}).exit_code, 0);
    EXPECT_EQ(inland({"init", path}).exit_code, 2);
}

TEST_F(Mistakes, VersionAndHelpAreNoMistakes) {
    EXPECT_THAT(inland({"--version"}).out, StartsWith("inland "));
    EXPECT_EQ(inland({"prove", "--help"}).exit_code, 0);
}

}  // namespace
}  // namespace inland::testing
