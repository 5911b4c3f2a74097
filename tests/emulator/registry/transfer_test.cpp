// SPDX-License-Identifier: Apache-2.0
// Blobs on their way in and out: uploads, mounts, downloads from the layer bucket.
#include "tests/emulator/registry/registry_client.h"

#include <gmock/gmock.h>

namespace inland::emulator::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::string_view unknown =
    "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

TEST(RegistryUpload, ComesInChunksThatMustFollowEachOther) {
    RegistryClient client;
    client.make_repository("shop");
    const auto started = client.request("POST", "/v2/shop/blobs/uploads/");
    ASSERT_EQ(started.status, 202);
    const auto place = header(started, "Location");
    const auto chunk = client.request("PATCH", place, "hello ", {{"Content-Range", "0-5"}});
    EXPECT_EQ(chunk.status, 202);
    EXPECT_EQ(header(chunk, "Range"), "0-5");
    EXPECT_EQ(client.request("PATCH", place, "x", {{"Content-Range", "9-9"}}).status, 416);
    const auto status = client.get(place);
    EXPECT_EQ(status.status, 204);
    EXPECT_EQ(header(status, "Range"), "0-5");
    const auto digest = registry::Digest::of("hello world").text();
    const auto done = client.request("PUT", place + "?digest=" + digest, "world");
    EXPECT_EQ(done.status, 201) << done.body;
    EXPECT_EQ(header(done, "Docker-Content-Digest"), digest);
    const auto head = client.request("HEAD", "/v2/shop/blobs/" + digest);
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(header(head, "Content-Length"), "11");
    EXPECT_THAT(error_in(client.get(place)), StartsWith("BLOB_UPLOAD_UNKNOWN"));
}

TEST(RegistryUpload, WithAnotherDigestIsRefusedAndCanBeCancelled) {
    RegistryClient client;
    client.make_repository("shop");
    const auto wrong = header(client.request("POST", "/v2/shop/blobs/uploads/"), "Location");
    EXPECT_THAT(error_in(client.request("PUT", fmt::format("{}?digest={}", wrong, unknown), "x")),
                StartsWith("DIGEST_INVALID"));
    EXPECT_EQ(client.get(fmt::format("/v2/shop/blobs/{}", unknown)).status, 404);
    const auto place = header(client.request("POST", "/v2/shop/blobs/uploads/"), "Location");
    EXPECT_THAT(error_in(client.request("PUT", place + "?digest=md5:1", "x")),
                StartsWith("DIGEST_INVALID"));
    EXPECT_EQ(client.request("DELETE", place).status, 204);
    EXPECT_EQ(client.get(place).status, 404);
}

TEST(RegistryUpload, IsMountedOnlyOnceAManifestNamesTheLayer) {
    RegistryClient client;
    client.make_repository("shop");
    client.make_repository("copy");
    const auto layer = client.push_blob("shop", "layer");
    const auto mount = fmt::format("/v2/copy/blobs/uploads/?mount={}&from=shop", layer);
    EXPECT_EQ(client.request("POST", mount).status, 202);
    client.push_image("shop", "1");
    const auto mounted = client.request("POST", mount);
    EXPECT_EQ(mounted.status, 201);
    EXPECT_EQ(header(mounted, "Location"), "/v2/copy/blobs/" + layer);
    EXPECT_EQ(client.request("HEAD", "/v2/copy/blobs/" + layer).status, 200);
}

TEST(RegistryDownload, IsRedirectedToTheLayerBucket) {
    RegistryClient client;
    client.make_repository("shop");
    const auto layer = client.push_blob("shop", "0123456789");
    const auto redirect = client.get("/v2/shop/blobs/" + layer);
    ASSERT_EQ(redirect.status, 307);
    const auto url = header(redirect, "Location");
    EXPECT_THAT(url,
                StartsWith(client.aws().origin() + "/prod-eu-central-1-starport-layer-bucket/"));
    EXPECT_EQ(client.fetch(url).body, "0123456789");
    EXPECT_EQ(client.fetch(url, {{"Authorization", client.authorization()}}).status, 200);
    const auto part = client.fetch(url, {{"Range", "bytes=2-4"}});
    EXPECT_EQ(part.status, 206);
    EXPECT_EQ(part.body, "234");
    EXPECT_EQ(header(part, "Content-Range"), "bytes 2-4/10");
    EXPECT_EQ(client.fetch(url, {{"Range", "bytes=10-"}}).status, 416);
}

TEST(RegistryDownload, LeadsToTheBucketsOwnNameInsideTheEmulatedWorld) {
    RegistryClient client;
    client.make_repository("shop");
    const auto layer = client.push_blob("shop", "0123456789");
    const auto url =
        header(client.get("/v2/shop/blobs/" + layer,
                          {{"Host", "123456789012.dkr.ecr.eu-central-1.amazonaws.com"}}),
               "Location");
    const std::string host =
        "prod-eu-central-1-starport-layer-bucket.s3.eu-central-1.amazonaws.com";
    ASSERT_THAT(url, StartsWith("https://" + host + "/"));
    const auto target = url.substr(url.find('/', 8));
    EXPECT_EQ(client.fetch(client.aws().origin() + target, {{"Host", host}}).body, "0123456789");
}

TEST(RegistryDownload, NeedsTheSignature) {
    RegistryClient client;
    client.make_repository("shop");
    const auto url =
        header(client.get("/v2/shop/blobs/" + client.push_blob("shop", "x")), "Location");
    auto forged = url;
    forged.back() = forged.back() == '0' ? '1' : '0';
    const auto refused = client.fetch(forged);
    EXPECT_EQ(refused.status, 403);
    EXPECT_THAT(refused.body, HasSubstr("<Code>SignatureDoesNotMatch</Code>"));
    const auto bare = client.fetch(url.substr(0, url.find('?')));
    EXPECT_EQ(bare.status, 403);
    EXPECT_THAT(bare.body, HasSubstr("<Code>AccessDenied</Code>"));
    auto old = url;
    const auto date = old.find("X-Amz-Date=") + 11;
    const auto scope = old.find("%2F") + 3;
    old.replace(date, 8, "20200101");
    old.replace(scope, 8, "20200101");
    const auto expired = client.fetch(old);
    EXPECT_EQ(expired.status, 403);
    EXPECT_THAT(expired.body, HasSubstr("Request has expired"));
}

}  // namespace
}  // namespace inland::emulator::testing
