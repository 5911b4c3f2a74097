// SPDX-License-Identifier: Apache-2.0
#include "tests/emulator/cluster/test_cluster.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::emulator {
namespace {

using ::testing::HasSubstr;

const std::string roles = "/apis/rbac.authorization.k8s.io/v1/";
const cluster::User administrator{"admin", {"system:masters", "system:authenticated"}};
const cluster::User visitor{"joe", {"visitors", "system:authenticated"}};

json::object named(std::string_view kind, std::string_view name) {
    return {{"apiVersion", "rbac.authorization.k8s.io/v1"},
            {"kind", kind},
            {"metadata", json::object{{"name", name}}}};
}

json::object role(std::string_view kind, std::string_view name, json::object rule) {
    auto object = named(kind, name);
    object["rules"] = json::array{std::move(rule)};
    return object;
}

json::object binding(std::string_view kind, std::string_view role_kind, std::string_view role_name,
                     std::string_view group) {
    auto object = named(kind, "b-" + std::string(role_name));
    object["roleRef"] = json::object{
        {"apiGroup", "rbac.authorization.k8s.io"}, {"kind", role_kind}, {"name", role_name}};
    object["subjects"] = json::array{json::object{{"kind", "Group"}, {"name", group}}};
    return object;
}

struct RoleBindings : ::testing::Test {
    /// As the administrator.
    int make(const std::string& path, const json::object& object) {
        cluster.user = administrator;
        return cluster.send_json("POST", roles + path, object).status;
    }
    int get_as_visitor(const std::string& path) {
        cluster.user = visitor;
        return cluster.get(path).status;
    }

    TestCluster cluster;
};

TEST_F(RoleBindings, GiveWhatTheRoleSaysInTheirNamespaceOnly) {
    EXPECT_EQ(get_as_visitor("/api/v1/namespaces/default/pods"), 403);
    make("namespaces/default/roles",
         role("Role", "reader",
              {{"apiGroups", {""}}, {"resources", {"pods"}}, {"verbs", {"get", "list"}}}));
    make("namespaces/default/rolebindings", binding("RoleBinding", "Role", "reader", "visitors"));
    EXPECT_EQ(get_as_visitor("/api/v1/namespaces/default/pods"), 200);
    EXPECT_EQ(get_as_visitor("/api/v1/namespaces/kube-system/pods"), 403);
    EXPECT_EQ(get_as_visitor("/api/v1/namespaces/default/secrets"), 403);
}

TEST_F(RoleBindings, GiveSingleObjectsByName) {
    make("namespaces/default/roles", role("Role", "one",
                                          {{"apiGroups", {""}},
                                           {"resources", {"configmaps"}},
                                           {"resourceNames", {"kube-root-ca.crt"}},
                                           {"verbs", {"get"}}}));
    make("namespaces/default/rolebindings", binding("RoleBinding", "Role", "one", "visitors"));
    EXPECT_EQ(get_as_visitor("/api/v1/namespaces/default/configmaps/kube-root-ca.crt"), 200);
    EXPECT_EQ(get_as_visitor("/api/v1/namespaces/default/configmaps/other"), 403);
}

TEST_F(RoleBindings, GiveTheRolesThatEveryClusterHas) {
    make("namespaces/default/rolebindings",
         binding("RoleBinding", "ClusterRole", "view", "visitors"));
    EXPECT_EQ(get_as_visitor("/apis/apps/v1/namespaces/default/deployments"), 200);
    EXPECT_EQ(get_as_visitor("/api/v1/namespaces/default/secrets"), 403);
}

TEST_F(RoleBindings, GivePaths) {
    make("clusterroles",
         role("ClusterRole", "metrics", {{"nonResourceURLs", {"/metrics"}}, {"verbs", {"get"}}}));
    make("clusterrolebindings",
         binding("ClusterRoleBinding", "ClusterRole", "metrics", "visitors"));
    EXPECT_EQ(get_as_visitor("/metrics"), 404) << "admitted, and not there";
    EXPECT_EQ(get_as_visitor("/logs"), 403);
}

TEST_F(RoleBindings, AggregateRoles) {
    auto part = role("ClusterRole", "shirts-view",
                     {{"apiGroups", {"storage.k8s.io"}},
                      {"resources", {"storageclasses"}},
                      {"verbs", {"list"}}});
    part["metadata"].as_object()["labels"] =
        json::object{{"rbac.authorization.k8s.io/aggregate-to-view", "true"}};
    make("clusterroles", part);
    make("clusterrolebindings", binding("ClusterRoleBinding", "ClusterRole", "view", "visitors"));
    EXPECT_EQ(get_as_visitor("/apis/storage.k8s.io/v1/storageclasses"), 200);
}

TEST_F(RoleBindings, AreNotMadeByWhoHasLess) {
    make("clusterroles", role("ClusterRole", "binder",
                              {{"apiGroups", {"rbac.authorization.k8s.io"}},
                               {"resources", {"rolebindings", "roles"}},
                               {"verbs", {"create"}}}));
    make("clusterrolebindings", binding("ClusterRoleBinding", "ClusterRole", "binder", "visitors"));
    cluster.user = visitor;
    const auto refused =
        cluster.send_json("POST", roles + "namespaces/default/rolebindings",
                          binding("RoleBinding", "ClusterRole", "cluster-admin", "visitors"));
    EXPECT_EQ(refused.status, 403);
    EXPECT_THAT(refused.body, HasSubstr("is attempting to grant RBAC permissions not currently "
                                        "held:\\n{APIGroups:[\\\"*\\\"]"));
}

TEST_F(RoleBindings, LetNobodyElseActAsAnother) {
    cluster.user = administrator;
    const auto as_joe = [&] {
        return cluster
            .send({.target = "/api/v1/namespaces/default/pods",
                   .headers = {{"Impersonate-User", "joe"}}})
            .body;
    };
    EXPECT_THAT(as_joe(), HasSubstr("User \\\"joe\\\" cannot list resource \\\"pods\\\""));
    cluster.user = visitor;
    EXPECT_THAT(as_joe(), HasSubstr("cannot impersonate resource \\\"users\\\""));
}

}  // namespace
}  // namespace inland::emulator
