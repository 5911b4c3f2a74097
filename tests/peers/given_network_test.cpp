// SPDX-License-Identifier: Apache-2.0
// Clusters in networks that others made, on the embedded AWS: boto3 makes and shows the networks,
// kubectl sees the nodes.
#include "core/json.h"
#include "tests/peers/client_worlds.h"
#include "tests/peers/given_world.h"

#include <algorithm>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string cause_in(const json::value& verdict) {
    return string_or_empty(verdict, "causes.0.kind");
}

/// An embedded AWS with one network that the network team made.
class GivenNetworkTest : public ::testing::Test, public GivenWorld {
  protected:
    /// Skips where the script cannot run.
    void make(const std::string& variant) {
        if (const auto missing = GivenWorld::make(variant))
            GTEST_SKIP() << *missing;
        ASSERT_FALSE(vpc.empty());
    }

    /// As a client sees them, or as `who` does.
    void expect_ready_nodes(const std::vector<std::string>& who = {}) {
        const auto kubectl = find_program("kubectl");
        if (!kubectl)
            return;
        std::vector<std::string> words{"kubeconfig", "atlas"};
        words.insert(words.end(), who.begin(), who.end());
        ASSERT_EQ(aws.inland(words).exit_code, 0);
        const auto nodes = aws.run({*kubectl, "get", "nodes", "--no-headers"});
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
        EXPECT_EQ(shown(), before);
        const auto left = aws.inland({"destroy", "atlas", "--yes"});
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
        EXPECT_EQ(shown(), before);
    }

    /// "HOST:443" of the Kubernetes API.
    std::string api() {
        AwsCalls calls(aws);
        const auto cluster = calls.call("eks", "DescribeCluster", {{"name", "atlas"}});
        const auto endpoint = string_or_empty(cluster, "cluster.endpoint");
        return endpoint.substr(endpoint.find("//") + 2) + ":443";
    }

    std::string first_machine() {
        const auto status = parse_json(aws.inland({"status", "atlas", "-o", "json"}).out);
        return status ? string_or_empty(*status, "nodes.0.id") : "";
    }

    ProcessResult forced() { return inland({"apply", "--yes", "--unproven"}); }

    void expect_put_back_by_name() {
        const auto destroyed = aws.inland({"destroy", "atlas", "--yes"});
        ASSERT_EQ(destroyed.exit_code, 0) << destroyed.err;
        EXPECT_EQ(shown(), before);
    }
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
    EXPECT_THAT(aws.inland({"status", "atlas"}).out,
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
    EXPECT_THAT(aws.inland({"status", "atlas"}).out,
                AllOf(HasSubstr("node.ec2"), HasSubstr("nacl-egress")));
    expect_put_back_by_name();
}

TEST_F(GivenNetworkTest, WithFullSubnetsIsRefusedAndFailsWhenForced) {
    ASSERT_NO_FATAL_FAILURE(make("full-subnets"));
    if (IsSkipped())
        return;
    EXPECT_THAT(refusals(), ::testing::Contains("cluster.subnets: subnet-full"));
    expect_refused();
    EXPECT_THAT(forced().err, HasSubstr("enough free addresses"));
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

TEST_F(GivenNetworkTest, ThatMeetsTheClientsNetworkIsRefusedAndNoClientGetsThroughWhenForced) {
    ASSERT_NO_FATAL_FAILURE(make("clients-block"));
    if (IsSkipped())
        return;
    EXPECT_THAT(refusals(), ::testing::Contains("client.api-server: no-route"));
    expect_refused();
    EXPECT_EQ(forced().exit_code, 0);
    expect_ready_nodes({"--from", "node/" + first_machine()});
    const auto tried = connect(api(), "192.168.200.10");
    EXPECT_EQ(tried.exit_code, 1) << tried.out;
    EXPECT_THAT(tried.out, HasSubstr("i/o timeout"));
    expect_put_back_by_name();
}

TEST_F(GivenNetworkTest, ThatLeadsToTheInternetIsRefusedAndMachinesGetOutWhenForced) {
    ASSERT_NO_FATAL_FAILURE(make("to-the-internet"));
    if (IsSkipped())
        return;
    EXPECT_THAT(refusals(), ::testing::Each("internet.egress: internet-gateway-route"));
    expect_refused();
    EXPECT_EQ(forced().exit_code, 0);
    const auto tried = connect("iam.amazonaws.com:443", "node/" + first_machine());
    EXPECT_EQ(tried.exit_code, 0) << tried.out << "what must never get out does";
    expect_put_back_by_name();
}

TEST_F(GivenNetworkTest, GetsRoutesToTheClientsTransitGatewayOnceItIsAttached) {
    ASSERT_NO_FATAL_FAILURE(make("bare"));
    if (IsSkipped())
        return;
    AwsCalls calls(aws);
    const auto hub = make_transit_gateway(calls, "172.16.0.0/16");
    before = shown();
    spec = write_spec(
        subnets, fmt::format("{{transitGateway: {{id: {}, networks: [172.16.0.0/16]}}}}", hub));
    expect_built_and_put_back();
}

TEST_F(GivenNetworkTest, WithoutTheSubnetThatTheSpecNamesIsSaidAtItsPlace) {
    ASSERT_NO_FATAL_FAILURE(make("bare"));
    if (IsSkipped())
        return;
    spec = write_spec({subnets.front(), "subnet-00000000"});
    const auto proven = inland({"prove"});
    EXPECT_EQ(proven.exit_code, 2);
    EXPECT_THAT(proven.err, AllOf(HasSubstr("cluster.yaml:21:"), HasSubstr("subnet-00000000"),
                                  HasSubstr(subnets.back())));
}

TEST_F(GivenNetworkTest, IsUnknownToThoseWhoMayNotRead) {
    ASSERT_NO_FATAL_FAILURE(make("bare"));
    if (IsSkipped())
        return;
    auto variables = aws.variables();
    variables["AWS_SECRET_ACCESS_KEY"] = "wrong";
    const auto proven = run_process({INLAND_BINARY, "prove", spec}, variables);
    EXPECT_EQ(proven.exit_code, 3) << proven.out;
    EXPECT_THAT(proven.err, HasSubstr(vpc + " could not be read"));
}

}  // namespace
}  // namespace inland::testing
