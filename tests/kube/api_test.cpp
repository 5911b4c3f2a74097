// SPDX-License-Identifier: Apache-2.0
#include "kube/api.h"

#include <map>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::kube {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// An API server that knows its groups and answers as it was told.
class FakeServer final : public http::Client {
  public:
    FakeServer() {
        answers["GET /apis/apps/v1"] = {
            200,
            {},
            R"({"resources": [{"name": "deployments", "kind": "Deployment", "namespaced": true},
                {"name": "deployments/status", "kind": "Deployment", "namespaced": true}]})"};
        answers["GET /api/v1"] = {
            200,
            {},
            R"({"resources": [{"name": "namespaces", "kind": "Namespace", "namespaced": false},
                {"name": "secrets", "kind": "Secret", "namespaced": true}]})"};
    }

    Result<http::Response> send(const http::Request& request, std::stop_token /*stop*/) override {
        requests.push_back(request);
        const auto found = answers.find(request.method + " " + request.target);
        if (found != answers.end())
            return found->second;
        return http::Response{404, {}, R"({"kind": "Status", "message": "not here"})"};
    }

    std::map<std::string, http::Response> answers;
    std::vector<http::Request> requests;
};

struct World {
    FakeServer server;
    int tokens = 0;
    Api api{server, "https://cluster.example", [this](std::stop_token) -> Result<std::string> {
                ++tokens;
                return std::string("secret-token");
            }};
};

const ObjectName deployment{"apps/v1", "Deployment", "kube-system", "autoscaler"};
constexpr auto deployment_path = "/apis/apps/v1/namespaces/kube-system/deployments/autoscaler";

TEST(KubernetesApi, AsksOnceWhereAKindIsServed) {
    World world;
    EXPECT_EQ(world.api.get(deployment, {})->has_value(), false);
    EXPECT_EQ(world.api.get(deployment, {})->has_value(), false);
    ASSERT_EQ(world.server.requests.size(), 3U);
    EXPECT_EQ(world.server.requests[0].target, "/apis/apps/v1");
    EXPECT_EQ(world.server.requests[2].target, deployment_path);
    EXPECT_EQ(world.tokens, 3) << "tokens expire: one for each request";
    EXPECT_EQ(world.server.requests[2].headers.get("Authorization"), "Bearer secret-token");
}

TEST(KubernetesApi, HasNothingOfAKindThatIsNotServed) {
    World world;
    const auto found = world.api.get({"apps/v1", "Widget", "", "a"}, {});
    ASSERT_TRUE(found);
    EXPECT_FALSE(found->has_value());
}

TEST(KubernetesApi, AppliesAsInlandAndByForce) {
    World world;
    const auto target = std::string(deployment_path) + "?fieldManager=inland&force=true";
    world.server.answers["PATCH " + target] = {201, {}, R"({"kind": "Deployment"})"};
    const json::object object{{"apiVersion", "apps/v1"},
                              {"kind", "Deployment"},
                              {"metadata", {{"name", "autoscaler"}, {"namespace", "kube-system"}}}};
    const auto applied = world.api.apply(object, {});
    ASSERT_TRUE(applied) << applied.error().message;
    const auto& sent = world.server.requests.back();
    EXPECT_EQ(sent.headers.get("Content-Type"), "application/apply-patch+yaml");
    EXPECT_EQ(parse_json(sent.body), json::value(object));
}

TEST(KubernetesApi, SaysWhyItRefusesAndNotWhatWasSent) {
    World world;
    world.server.answers["PATCH /api/v1/namespaces/a/secrets/s?fieldManager=inland&force=true"] = {
        403, {}, R"({"kind": "Status", "reason": "Forbidden", "message": "no rights here"})"};
    const json::object secret{{"apiVersion", "v1"},
                              {"kind", "Secret"},
                              {"metadata", {{"name", "s"}, {"namespace", "a"}}},
                              {"stringData", {{"password", "hunter2"}}}};
    const auto applied = world.api.apply(secret, {});
    ASSERT_FALSE(applied);
    EXPECT_EQ(applied.error().kind, ErrorKind::AccessDenied);
    EXPECT_EQ(applied.error().code, "Forbidden");
    EXPECT_THAT(applied.error().message, HasSubstr("no rights here"));
    EXPECT_THAT(applied.error().message, Not(HasSubstr("hunter2")));
    EXPECT_THAT(applied.error().message, Not(HasSubstr("secret-token")));
}

TEST(KubernetesApi, RemovesWithAllThatBelongsToItAndBearsThatItIsGone) {
    World world;
    EXPECT_TRUE(world.api.remove({"v1", "Namespace", "", "shop"}, {}));
    EXPECT_EQ(world.server.requests.back().method, "DELETE");
    EXPECT_EQ(world.server.requests.back().target,
              "/api/v1/namespaces/shop?propagationPolicy=Background");
}

TEST(KubernetesApi, IsOutOfReachWhenItFails) {
    World world;
    world.server.answers[std::string("GET ") + deployment_path] = {503, {}, "upstream"};
    const auto found = world.api.get(deployment, {});
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, ErrorKind::Unavailable);
}

}  // namespace
}  // namespace inland::kube
