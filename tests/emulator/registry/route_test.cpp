// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/route.h"

#include <gtest/gtest.h>

namespace inland::emulator::registry {
namespace {

struct RouteCase {
    std::string path;
    Resource resource;
    std::string name;
    std::string reference;
};

class Routes : public ::testing::TestWithParam<RouteCase> {};

TEST_P(Routes, AreRead) {
    const auto route = parse_route(GetParam().path);
    ASSERT_TRUE(route) << GetParam().path;
    EXPECT_EQ(route->resource, GetParam().resource);
    EXPECT_EQ(route->name, GetParam().name);
    EXPECT_EQ(route->reference, GetParam().reference);
}

INSTANTIATE_TEST_SUITE_P(
    Paths, Routes,
    ::testing::Values(RouteCase{"/v2", Resource::Base, "", ""},
                      RouteCase{"/v2/", Resource::Base, "", ""},
                      RouteCase{"/v2/_catalog", Resource::Catalog, "", ""},
                      RouteCase{"/v2/a/manifests/1", Resource::Manifest, "a", "1"},
                      RouteCase{"/v2/eks/pause/manifests/3.10", Resource::Manifest, "eks/pause",
                                "3.10"},
                      RouteCase{"/v2/a/blobs/manifests/1", Resource::Manifest, "a/blobs", "1"},
                      RouteCase{"/v2/a/blobs/sha256:0", Resource::Blob, "a", "sha256:0"},
                      RouteCase{"/v2/a/blobs/sha256%3A0", Resource::Blob, "a", "sha256:0"},
                      RouteCase{"/v2/a/blobs/uploads", Resource::Uploads, "a", ""},
                      RouteCase{"/v2/a/blobs/uploads/", Resource::Uploads, "a", ""},
                      RouteCase{"/v2/a/b/blobs/uploads/id", Resource::Upload, "a/b", "id"},
                      RouteCase{"/v2/tags/tags/list", Resource::Tags, "tags", ""},
                      RouteCase{"/v2/a/referrers/sha256:0", Resource::Referrers, "a", "sha256:0"}));

TEST(Routes, OfOtherFormsAreNone) {
    for (const auto* path : {"", "/", "/v1/", "/v2x", "/v2/a", "/v2/a/b/c", "/v2//",
                             "/v2/tags/list", "/v2/manifests/1", "/v2/a/manifests/"})
        EXPECT_FALSE(parse_route(path)) << path;
}

TEST(RepositoryName, IsWhatEcrTakes) {
    for (const auto* name : {"ab", "a/b", "eks/kube-proxy", "a.b_c__d---e/f1", "a0"})
        EXPECT_TRUE(is_repository_name(name)) << name;
    for (const auto* name :
         {"", "a", "A/b", "a//b", "/ab", "ab/", "a..b", "a___b", "a-", "-a", "a/.b", "a b", "a\n"})
        EXPECT_FALSE(is_repository_name(name)) << name;
    EXPECT_FALSE(is_repository_name(std::string(257, 'a')));
}

}  // namespace
}  // namespace inland::emulator::registry
