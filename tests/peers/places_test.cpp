// SPDX-License-Identifier: Apache-2.0
// The emulated world as a place: what its machines, pods and clients get, asked for by name, and by
// real programs through the proxy.
#include "core/crypto.h"
#include "core/json.h"
#include "tests/peers/aws_calls.h"
#include "tests/support/embedded_aws.h"

#include <csignal>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;

/// A standing cluster, made once for all tests here.
class Places : public ::testing::Test {
  protected:
    static void SetUpTestSuite() {
        world = std::make_unique<EmbeddedAwsProcess>();
        const auto applied = world->inland(
            {"apply", std::string(INLAND_SOURCE_DIR) + "/examples/private.yaml", "--yes"});
        ASSERT_EQ(applied.exit_code, 0) << applied.err;
        const auto described =
            world->run({"aws", "eks", "describe-cluster", "--name", "atlas", "--output", "json"});
        const auto cluster = parse_json(described.out).value_or(json::value());
        host = string_or_empty(cluster, "cluster.endpoint");
        host = host.substr(std::min(host.size(), std::string_view("https://").size()));
        authority = world->write(
            "cluster-ca.pem",
            decode_base64(string_or_empty(cluster, "cluster.certificateAuthority.data"))
                .value_or(""));
    }
    static void TearDownTestSuite() { world.reset(); }
    void SetUp() override {
        for (const auto* program : {"aws", "curl"})
            if (!find_program(program))
                GTEST_SKIP() << "there is no " << program << " on PATH";
        ASSERT_FALSE(host.empty());
    }

    static std::string port() { return world->url().substr(world->url().rfind(':') + 1); }
    static ProcessResult ask(const std::string& command, const std::string& target,
                             const std::string& who) {
        return world->inland({"aws", command, target, "--from", who, "--port", port()});
    }
    /// The first node's name.
    static std::string node() {
        const auto machines =
            parse_json(world->run({"curl", "-s", world->url() + "/_inland/machines"}).out);
        return "node/" + string_or_empty(find_array(*machines, "machines").at(0), "id");
    }
    static ProcessResult curl(const std::string& proxy, const std::string& url) {
        return world->run({"curl", "-sS", "--noproxy", "", "--proxy", proxy, "--cacert", authority,
                           "-o", "/dev/null", "-w", "%{http_code}", url});
    }

    static inline std::unique_ptr<EmbeddedAwsProcess> world;
    static inline std::string host;
    static inline std::string authority;
};

TEST_F(Places, TellsWhatANameMeansToWhomStepByStep) {
    const auto name = std::string("api.ecr.eu-central-1.amazonaws.com");
    const auto inside = ask("resolve", name, node());
    EXPECT_EQ(inside.exit_code, 0) << inside.err;
    EXPECT_THAT(inside.out, AllOf(HasSubstr("asks for " + name), HasSubstr("\n10.40.")));
    const auto outside = ask("resolve", name, "laptop");
    EXPECT_THAT(outside.out, HasSubstr("\na public address\n"));
    EXPECT_EQ(ask("resolve", "nothing.invalid", node()).exit_code, 1);
}

TEST_F(Places, TellsWhetherAConnectionOpensAndWhatStopsIt) {
    const auto client = ask("connect", host + ":443", "192.168.0.10");
    EXPECT_EQ(client.exit_code, 0) << client.out << client.err;
    EXPECT_THAT(client.out, HasSubstr("connected to 10.40."));
    const auto laptop = ask("connect", host + ":443", "laptop");
    EXPECT_EQ(laptop.exit_code, 1);
    EXPECT_THAT(laptop.out, EndsWith("i/o timeout\n"));
    const auto internet = ask("connect", "registry-1.docker.io:443", node());
    EXPECT_EQ(internet.exit_code, 1) << internet.out;
}

TEST_F(Places, SaysWhoIsMissing) {
    const auto unnamed = world->inland({"aws", "connect", host + ":443", "--port", port()});
    EXPECT_EQ(unnamed.exit_code, 2);
    EXPECT_THAT(unnamed.err, HasSubstr("--from says who asks"));
    const auto nobody = ask("connect", host + ":443", "node/nobody");
    EXPECT_EQ(nobody.exit_code, 1);
    EXPECT_THAT(nobody.out, HasSubstr("nobody is called node/nobody"));
    const auto portless = ask("connect", host, "laptop");
    EXPECT_EQ(portless.exit_code, 2);
    EXPECT_THAT(portless.err, HasSubstr("is not HOST:PORT"));
}

