// SPDX-License-Identifier: Apache-2.0
// Connections that are broken before there is a cluster, each in the same three ways:
//
//                          | VPN, static routes | VPN, BGP | Direct Connect | transit gateway
//   AnswersDenied          | given network whose ACL keeps what goes back to clients
//   AnswersAstray          | given network whose table leads it elsewhere (asymmetric return)
//   Overlapping            | given network that has the client's own addresses
//
// The proof says at which flow and why, apply refuses; and applied all the same, the nodes join and
// a client's packets stop for the same reason.
#include "tests/peers/client_worlds.h"
#include "tests/peers/given_world.h"
#include "tests/peers/next_machine.h"

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

constexpr std::string_view flow = "client.api-server";

struct ConnectionVariant {
    std::string_view name;
    std::string_view network;    ///< tests/peers/given/network.py
    std::string_view of_172_16;  ///< the one for clients there, where it is another
    std::string_view cause;
};

void PrintTo(const ConnectionVariant& variant, std::ostream* out) {
    *out << variant.name;
}

constexpr std::array variants{
    ConnectionVariant{"AnswersDenied", "answers-denied", "answers-denied", "nacl-egress"},
    ConnectionVariant{"AnswersAstray", "answers-astray", "answers-astray", "no-route"},
    ConnectionVariant{"Overlapping", "clients-block", "other-clients-block", "no-route"},
};

std::vector<Connection> connections() {
    return {vpn_connections()[0], vpn_connections()[2], direct_connections()[0],
            transit_connections()[0]};
}

using Row = std::tuple<Connection, ConnectionVariant>;

class ConnectionVariants : public ::testing::TestWithParam<Row>, public GivenWorld {
  protected:
    /// The kinds of the causes for which the clients do not get through.
    static std::vector<std::string> causes_of(const json::value& proof) {
        std::vector<std::string> kinds;
        for (const auto& row : find_array(proof, "clusters.0.flows"))
            if (text_in(row, "flow") == flow && text_in(row, "verdict") == "fails")
                for (const auto& cause : find_array(row, "causes"))
                    kinds.push_back(text_in(cause, "kind"));
        return kinds;
    }

    [[nodiscard]] std::string api(AwsCalls& calls) const {
        const auto cluster = calls.call("eks", "DescribeCluster", {{"name", "atlas"}});
        const auto endpoint = text_in(cluster, "cluster.endpoint");
        return endpoint.substr(endpoint.find("//") + 2) + ":443";
    }
};

TEST_P(ConnectionVariants, StopTheClientAsTheyAreProven) {
    const auto& [connection, variant] = GetParam();
    AwsCalls calls(aws);
    const auto client = connection.prepare(calls);
    const bool is_172_16 = connection.client.starts_with("172.16.");
    if (const auto missing = make(std::string(is_172_16 ? variant.of_172_16 : variant.network)))
        GTEST_SKIP() << *missing;
    spec = write_spec(subnets, client.connect);
    EXPECT_THAT(causes_of(inland_json(aws, {"prove", spec})), Contains(variant.cause));
    const auto refused = inland({"apply", "--yes"});
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_THAT(refused.out + refused.err, HasSubstr(std::string(flow)));

    const auto forced = inland({"apply", "--yes", "--unproven"});
    ASSERT_EQ(forced.exit_code, 0) << forced.out << forced.err;
    const auto tried = connect(api(calls), is_172_16 ? "172.16.12.10" : "192.168.12.10");
    EXPECT_EQ(tried.exit_code, 1) << tried.out;
    EXPECT_THAT(tried.out, HasSubstr(std::string(variant.cause)));
    EXPECT_THAT(tried.out, HasSubstr("i/o timeout"));

    const auto destroyed = inland({"destroy", "--yes"});
    ASSERT_EQ(destroyed.exit_code, 0) << destroyed.err;
    EXPECT_EQ(shown(), before);
}

std::string name_of_row(const ::testing::TestParamInfo<Row>& row) {
    return std::string(std::get<0>(row.param).name) + std::string(std::get<1>(row.param).name);
}

INSTANTIATE_TEST_SUITE_P(All, ConnectionVariants,
                         ::testing::Combine(::testing::ValuesIn(connections()),
                                            ::testing::ValuesIn(variants)),
                         name_of_row);

}  // namespace
}  // namespace inland::testing
