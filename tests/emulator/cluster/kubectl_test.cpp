// SPDX-License-Identifier: Apache-2.0
#include "aws/credentials/credentials.h"
#include "aws/eks_token.h"
#include "core/crypto.h"
#include "emulator/cluster/cluster_api.h"
#include "emulator/proxy.h"
#include "http/server.h"
#include "tests/emulator/machine/private_cluster.h"
#include "tests/support/process.h"

#include <array>
#include <cstdio>
#include <fstream>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace inland::emulator::testing {
namespace {

using inland::testing::ProcessResult;
using inland::testing::run_shell;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

/// The kubectl of this machine, on the client's side of an emulated private cluster with one node.
struct Kubectl : ::testing::Test {
    void SetUp() override {
        if (!inland::testing::find_program("kubectl"))
            GTEST_SKIP() << "kubectl is not installed";
        cluster.make_nodes(1);
        cluster.aws.pass(std::chrono::minutes(5));
        auto listening = http::Server::listen(
            {},
            [](const http::Request&, http::Responder responder) { responder.send({404, {}, ""}); },
            [this](const http::Request& request, auto decide) {
                answer_connect({cluster.aws.world(), {}}, request, std::move(decide));
            });
        ASSERT_TRUE(listening.has_value());
        server = std::move(*listening);
        use_wall_timer(cluster.aws.world(), [this](auto delay, auto task) {
            server->post_after(delay, std::move(task));
        });
        description =
            find_object(cluster.aws.must("eks", "DescribeCluster", {{"name", "atlas"}}), "cluster");
        thread = std::thread([this] { EXPECT_TRUE(server->run().has_value()); });
    }
    void TearDown() override {
        if (server == nullptr)
            return;
        server->stop();
        thread.join();
    }

    std::string token(const std::string& cluster_name = "atlas") {
        return aws::eks_token({"123456789012", aws::Secret("test")},
                              {"https://sts.eu-central-1.amazonaws.com", "sts", "eu-central-1"},
                              cluster_name, SystemClock().now())
            .value_or("");
    }

    std::string kubeconfig(const std::string& who, const std::string& bearer) {
        const auto path = folder.path() / "config";
        std::ofstream(path) << fmt::format(
            "apiVersion: v1\nkind: Config\ncurrent-context: c\n"
            "contexts: [{{name: c, context: {{cluster: c, user: u}}}}]\n"
            "clusters: [{{name: c, cluster: {{server: '{}', proxy-url: 'http://{}@127.0.0.1:{}', "
            "certificate-authority-data: {}}}}}]\n"
            "users: [{{name: u, user: {{token: '{}'}}}}]\n",
            string_or_empty(description, "endpoint"), who, server->port(),
            string_or_empty(description, "certificateAuthority.data"), bearer);
        return path.string();
    }

    ProcessResult kubectl(const std::string& arguments, const std::string& who = "192.168.0.10") {
        return run_shell(fmt::format("HOME='{}' KUBECONFIG='{}' timeout 30 kubectl {}",
                                     folder.path().string(), kubeconfig(who, token()), arguments));
    }

    PrivateCluster cluster;
    json::object description;
    TemporaryFolder folder;
    std::unique_ptr<http::Server> server;
    std::thread thread;
};

TEST_F(Kubectl, SeesNodesAndPods) {
    EXPECT_THAT(kubectl("get nodes").out,
                AllOf(HasSubstr("NAME"), HasSubstr(" Ready "), HasSubstr("v1.34.")));
    EXPECT_THAT(kubectl("get nodes -o wide").out,
                AllOf(HasSubstr("Amazon Linux 2023"), HasSubstr("containerd://")));
    EXPECT_THAT(kubectl("get pods -A").out,
                AllOf(HasSubstr("aws-node-"), HasSubstr("coredns-"), HasSubstr("kube-proxy-"),
                      HasSubstr("Running"), Not(HasSubstr("Err"))));
    EXPECT_THAT(kubectl("describe node").out,
                AllOf(HasSubstr("ProviderID:"), HasSubstr("KubeletReady"), HasSubstr("NodeReady"),
                      Not(HasSubstr("Failed to get"))));
}

TEST_F(Kubectl, WritesAndReadsObjects) {
    EXPECT_THAT(kubectl("create configmap a --from-literal=x=y").out,
                HasSubstr("configmap/a created"));
    EXPECT_THAT(kubectl("label configmap a app=web").out, HasSubstr("labeled"));
    EXPECT_THAT(kubectl("get configmap -l app=web -o jsonpath='{.items[0].data.x}'").out,
                HasSubstr("y"));
    EXPECT_THAT(kubectl("create namespace shop").out, HasSubstr("created"));
    EXPECT_THAT(kubectl("create deployment web --image=nginx -n shop --replicas=2").out,
                HasSubstr("created"));
    EXPECT_THAT(kubectl("scale deployment web -n shop --replicas=1").out, HasSubstr("scaled"));
    EXPECT_THAT(kubectl("get deployment web -n shop").out, HasSubstr("0/1"));
    EXPECT_THAT(kubectl("delete namespace shop").out, HasSubstr("deleted"));
    EXPECT_THAT(kubectl("delete configmap a").out, HasSubstr("deleted"));
    EXPECT_THAT(kubectl("get configmap a").out,
                HasSubstr("Error from server (NotFound): configmaps \"a\" not found"));
}

TEST_F(Kubectl, AsksWhatItMayDoAndWhatThereIs) {
    EXPECT_THAT(kubectl("auth can-i create pods").out, HasSubstr("yes"));
    EXPECT_THAT(kubectl("version").out, HasSubstr("Server Version: v1.34."));
    EXPECT_THAT(kubectl("api-resources").out,
                AllOf(HasSubstr("daemonsets"), HasSubstr("apps/v1"), HasSubstr("leases")));
}

TEST_F(Kubectl, Watches) {
    const auto output = kubectl("get nodes -w --request-timeout=2s");
    EXPECT_THAT(output.out, HasSubstr(" Ready "));
}

TEST_F(Kubectl, DoesNotGetInFromALaptop) {
    const auto output = kubectl("get nodes", "laptop");
    EXPECT_NE(output.exit_code, 0);
    EXPECT_THAT(output.out, HasSubstr("i/o timeout"));
}

TEST_F(Kubectl, DoesNotGetInWithATokenForAnotherCluster) {
    const auto output =
        run_shell(fmt::format("HOME='{}' KUBECONFIG='{}' timeout 30 kubectl get nodes",
                              folder.path().string(), kubeconfig("192.168.0.10", token("other"))));
    EXPECT_NE(output.exit_code, 0);
    EXPECT_THAT(output.out, HasSubstr("You must be logged in to the server"));
}

}  // namespace
}  // namespace inland::emulator::testing
