// SPDX-License-Identifier: Apache-2.0
#include "emulator/connect.h"

#include "tests/emulator/machine/private_cluster.h"

#include <variant>

#include <gmock/gmock.h>

namespace inland::emulator::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;

struct Connect : ::testing::Test {
    PrivateCluster cluster;
    std::string host =
        string_or_empty(cluster.aws.must("eks", "DescribeCluster", {{"name", "atlas"}}),
                        "cluster.endpoint")
            .substr(std::string_view("https://").size());

    http::ConnectDecision as(const std::string& who, std::uint16_t port = 443) {
        http::ConnectDecision decision = http::ConnectRefusal{};
        open_tunnel({cluster.aws.world(), {}}, {.host = host, .port = port, .who = who},
                    [&](http::ConnectDecision made) { decision = std::move(made); });
        return decision;
    }
    std::string refusal(const std::string& who, std::uint16_t port = 443) {
        const auto decision = as(who, port);
        const auto* refused = std::get_if<http::ConnectRefusal>(&decision);
        return refused == nullptr ? "accepted" : refused->reason;
    }
};

TEST_F(Connect, ReachesTheApiFromTheConnectedNetwork) {
    EXPECT_EQ(refusal("192.168.0.10"), "accepted");
    EXPECT_TRUE(std::get<http::VirtualHost>(as("192.168.0.10")).tls.has_value());
}

TEST_F(Connect, TimesOutFromALaptopAsInLife) {
    EXPECT_THAT(refusal("laptop"),
                MatchesRegex("dial tcp 10\\.40\\.[12]\\.[0-9]+:443: i/o timeout"));
}

TEST_F(Connect, DoesNotKnowStrangers) {
    EXPECT_THAT(refusal("node/nobody"), HasSubstr("nobody is called"));
    EXPECT_THAT(refusal("pod/a"), HasSubstr("nobody is called"));
}

TEST_F(Connect, TimesOutFromNetworksThatAreNotConnected) {
    EXPECT_THAT(refusal("172.31.0.1"), HasSubstr("i/o timeout"));
}

TEST_F(Connect, ReachesTheApiFromNodesAndPods) {
    cluster.make_nodes(1);
    cluster.aws.pass(std::chrono::minutes(5));
    const auto objects = cluster.objects();
    const auto node = cluster::name_of(*objects.list(cluster::type_of("", "nodes")).at(0));
    EXPECT_EQ(refusal("node/" + node), "accepted");
    const auto* pod = objects.list(cluster::type_of("", "pods")).at(0);
    EXPECT_EQ(refusal("pod/kube-system/" + cluster::name_of(*pod)), "accepted");
    EXPECT_EQ(refusal(string_or_empty(cluster.machines().front(), "id")), "accepted");
}

TEST_F(Connect, FindsNoSuchHostForClustersThatAreNone) {
    host = "0.gr7.eu-central-1.eks.amazonaws.com.invalid";
    EXPECT_NE(refusal("192.168.0.10"), "accepted");
}

}  // namespace
}  // namespace inland::emulator::testing
