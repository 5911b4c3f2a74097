// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/attempt.h"

#include "emulator/attempt_pages.h"
#include "http/message.h"
#include "tests/emulator/machine/private_cluster.h"

#include <gmock/gmock.h>

namespace inland::emulator::testing {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

struct Attempts : ::testing::Test {
    PrivateCluster cluster;
    World& world = cluster.aws.world();
    std::string host =
        string_or_empty(cluster.aws.must("eks", "DescribeCluster", {{"name", "atlas"}}),
                        "cluster.endpoint")
            .substr(std::string_view("https://").size());

    http::Response connect_page_of(const std::string& query) {
        return connect_page(world, {.target = "/_inland/connect?" + query});
    }
};

TEST_F(Attempts, ResolveTheApiToItsInterfacesFromAnywhere) {
    for (const auto* who : {"192.168.0.10", "laptop"}) {
        const auto attempt = resolve_as(world, who, host);
        EXPECT_EQ(attempt.end, AttemptEnd::Resolved) << who;
        EXPECT_THAT(attempt.addresses, SizeIs(2)) << who;
    }
}

TEST_F(Attempts, EndWhereTheClientsNetworkIsNotConnected) {
    const auto near = connect_as(world, "192.168.0.10", host, 443);
    EXPECT_EQ(near.end, AttemptEnd::Connected) << near.detail;
    const auto far = connect_as(world, "172.31.0.1", host, 443);
    EXPECT_EQ(far.end, AttemptEnd::TimedOut);
    EXPECT_THAT(far.detail, HasSubstr("i/o timeout"));
    EXPECT_THAT(far.steps, Contains(HasSubstr("connects to")));
}

TEST_F(Attempts, AreRefusedWhereNothingListens) {
    // The cluster's security group admits tcp/443 only.
    EXPECT_EQ(connect_as(world, "192.168.0.10", host, 22).end, AttemptEnd::TimedOut);
}

TEST_F(Attempts, NeedSomebodyWhoAsks) {
    const auto attempt = connect_as(world, "node/nobody", host, 443);
    EXPECT_EQ(attempt.end, AttemptEnd::NoSuchPlace);
    EXPECT_THAT(attempt.detail, HasSubstr("nobody is called node/nobody"));
}

TEST_F(Attempts, FindNoHostThatIsNone) {
    EXPECT_EQ(resolve_as(world, "192.168.0.10", "nothing.invalid").end, AttemptEnd::NoSuchHost);
}

TEST_F(Attempts, AreShownAsPages) {
    const auto page = connect_page_of("from=192.168.0.10&to=" + host + "%3A443");
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, AllOf(HasSubstr("\"end\":\"connected\""), HasSubstr("\"steps\":[")));
    const auto other =
        resolve_page(world, {.target = "/_inland/resolve?from=node%2Fnobody&name=nothing.invalid"});
    EXPECT_THAT(other.body, HasSubstr("\"end\":\"no-such-place\""));
}

TEST_F(Attempts, SayWhatAPageLacks) {
    EXPECT_EQ(connect_page_of("from=laptop").status, 400);
    EXPECT_THAT(connect_page_of("from=laptop&to=host").body, HasSubstr("host is not HOST:PORT"));
    EXPECT_THAT(connect_page_of("to=host%3A443").body, HasSubstr("from is missing"));
}

}  // namespace
}  // namespace inland::emulator::testing
