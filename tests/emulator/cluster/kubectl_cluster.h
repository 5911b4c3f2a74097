// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/credentials/credentials.h"
#include "aws/eks_token.h"
#include "core/crypto.h"
#include "emulator/cluster/cluster_api.h"
#include "emulator/proxy.h"
#include "http/server.h"
#include "tests/emulator/machine/private_cluster.h"
#include "tests/support/process.h"

#include <fstream>
#include <future>
#include <memory>
#include <string>
#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace inland::emulator::testing {

using inland::testing::ProcessResult;
using inland::testing::run_shell;

/// The kubectl of this machine, on the client's side of an emulated private cluster with one node.
struct Kubectl : ::testing::Test {
    void SetUp() override {
        if (!inland::testing::find_program("kubectl"))
            GTEST_SKIP() << "kubectl is not installed";
        cluster.make_nodes(node_count);
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

    /// A manifest, as a file for `kubectl -f`.
    std::string file(const std::string& name, const std::string& text) {
        const auto path = folder.path() / name;
        std::ofstream(path) << text;
        return path.string();
    }
    /// What has been emulated goes on by that much: images are pulled, jobs end.
    void pass(std::chrono::minutes time) {
        std::promise<void> passed;
        server->post([&] {
            cluster.aws.pass(time);
            passed.set_value();
        });
        passed.get_future().wait();
    }

    std::int64_t node_count = 1;
    PrivateCluster cluster;
    json::object description;
    TemporaryFolder folder;
    std::unique_ptr<http::Server> server;
    std::thread thread;
};

}  // namespace inland::emulator::testing
