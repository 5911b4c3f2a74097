// SPDX-License-Identifier: Apache-2.0
#include "tests/emulator/cluster/test_cluster.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::emulator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr auto web = "/apis/apps/v1/namespaces/default/deployments/web";

json::value body_of(const http::Response& response) {
    return parse_json(response.body).value_or(json::value{});
}

json::object deployment(json::object spec) {
    const json::object labels{{"app", "web"}};
    spec["selector"] = json::object{{"matchLabels", labels}};
    spec["template"] = json::object{
        {"metadata", json::object{{"labels", labels}}},
        {"spec", json::object{{"containers",
                               json::array{json::object{{"name", "web"}, {"image", "nginx:1"}}}}}}};
    return {{"apiVersion", "apps/v1"},
            {"kind", "Deployment"},
            {"metadata", json::object{{"name", "web"}}},
            {"spec", std::move(spec)}};
}

struct ServerSideApply : ::testing::Test {
    http::Response apply(const std::string& manager, const json::object& configuration,
                         const std::string& more = "") {
        return cluster.send_json("PATCH", web + ("?fieldManager=" + manager + more), configuration,
                                 "application/apply-patch+yaml");
    }
    json::value stored() { return body_of(cluster.get(web)); }
    std::vector<std::string> managers() {
        std::vector<std::string> names;
        const auto object = stored();
        for (const auto& entry : find_array(object, "metadata.managedFields"))
            names.push_back(string_or_empty(entry, "manager") + "/" +
                            string_or_empty(entry, "operation"));
        return names;
    }

    TestCluster cluster;
};

TEST_F(ServerSideApply, MakesTheObjectAndOwnsWhatItSaid) {
    EXPECT_EQ(apply("a", deployment({{"replicas", 2}})).status, 201);
    EXPECT_THAT(managers(), ElementsAre("a/Apply"));
    const auto fields = find_object(stored(), "metadata.managedFields.0.fieldsV1.f:spec");
    EXPECT_TRUE(fields.contains("f:replicas"));
    EXPECT_FALSE(fields.contains("f:strategy")) << "a default is nobody's";
}

TEST_F(ServerSideApply, NeedsAManager) {
    const auto refused = cluster.send_json("PATCH", web, deployment({{"replicas", 2}}),
                                           "application/apply-patch+yaml");
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.body, HasSubstr("is required for apply patch"));
}

TEST_F(ServerSideApply, RefusesToChangeWhatAnotherOwns) {
    apply("a", deployment({{"replicas", 2}}));
    const auto refused = apply("b", deployment({{"replicas", 3}}));
    EXPECT_EQ(refused.status, 409);
    const auto status = body_of(refused);
    EXPECT_EQ(find_string(status, "message"),
              "Apply failed with 1 conflict: conflict with \"a\": .spec.replicas");
    EXPECT_EQ(find_string(status, "details.causes.0.reason"), "FieldManagerConflict");
    EXPECT_EQ(find_int(stored(), "spec.replicas"), 2);
}

TEST_F(ServerSideApply, SharesWhatIsTheSameAndTakesOverByForce) {
    apply("a", deployment({{"replicas", 2}}));
    EXPECT_EQ(apply("b", deployment({{"replicas", 2}})).status, 200);
    EXPECT_EQ(apply("b", deployment({{"replicas", 3}}), "&force=true").status, 200);
    EXPECT_EQ(find_int(stored(), "spec.replicas"), 3);
    EXPECT_EQ(apply("a", deployment({{"replicas", 2}})).status, 409);
}

TEST_F(ServerSideApply, RemovesWhatIsLeftOutUnlessSomebodyElseOwnsIt) {
    apply("a", deployment({{"replicas", 2}, {"minReadySeconds", 5}}));
    apply("b", deployment({{"replicas", 2}}));
    EXPECT_EQ(apply("a", deployment({})).status, 200);
    EXPECT_EQ(find(stored(), "spec.minReadySeconds"), nullptr);
    EXPECT_EQ(find_int(stored(), "spec.replicas"), 2) << "b still owns it";
}

TEST_F(ServerSideApply, MergesListsByTheirKeys) {
    apply("a", deployment({}));
    auto side = deployment({});
    side["spec"].as_object()["template"] = json::object{
        {"spec", json::object{{"containers",
                               json::array{json::object{{"name", "side"}, {"image", "side:1"}}}}}}};
    EXPECT_EQ(apply("b", side).status, 200);
    EXPECT_EQ(find_array(stored(), "spec.template.spec.containers").size(), 2U);
    EXPECT_EQ(apply("b", deployment({})).status, 200);
    EXPECT_EQ(find_array(stored(), "spec.template.spec.containers").size(), 1U);
}

TEST_F(ServerSideApply, GivesWhatAnUpdateChangesToTheUpdater) {
    apply("a", deployment({{"replicas", 2}}));
    const json::object patch{{"spec", json::object{{"replicas", 4}}}};
    cluster.send_json("PATCH", web + std::string("?fieldManager=hand"), patch,
                      "application/merge-patch+json");
    EXPECT_THAT(managers(), ElementsAre("a/Apply", "hand/Update"));
    const auto refused = apply("a", deployment({{"replicas", 2}}));
    EXPECT_THAT(refused.body, HasSubstr("conflict with \\\"hand\\\" using apps/v1 at "));
}

TEST_F(ServerSideApply, ChangesNothingWhenAllIsAsItWas) {
    apply("a", deployment({{"replicas", 2}}));
    const auto before = find_string(stored(), "metadata.resourceVersion");
    cluster.clock.advance(std::chrono::minutes(1));
    apply("a", deployment({{"replicas", 2}}));
    EXPECT_EQ(find_string(stored(), "metadata.resourceVersion"), before);
}

TEST_F(ServerSideApply, RefusesFieldsThatTheTypeDoesNotHave) {
    const auto refused = apply("a", deployment({{"replcas", 2}}));
    EXPECT_EQ(find_string(body_of(refused), "message"),
              "failed to create typed patch object (default/web; apps/v1, Kind=Deployment): "
              ".spec.replcas: field not declared in schema");
}

TEST_F(ServerSideApply, ReadsYaml) {
    const auto answer = cluster.send(
        {.method = "PATCH",
         .target = "/api/v1/namespaces/default/configmaps/a?fieldManager=x",
         .headers = {{"Content-Type", "application/apply-patch+yaml"}},
         .body = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: \"1\"}\n"});
    EXPECT_EQ(answer.status, 201);
    EXPECT_EQ(find_string(body_of(answer), "data.x"), "1");
}

TEST_F(ServerSideApply, TriesWithoutStoring) {
    EXPECT_EQ(apply("a", deployment({}), "&dryRun=All").status, 201);
    EXPECT_EQ(cluster.get(web).status, 404);
}

}  // namespace
}  // namespace inland::emulator