TEST_F(Places, LetsCurlActAsTheClientAndAsALaptop) {
    const auto origin = "https://" + host + "/version";
    for (const auto& [who, code] : {std::pair{"192.168.0.10", "200"}, {"laptop", "000"}}) {
        BackgroundProcess proxy({INLAND_BINARY, "aws", "proxy", "--from", who, "--port", port()},
                                world->variables(),
                                world->folder() / (std::string("proxy-") + who));
        const auto line = proxy.line_with("HTTPS_PROXY=");
        ASSERT_TRUE(line) << proxy.output();
        const auto got = curl(line->substr(line->find("http://")), origin);
        EXPECT_EQ(got.out, code) << got.err;
        proxy.signal(SIGINT);
        EXPECT_TRUE(proxy.wait(std::chrono::seconds(10)));
    }
}

TEST_F(Places, TakesWhoConnectsFromTheProxysUserName) {
    const auto direct = "http://192.168.0.10@127.0.0.1:" + port();
    EXPECT_EQ(curl(direct, "https://" + host + "/version").out, "200");
}

/// Whether curl, as somebody, gets a tunnel to an address: the proxy's own answer.
class PodPlaces : public Places {
  protected:
    void SetUp() override {
        Places::SetUp();
        if (!find_program("kubectl"))
            GTEST_SKIP() << "there is no kubectl on PATH";
        ASSERT_EQ(world->inland({"kubeconfig", "atlas"}).exit_code, 0);
        const auto pods =
            parse_json(world
                           ->run({*find_program("kubectl"), "get", "pods", "-n", "kube-system",
                                  "-l", "k8s-app=kube-dns", "-o", "json"})
                           .out)
                .value_or(json::value());
        name_ = string_or_empty(pods, "items.0.metadata.name");
        address_ = string_or_empty(pods, "items.0.status.podIP");
        ASSERT_FALSE(name_.empty() || address_.empty());
    }

    static std::string tunnel(const std::string& who, const std::string& address) {
        const auto proxy = "http://" + who + "@127.0.0.1:" + port();
        return world
            ->run({"curl", "-s", "--insecure", "--noproxy", "", "--proxy", proxy, "--max-time",
                   "10", "-o", "/dev/null", "-w", "%{http_connect}", "https://" + address})
            .out;
    }

    static std::vector<std::string> verdicts_of(std::string_view flow) {
        const auto proof = parse_json(world->inland({"prove", "--live", "atlas", "-o", "json"}).out)
                               .value_or(json::value());
        std::vector<std::string> verdicts;
        for (const auto& row : find_array(proof, "clusters.0.flows"))
            if (string_or_empty(row, "flow") == flow)
                verdicts.push_back(string_or_empty(row, "verdict"));
        return verdicts;
    }

    std::string name_, address_;
};

TEST_F(PodPlaces, ReachTheClientsNetworkAsIsProven) {
    EXPECT_THAT(verdicts_of("pod.client-network"),
                AllOf(::testing::Not(::testing::IsEmpty()), ::testing::Each("holds")));
    EXPECT_EQ(tunnel("pod%2Fkube-system%2F" + name_, "192.168.0.10"), "200");
}

TEST_F(PodPlaces, AreReachedByClientsOnlyWhereTheirGroupInvitesThem) {
    EXPECT_THAT(verdicts_of("client.pods"), ::testing::IsEmpty()) << "nobody is invited";
    EXPECT_EQ(tunnel("192.168.0.10", address_), "504");
    EXPECT_THAT(ask("connect", address_ + ":443", "192.168.0.10").out,
                HasSubstr("security-group-ingress"));
}

/// Replies of pods leave by their node's first interface, which they do not belong to.
TEST_F(PodPlaces, AreNotReachedFromOutsideWhileTheirNodeTranslatesForThem) {
    AwsCalls aws(*world);
    const auto cluster = aws.call("eks", "DescribeCluster", {{"name", "atlas"}});
    const auto group =
        string_or_empty(cluster, "cluster.resourcesVpcConfig.clusterSecurityGroupId");
    const json::object opened{
        {"GroupId", group},
        {"IpPermissions",
         json::array{json::object{{"IpProtocol", "tcp"},
                                  {"FromPort", 443},
                                  {"ToPort", 443},
                                  {"IpRanges", json::array{{{"CidrIp", "192.168.0.0/16"}}}}}}}};
    aws.ec2("AuthorizeSecurityGroupIngress", opened);
    EXPECT_THAT(verdicts_of("client.pods"), ::testing::Not(::testing::Contains("holds")));
    EXPECT_EQ(tunnel("192.168.0.10", address_), "504");
    aws.ec2("RevokeSecurityGroupIngress", opened);
}

}  // namespace
}  // namespace inland::testing
