// SPDX-License-Identifier: Apache-2.0
// Clusters in networks that others made, on the embedded AWS: boto3 makes and shows the networks,
// kubectl sees the nodes.
#include "core/json.h"
#include "tests/support/embedded_aws.h"
#include "tests/support/python_script.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* script = "tests/peers/given/network.py";

std::vector<std::string> texts_of(const json::array& values) {
    std::vector<std::string> texts;
    for (const auto& value : values)
        texts.emplace_back(value.as_string());
    return texts;
}

std::string cause_in(const json::value& verdict) {
    return string_or_empty(verdict, "causes.0.kind");
}

/// An embedded AWS with one network that the network team made.
class GivenNetworkTest : public ::testing::Test {
  protected:
    /// Skips where the script cannot run.
    void make(const std::string& variant) {
        const auto made = run_python(script, {"make", variant}, aws_.variables());
        if (made.missing)
            GTEST_SKIP() << *made.missing;
        ASSERT_EQ(made.process.exit_code, 0) << made.process.out << made.process.err;
        const auto network = parse_json(made.process.out).value();
        vpc_ = string_or_empty(network, "vpc");
        subnets_ = texts_of(find_array(network, "subnets"));
        spec_ = write_spec(subnets_);
        before_ = shown();
    }

    std::string write_spec(const std::vector<std::string>& subnets) {
        return aws_.write("cluster.yaml",
                          example_spec("    cidr: 10.40.0.0/16\n    zones: 3\n",
                                       fmt::format("    existing: {{vpcId: {}, subnetIds: [{}]}}\n",
                                                   vpc_, fmt::join(subnets, ", "))));
    }

    /// All that EC2 tells of the network.
    std::string shown() {
        const auto told = run_python(script, {"show", vpc_}, aws_.variables());
        EXPECT_EQ(told.process.exit_code, 0) << told.process.err;
        return told.process.out;
    }

    ProcessResult inland(const std::vector<std::string>& arguments) {
        auto all = arguments;
        all.insert(all.begin() + 1, spec_);
        return aws_.inland(all);
    }

    void expect_ready_nodes() {
        const auto kubectl = find_program("kubectl");
        if (!kubectl)
            return;
        ASSERT_EQ(aws_.inland({"kubeconfig", "atlas"}).exit_code, 0);
        const auto nodes = aws_.run({*kubectl, "get", "nodes", "--no-headers"});
        EXPECT_EQ(std::ranges::count(nodes.out, '\n'), 3) << nodes.out << nodes.err;
        EXPECT_THAT(nodes.out, AllOf(HasSubstr(" Ready "), Not(HasSubstr("NotReady"))));
    }

    void expect_built_and_put_back() {
        const auto applied = inland({"apply", "--yes"});
        ASSERT_EQ(applied.exit_code, 0) << applied.out << applied.err;
        expect_ready_nodes();
        const auto planned = inland({"plan", "--detailed-exitcode"});
        EXPECT_EQ(planned.exit_code, 0) << planned.out << planned.err;
        EXPECT_EQ(inland({"prove"}).exit_code, 0);
        const auto destroyed = inland({"destroy", "--yes"});
        ASSERT_EQ(destroyed.exit_code, 0) << destroyed.err;
        EXPECT_EQ(shown(), before_);
        const auto left = aws_.inland({"destroy", "atlas", "--yes"});
        EXPECT_EQ(left.exit_code, 0) << left.err;
    }

    /// Flow and cause of what does not hold, "node.dns: vpc-dns-hostnames-off".
    std::vector<std::string> refusals() {
        const auto proven = inland({"prove", "-o", "json"});
        EXPECT_EQ(proven.exit_code, 1) << proven.err;
        const auto verdicts = parse_json(proven.out).value();
        std::vector<std::string> found;
        for (const auto& verdict : find_array(verdicts, "clusters.0.flows"))
            if (string_or_empty(verdict, "verdict") == "fails")
                found.push_back(string_or_empty(verdict, "flow") + ": " + cause_in(verdict));
        return found;
    }

    /// Refused before anything is made; the network is untouched.
    void expect_refused() {
        EXPECT_EQ(inland({"apply", "--yes"}).exit_code, 1);
        EXPECT_EQ(shown(), before_);
    }

    ProcessResult forced() { return inland({"apply", "--yes", "--unproven"}); }

    void expect_put_back_by_name() {
        const auto destroyed = aws_.inland({"destroy", "atlas", "--yes"});
        ASSERT_EQ(destroyed.exit_code, 0) << destroyed.err;
        EXPECT_EQ(shown(), before_);
    }

    EmbeddedAwsProcess aws_;
    std::string vpc_;
    std::vector<std::string> subnets_;
    std::string spec_;
    std::string before_;
};

TEST_F(GivenNetworkTest, GetsTheEndpointsThatItLacksAndIsPutBack) {
    ASSERT_NO_FATAL_FAILURE(make("bare"));
    if (!IsSkipped())
        expect_built_and_put_back();
}

TEST_F(GivenNetworkTest, KeepsItsOwnEndpointsAndTags) {
    ASSERT_NO_FATAL_FAILURE(make("with-endpoints"));
    if (IsSkipped())
        return;
    const auto designed = inland({"plan"});
    EXPECT_THAT(designed.out,
                AllOf(Not(HasSubstr("vpc-endpoint/ecr.api")), Not(HasSubstr("vpc-endpoint/s3")),
                      HasSubstr("vpc-endpoint/ecr.dkr")));
    expect_built_and_put_back();
}

