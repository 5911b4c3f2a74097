// SPDX-License-Identifier: Apache-2.0
// How clients outside of the VPC reach a private cluster: from cluster.yaml to kubectl and curl on
// the embedded AWS, what breaks it, and what of the client's is left as it was.
#include "tests/peers/client_worlds.h"
#include "tests/support/embedded_aws.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<Connection> all_connections() {
    std::vector<Connection> all;
    for (const auto family :
         {vpn_connections, direct_connections, transit_connections, direct_transit_connections})
        std::ranges::copy(family(), std::back_inserter(all));
    return all;
}

/// The example, with the connection in place of its VPN.
std::string spec_text(const ClientWorld& world) {
    auto text = example_spec("access: private", "access: " + world.access);
    const auto start = text.find("  connect:\n");
    const auto end = text.find("  # Where the cluster's images");
    return text.replace(start, end - start, "  connect: " + world.connect + "\n\n");
}

class Connected : public ::testing::TestWithParam<Connection> {
  protected:
    void SetUp() override {
        kubectl_ = find_program("kubectl").value_or("");
        curl_ = find_program("curl").value_or("");
        if (kubectl_.empty() || curl_.empty())
            GTEST_SKIP() << "there is no kubectl, or no curl, on PATH";
        world_ = GetParam().prepare(calls_);
        spec_ = aws_.write("cluster.yaml", spec_text(world_));
    }

    [[nodiscard]] json::value answer(std::vector<std::string> command) const {
        command.insert(command.end(), {"-o", "json"});
        const auto result = aws_.inland(command);
        auto document = parse_json(result.out);
        EXPECT_TRUE(document) << result.out << result.err;
        return document.value_or(json::value());
    }

    void apply() const {
        const auto applied = aws_.inland({"apply", spec_, "--yes"});
        ASSERT_EQ(applied.exit_code, 0) << applied.out << applied.err;
    }

    [[nodiscard]] ProcessResult kubectl() const {
        return aws_.run({kubectl_, "get", "nodes", "--no-headers", "--request-timeout=5s"});
    }

    [[nodiscard]] ProcessResult curl() {
        const auto cluster = calls_.call("eks", "DescribeCluster", {{"name", "atlas"}});
        const auto proxy = fmt::format("http://{}@{}", GetParam().client, aws_.url().substr(7));
        return aws_.run({curl_, "--silent", "--show-error", "--insecure", "--output", "/dev/null",
                         "--write-out", "%{http_code}", "--proxy", proxy,
                         text_in(cluster, "cluster.endpoint") + "/version"});
    }

    void expect_reached() {
        const auto nodes = kubectl();
        EXPECT_EQ(nodes.exit_code, 0) << nodes.err;
        EXPECT_THAT(nodes.out, HasSubstr(" Ready "));
        const auto version = curl();
        EXPECT_EQ(version.exit_code, 0) << version.err;
    }

    /// The proof of what lives says which flow fails and why, and the real programs meet it.
    void expect_broken(const Breakage& breakage) {
        const auto proof = answer({"prove", "--live", "atlas"});
        EXPECT_THAT(causes_of(proof, breakage.flow), Contains(std::string(breakage.cause)));
        const auto nodes = kubectl();
        EXPECT_EQ(nodes.exit_code, 1) << nodes.out;
        EXPECT_THAT(nodes.err, HasSubstr("i/o timeout"));
        EXPECT_NE(curl().exit_code, 0);
    }

    static std::vector<std::string> causes_of(const json::value& proof, std::string_view flow) {
        std::vector<std::string> kinds;
        for (const auto& cluster : find_array(proof, "clusters"))
            for (const auto& row : find_array(cluster, "flows"))
                if (text_in(row, "flow") == flow && text_in(row, "verdict") == "fails")
                    for (const auto& cause : find_array(row, "causes"))
                        kinds.push_back(text_in(cause, "kind"));
        return kinds;
    }

    void mend(const Breakage& breakage) {
        if (breakage.mend_it == nullptr)
            return apply();
        breakage.mend_it(calls_);
    }

    EmbeddedAwsProcess aws_;
    AwsCalls calls_{aws_};
    ClientWorld world_;
    std::string kubectl_, curl_, spec_;
};

TEST_P(Connected, ReachesTheApiUntilSomethingBreaksAndAgainWhenItIsMended) {
    apply();
    EXPECT_THAT(find_array(answer({"plan", spec_}), "changes"), IsEmpty());
    ASSERT_EQ(aws_.inland({"kubeconfig", "atlas"}).exit_code, 0);
    expect_reached();
    if (world_.access == "private") {  // a public API is what nobody wishes unless a spec says so
        const auto proven = aws_.inland({"prove", "--live", "atlas"});
        EXPECT_EQ(proven.exit_code, 0) << proven.out;
    }

    for (const auto& breakage : GetParam().breakages) {
        SCOPED_TRACE(breakage.name);
        breakage.break_it(calls_);
        expect_broken(breakage);
        mend(breakage);
        expect_reached();
    }
    EXPECT_THAT(find_array(answer({"plan", spec_}), "changes"), IsEmpty());
}

TEST_P(Connected, LeavesWhatIsTheClientsAsItWas) {
    apply();
    const auto destroyed = aws_.inland({"destroy", spec_, "--yes"});
    ASSERT_EQ(destroyed.exit_code, 0) << destroyed.out << destroyed.err;
    EXPECT_EQ(json::serialize(GetParam().look(calls_)), json::serialize(world_.before));
    const auto again = aws_.inland({"destroy", "atlas", "--yes"});
    EXPECT_EQ(again.exit_code, 0) << again.err;
}

TEST_P(Connected, RefusesANetworkThatOverlapsTheClusters) {
    auto text = spec_text(world_);
    const auto network = text.find("networks: [");
    const auto end = text.find(']', network);
    text.replace(network, end - network, "networks: [10.40.128.0/24");
    const auto spec = aws_.write("overlapping.yaml", text);
    for (const auto* command : {"prove", "apply"}) {
        const auto refused = aws_.inland({command, spec});
        EXPECT_EQ(refused.exit_code, 2);
        EXPECT_THAT(refused.err, HasSubstr("overlap"));
    }
}

std::string name_of_connection(const ::testing::TestParamInfo<Connection>& connection) {
    return std::string(connection.param.name);
}

INSTANTIATE_TEST_SUITE_P(All, Connected, ::testing::ValuesIn(all_connections()),
                         name_of_connection);

}  // namespace
}  // namespace inland::testing
