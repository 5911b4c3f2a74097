// SPDX-License-Identifier: Apache-2.0
// Registries that the emulator stands in for, and what ECR caches of them.
#include "tests/emulator/registry/registry_client.h"

#include <gmock/gmock.h>

namespace inland::emulator::testing {
namespace {

TEST(StandIns, HaveWhatTheTablesNameAndNothingElse) {
    RegistryClient client;
    const std::string eks = "/v2/602401143452.dkr.ecr.eu-central-1.amazonaws.com/eks/";
    EXPECT_EQ(client.get(eks + "coredns/manifests/v1.13.2-eksbuild.7").status, 200);
    EXPECT_EQ(error_in(client.get(eks + "coredns/manifests/v0")),
              "MANIFEST_UNKNOWN: Requested image not found");
    EXPECT_EQ(error_in(client.get(eks + "none/manifests/1")),
              "NAME_UNKNOWN: The repository with name 'eks/none' does not exist in the registry "
              "with id '602401143452'");
    EXPECT_EQ(client.request("POST", eks + "coredns/blobs/uploads/").status, 403);
    client.authorize_as("");
    EXPECT_EQ(client.get(eks + "coredns/manifests/v1.13.2-eksbuild.7").status, 401);
    EXPECT_EQ(client.get("/v2/registry.k8s.io/pause/tags/list").body,
              R"({"name":"registry.k8s.io/pause","tags":["3.10","3.9"]})");
    EXPECT_EQ(client.get("/v2/pause/manifests/3.10", {{"Host", "registry.k8s.io"}}).status, 200);
    EXPECT_EQ(client.request("POST", "/v2/registry.k8s.io/pause/blobs/uploads/").status, 403);
}

TEST(StandIns, AreTheSameEveryTime) {
    const auto digest = [] {
        RegistryClient client;
        return header(client.get("/v2/registry.k8s.io/pause/manifests/3.10"),
                      "Docker-Content-Digest");
    };
    EXPECT_EQ(digest(), digest());
}

TEST(PullThroughCache, BringsAnImageOnItsFirstPull) {
    RegistryClient client;
    client.call("CreatePullThroughCacheRule",
                {{"ecrRepositoryPrefix", "k8s"}, {"upstreamRegistryUrl", "registry.k8s.io"}});
    EXPECT_EQ(client.get("/v2/k8s/none/manifests/1").status, 404);
    const auto upstream = client.get("/v2/registry.k8s.io/pause/manifests/3.10");
    const auto cached = client.get("/v2/k8s/pause/manifests/3.10");
    ASSERT_EQ(cached.status, 200) << cached.body;
    EXPECT_EQ(cached.body, upstream.body);
    const auto platform = string_or_empty(parse_json(cached.body).value(), "manifests.0.digest");
    EXPECT_EQ(client.get("/v2/k8s/pause/manifests/" + platform).status, 200);
    const auto images = client.call("DescribeImages", {{"repositoryName", "k8s/pause"}});
    EXPECT_EQ(find_array(images, "imageDetails").size(), 3U);
}

}  // namespace
}  // namespace inland::emulator::testing