TEST_F(GivenNetworkTest, KeepsItsOwnVpnGateway) {
    ASSERT_NO_FATAL_FAILURE(make("with-vpn"));
    if (IsSkipped())
        return;
    EXPECT_THAT(inland({"plan"}).out,
                AllOf(Not(HasSubstr("vpn-gateway/main")), HasSubstr("vpn-connection/main")));
    expect_built_and_put_back();
}

TEST_F(GivenNetworkTest, TakesOneSubnetOfEachZoneForItsEndpoints) {
    ASSERT_NO_FATAL_FAILURE(make("two-in-a-zone"));
    if (!IsSkipped())
        expect_built_and_put_back();
}

TEST_F(GivenNetworkTest, WithoutHostnamesIsRefusedAndItsEndpointsFailWhenForced) {
    ASSERT_NO_FATAL_FAILURE(make("without-hostnames"));
    if (IsSkipped())
        return;
    EXPECT_THAT(refusals(), ::testing::Contains("node.dns: vpc-dns-hostnames-off"));
    expect_refused();
    const auto run = forced();
    EXPECT_EQ(run.exit_code, 1);
    EXPECT_THAT(run.err, HasSubstr("Enabling private DNS requires both enableDnsSupport and "
                                   "enableDnsHostnames"));
    expect_put_back_by_name();
}

TEST_F(GivenNetworkTest, WithAClosedEndpointIsRefusedAndNodesStopThereWhenForced) {
    ASSERT_NO_FATAL_FAILURE(make("closed-endpoint"));
    if (IsSkipped())
        return;
    EXPECT_THAT(refusals(), ::testing::Each("node.ecr-api: security-group-ingress"));
    expect_refused();
    EXPECT_THAT(forced().err, HasSubstr("NodeCreationFailure"));
    EXPECT_THAT(aws_.inland({"status", "atlas"}).out,
                AllOf(HasSubstr("node.ecr-api"), HasSubstr("security-group-ingress")));
    expect_put_back_by_name();
}

TEST_F(GivenNetworkTest, WithAClosedAclIsRefusedAndNodesStopThereWhenForced) {
    ASSERT_NO_FATAL_FAILURE(make("closed-acl"));
    if (IsSkipped())
        return;
    EXPECT_THAT(refusals(), ::testing::Contains("node.ec2: nacl-egress"));
    expect_refused();
    EXPECT_THAT(forced().err, HasSubstr("NodeCreationFailure"));
    EXPECT_THAT(aws_.inland({"status", "atlas"}).out,
                AllOf(HasSubstr("node.ec2"), HasSubstr("nacl-egress")));
    expect_put_back_by_name();
}

TEST_F(GivenNetworkTest, WithFullSubnetsIsRefusedAndFailsWhenForced) {
    ASSERT_NO_FATAL_FAILURE(make("full-subnets"));
    if (IsSkipped())
        return;
    EXPECT_THAT(refusals(), ::testing::Contains("cluster.subnets: subnet-full"));
    expect_refused();
    EXPECT_EQ(forced().exit_code, 1);
    expect_put_back_by_name();
}

TEST_F(GivenNetworkTest, InOneZoneIsRefusedAndEksRefusesItWhenForced) {
    ASSERT_NO_FATAL_FAILURE(make("one-zone"));
    if (IsSkipped())
        return;
    EXPECT_THAT(refusals(), ::testing::Each("cluster.subnets: zone-not-supported"));
    expect_refused();
    EXPECT_THAT(forced().err, HasSubstr("must be in at least two different AZs"));
    expect_put_back_by_name();
}

TEST_F(GivenNetworkTest, ThatMeetsTheClientsNetworkIsRefused) {
    ASSERT_NO_FATAL_FAILURE(make("clients-block"));
    if (IsSkipped())
        return;
    EXPECT_THAT(refusals(), ::testing::Contains("client.api-server: no-route"));
    expect_refused();
}

TEST_F(GivenNetworkTest, ThatLeadsToTheInternetIsRefused) {
    ASSERT_NO_FATAL_FAILURE(make("to-the-internet"));
    if (IsSkipped())
        return;
    EXPECT_THAT(refusals(), ::testing::Each("internet.egress: internet-gateway-route"));
    expect_refused();
}

TEST_F(GivenNetworkTest, WithoutTheSubnetThatTheSpecNamesIsSaidAtItsPlace) {
    ASSERT_NO_FATAL_FAILURE(make("bare"));
    if (IsSkipped())
        return;
    spec_ = write_spec({subnets_.front(), "subnet-00000000"});
    const auto proven = inland({"prove"});
    EXPECT_EQ(proven.exit_code, 2);
    EXPECT_THAT(proven.err, AllOf(HasSubstr("cluster.yaml:21:"), HasSubstr("subnet-00000000"),
                                  HasSubstr(subnets_.back())));
}

TEST_F(GivenNetworkTest, IsUnknownToThoseWhoMayNotRead) {
    ASSERT_NO_FATAL_FAILURE(make("bare"));
    if (IsSkipped())
        return;
    auto variables = aws_.variables();
    variables["AWS_SECRET_ACCESS_KEY"] = "wrong";
    const auto proven = run_process({INLAND_BINARY, "prove", spec_}, variables);
    EXPECT_EQ(proven.exit_code, 3) << proven.out;
    EXPECT_THAT(proven.err, HasSubstr(vpc_ + " could not be read"));
}

}  // namespace
}  // namespace inland::testing
