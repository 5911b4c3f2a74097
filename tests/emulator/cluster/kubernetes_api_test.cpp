// SPDX-License-Identifier: Apache-2.0
#include "tests/emulator/cluster/test_cluster.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::emulator {
namespace {

using ::testing::HasSubstr;

json::value body_of(const http::Response& response) {
    return parse_json(response.body).value_or(json::value{});
}

const json::object config_map{{"apiVersion", "v1"},
                              {"kind", "ConfigMap"},
                              {"metadata", json::object{{"name", "settings"}}},
                              {"data", json::object{{"colour", "blue"}}}};
constexpr auto config_maps = "/api/v1/namespaces/default/configmaps";
constexpr auto settings = "/api/v1/namespaces/default/configmaps/settings";

TEST(KubernetesApi, HasWhatEveryNewClusterHas) {
    TestCluster cluster;
    EXPECT_EQ(body_of(cluster.get("/api/v1/namespaces")).at("items").as_array().size(), 4U);
    const auto dns = body_of(cluster.get("/api/v1/namespaces/kube-system/services/kube-dns"));
    EXPECT_EQ(find_string(dns, "spec.clusterIP"), "172.20.0.10");
    const auto bundle = body_of(cluster.get(std::string(config_maps) + "/kube-root-ca.crt"));
    EXPECT_THAT(std::string(find_object(bundle, "data").at("ca.crt").as_string()),
                HasSubstr("BEGIN CERTIFICATE"));
}

TEST(KubernetesApi, SaysItsVersion) {
    TestCluster cluster;
    const auto version = body_of(cluster.get("/version"));
    EXPECT_EQ(find_string(version, "major"), "1");
    EXPECT_EQ(find_string(version, "minor"), "34");
    EXPECT_THAT(string_or_empty(version, "gitVersion"), HasSubstr("v1.34."));
}

TEST(KubernetesApi, CreatesReadsChangesAndDeletes) {
    TestCluster cluster;
    const auto created = cluster.send_json("POST", config_maps, config_map);
    EXPECT_EQ(created.status, 201);
    EXPECT_EQ(find_string(body_of(cluster.get(settings)), "data.colour"), "blue");
    const json::object patch{{"data", json::object{{"colour", nullptr}, {"size", "small"}}}};
    const auto patched =
        body_of(cluster.send_json("PATCH", settings, patch, "application/merge-patch+json"));
    EXPECT_EQ(find_object(patched, "data"), (json::object{{"size", "small"}}));
    EXPECT_EQ(cluster.send({.method = "DELETE", .target = settings}).status, 200);
    const auto gone = cluster.get(settings);
    EXPECT_EQ(gone.status, 404);
    EXPECT_EQ(find_string(body_of(gone), "message"), "configmaps \"settings\" not found");
}

TEST(KubernetesApi, RefusesAnOutdatedUpdate) {
    TestCluster cluster;
    auto first = body_of(cluster.send_json("POST", config_maps, config_map));
    auto second = first;
    second.as_object()["data"].as_object()["colour"] = "red";
    EXPECT_EQ(cluster.send_json("PUT", settings, second).status, 200);
    const auto conflict = cluster.send_json("PUT", settings, first);
    EXPECT_EQ(conflict.status, 409);
    EXPECT_EQ(find_string(body_of(conflict), "reason"), "Conflict");
}

TEST(KubernetesApi, RefusesASecondOfTheSameName) {
    TestCluster cluster;
    cluster.send_json("POST", config_maps, config_map);
    const auto again = cluster.send_json("POST", config_maps, config_map);
    EXPECT_EQ(again.status, 409);
    EXPECT_EQ(find_string(body_of(again), "message"), "configmaps \"settings\" already exists");
}

TEST(KubernetesApi, RefusesNamesThatKubernetesRefuses) {
    TestCluster cluster;
    for (const auto* name : {"Upper", "-a", "a_b", ""}) {
        auto object = config_map;
        object["metadata"] = json::object{{"name", name}};
        EXPECT_EQ(cluster.send_json("POST", config_maps, object).status, 422) << name;
    }
}

TEST(KubernetesApi, RefusesBodiesThatAreNone) {
    TestCluster cluster;
    const auto post = [&](const std::string& body) {
        return cluster
            .send({.method = "POST",
                   .target = config_maps,
                   .headers = {{"Content-Type", "application/json"}},
                   .body = body})
            .status;
    };
    EXPECT_EQ(post(""), 400);
    EXPECT_EQ(post("[]"), 400);
    EXPECT_EQ(post(std::string(1000, '[')), 400);
    EXPECT_EQ(post(R"({"kind":"Secret","apiVersion":"v1","metadata":{"name":"a"}})"), 400);
}

TEST(KubernetesApi, ListsInPagesAndBySelector) {
    TestCluster cluster;
    for (const auto* name : {"a", "b", "c"}) {
        auto object = config_map;
        object["metadata"] = json::object{{"name", name}, {"labels", json::object{{"app", name}}}};
        cluster.send_json("POST", config_maps, object);
    }
    const auto page = body_of(cluster.get(std::string(config_maps) + "?limit=2"));
    EXPECT_EQ(find_array(page, "items").size(), 2U);
    EXPECT_EQ(find_int(page, "metadata.remainingItemCount"), 2);
    const auto rest = body_of(cluster.get(std::string(config_maps) + "?limit=2&continue=" +
                                          string_or_empty(page, "metadata.continue")));
    EXPECT_EQ(find_array(rest, "items").size(), 2U);
    const auto some =
        body_of(cluster.get(std::string(config_maps) + "?labelSelector=app%20in%20(a,c)"));
    EXPECT_EQ(find_array(some, "items").size(), 2U);
    const auto one =
        body_of(cluster.get(std::string(config_maps) + "?fieldSelector=metadata.name%3Db"));
    EXPECT_EQ(find_array(one, "items").size(), 1U);
    EXPECT_EQ(cluster.get(std::string(config_maps) + "?fieldSelector=data.x%3Db").status, 400);
}

TEST(KubernetesApi, PrintsTablesAsKubectlShowsThem) {
    TestCluster cluster;
    const auto table = body_of(cluster.get("/api/v1/namespaces", as_table));
    EXPECT_EQ(find_string(table, "kind"), "Table");
    EXPECT_EQ(find_string(table, "columnDefinitions.1.name"), "Status");
    EXPECT_EQ(find_string(table, "rows.0.cells.0"), "default");
    EXPECT_EQ(find_string(table, "rows.0.cells.1"), "Active");
}

TEST(KubernetesApi, WatchesFromAVersionOn) {
    TestCluster cluster;
    const auto list = body_of(cluster.get(config_maps));
    cluster.send_json("POST", config_maps, config_map);
    const auto watch =
        cluster.start({.target = std::string(config_maps) + "?watch=true&resourceVersion=" +
                                 string_or_empty(list, "metadata.resourceVersion")});
    EXPECT_THAT(watch->response()->body, HasSubstr("\"ADDED\""));
    cluster.send({.method = "DELETE", .target = settings});
    EXPECT_THAT(watch->response()->body, HasSubstr("\"DELETED\""));
}

TEST(KubernetesApi, SaysWhatAnUnprivilegedUserMayNot) {
    TestCluster cluster;
    cluster.user = {"somebody", {"system:authenticated"}};
    const auto refused = cluster.get("/api/v1/nodes");
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(find_string(body_of(refused), "message"),
              "nodes is forbidden: User \"somebody\" cannot list resource \"nodes\" in API group "
              "\"\" at the cluster scope");
    EXPECT_EQ(cluster.get("/version").status, 200);
}

TEST(KubernetesApi, GrantsWhatAccessPoliciesGrant) {
    TestCluster cluster;
    cluster.user = {"viewer", {"system:authenticated"}, {{"AmazonEKSViewPolicy", {"shop"}}}};
    EXPECT_EQ(cluster.get("/api/v1/namespaces/shop/pods").status, 200);
    EXPECT_EQ(cluster.get("/api/v1/namespaces/shop/secrets").status, 403);
    EXPECT_EQ(cluster.get("/api/v1/namespaces/default/pods").status, 403);
    cluster.user = {"admin", {"system:authenticated"}, {{"AmazonEKSClusterAdminPolicy"}}};
    EXPECT_EQ(cluster.get("/api/v1/nodes").status, 200);
}

TEST(KubernetesApi, AnswersUnknownPathsAsTheApiServerDoes) {
    TestCluster cluster;
    for (const auto* path : {"/api/v1/widgets", "/apis/example.com/v1/things", "/api/v2", "/x"})
        EXPECT_EQ(cluster.get(path).status, 404) << path;
    EXPECT_EQ(cluster.send({.method = "PUT", .target = "/api/v1/nodes"}).status, 405);
}

TEST(KubernetesApi, ForgetsEverythingWithItsCluster) {
    TestCluster cluster;
    cluster_deleted(cluster.world, cluster.key);
    cluster.world.store().erase(cluster.key);
    for (const auto& [key, document] : cluster.world.store().records())
        EXPECT_THAT(key.kind, ::testing::Not(::testing::StartsWith("kube:"))) << key.id;
    EXPECT_EQ(cluster.get("/api/v1/nodes").status, 404);
}

}  // namespace
}  // namespace inland::emulator
