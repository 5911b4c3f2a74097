// SPDX-License-Identifier: Apache-2.0
// Whom the API server asks before it stores an object, and what becomes of it when nobody answers.
#include "emulator/cluster/api/objects.h"
#include "emulator/cluster/workloads/mounts.h"
#include "tests/emulator/cluster/test_cluster.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::emulator {
namespace {

using ::testing::HasSubstr;

constexpr auto webhooks = "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";
constexpr auto maps = "/api/v1/namespaces/default/configmaps";

/// A webhook of a Service that is not there, with `more` in it.
json::value configuration(std::string_view more) {
    return *parse_json(fmt::format(
        R"({{"apiVersion": "admissionregistration.k8s.io/v1",
             "kind": "ValidatingWebhookConfiguration", "metadata": {{"name": "hook"}},
             "webhooks": [{{"name": "a.example.com", "admissionReviewVersions": ["v1"],
               "sideEffects": "None", {}
               "clientConfig": {{"service": {{"name": "hook", "namespace": "hooks",
                                            "path": "/a"}}}}}}]}})",
        more));
}

json::value map(std::string_view labels = "{}") {
    return *parse_json(fmt::format(R"({{"apiVersion": "v1", "kind": "ConfigMap",
        "metadata": {{"name": "a", "labels": {}}}}})",
                                   labels));
}

constexpr std::string_view of_maps =
    R"("rules": [{"apiGroups": [""], "apiVersions": ["v1"], "operations": ["CREATE"],
                  "resources": ["configmaps"]}],)";

int status_of_map(std::string_view webhook, std::string_view labels = "{}") {
    TestCluster cluster;
    EXPECT_EQ(cluster.send_json("POST", webhooks, configuration(webhook)).status, 201);
    return cluster.send_json("POST", maps, map(labels)).status;
}

TEST(Admission, FailsInTheApiServersWordsWhereNobodyAnswers) {
    TestCluster cluster;
    cluster.send_json("POST", webhooks, configuration(of_maps));
    const auto refused = cluster.send_json("POST", maps, map());
    EXPECT_EQ(refused.status, 500);
    const auto status = *parse_json(refused.body);
    EXPECT_EQ(string_or_empty(status, "reason"), "InternalError");
    EXPECT_EQ(string_or_empty(status, "message"),
              "Internal error occurred: failed calling webhook \"a.example.com\": failed to call "
              "webhook: Post \"https://hook.hooks.svc:443/a?timeout=10s\": service \"hook\" not "
              "found");
    EXPECT_EQ(cluster.get(std::string(maps) + "/a").status, 404) << "nothing was stored";
}

TEST(Admission, AsksOnlyThoseWhoseRulesAndSelectorsMatch) {
    EXPECT_EQ(status_of_map(std::string(of_maps) + R"("failurePolicy": "Ignore",)"), 201);
    EXPECT_EQ(status_of_map(R"("rules": [{"apiGroups": [""], "apiVersions": ["v1"],
        "operations": ["UPDATE"], "resources": ["configmaps"]}],)"),
              201);
    EXPECT_EQ(status_of_map(R"("rules": [{"apiGroups": ["*"], "apiVersions": ["*"],
        "operations": ["*"], "resources": ["*"]}],)"),
              500);
    const auto selecting =
        std::string(of_maps) + R"("objectSelector": {"matchLabels": {"asked": "yes"}},)";
    EXPECT_EQ(status_of_map(selecting), 201);
    EXPECT_EQ(status_of_map(selecting, R"({"asked": "yes"})"), 500);
    EXPECT_EQ(status_of_map(std::string(of_maps) +
                            R"("namespaceSelector": {"matchLabels": {"asked": "yes"}},)"),
              201);
}

TEST(Admission, LetsABrokenWebhookBeMended) {
    TestCluster cluster;
    const auto everything = configuration(R"("rules": [{"apiGroups": ["*"], "apiVersions": ["*"],
        "operations": ["*"], "resources": ["*"]}],)");
    EXPECT_EQ(cluster.send_json("POST", webhooks, everything).status, 201);
    EXPECT_EQ(cluster.send({.method = "DELETE", .target = "/api/v1/namespaces/kube-system"}).status,
              500);
    EXPECT_EQ(cluster.send({.method = "DELETE", .target = std::string(webhooks) + "/hook"}).status,
              200);
}

TEST(Service, KeepsTheClassOfItsLoadBalancer) {
    TestCluster cluster;
    const std::string services = "/api/v1/namespaces/default/services";
    const auto service = *parse_json(
        R"({"apiVersion": "v1", "kind": "Service", "metadata": {"name": "shop"},
            "spec": {"type": "LoadBalancer", "ports": [{"port": 80}]}})");
    EXPECT_EQ(cluster.send_json("POST", services, service).status, 201);
    const auto changed =
        cluster.send_json("PATCH", services + "/shop",
                          *parse_json(R"({"spec": {"loadBalancerClass": "service.k8s.aws/nlb"}})"),
                          "application/merge-patch+json");
    EXPECT_EQ(changed.status, 422);
    EXPECT_THAT(changed.body, HasSubstr("may not change once set"));
}

TEST(Mounts, WaitForWhatMustBeThere) {
    TestCluster cluster;
    const cluster::Objects objects(cluster.world, cluster.key);
    const auto pod = [](std::string_view volume) {
        return parse_json(fmt::format(R"({{"metadata": {{"name": "a", "namespace": "default"}},
            "spec": {{"volumes": [{{"name": "cert", {}}}]}}}})",
                                      volume))
            ->as_object();
    };
    EXPECT_EQ(cluster::missing_mount(objects, pod(R"("secret": {"secretName": "tls"})")),
              "MountVolume.SetUp failed for volume \"cert\" : secret \"tls\" not found");
    EXPECT_FALSE(cluster::missing_mount(
        objects, pod(R"("secret": {"secretName": "tls", "optional": true})")));
    EXPECT_FALSE(
        cluster::missing_mount(objects, pod(R"("configMap": {"name": "kube-root-ca.crt"})")));
    EXPECT_FALSE(cluster::missing_mount(objects, pod(R"("emptyDir": {})")));
}

}  // namespace
}  // namespace inland::emulator
