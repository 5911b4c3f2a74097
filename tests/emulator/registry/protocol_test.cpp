// SPDX-License-Identifier: Apache-2.0
// /v2/ request by request, in the words of the distribution specification and of ECR.
#include "tests/emulator/base/temporary_folder.h"
#include "tests/emulator/registry/registry_client.h"

#include <gmock/gmock.h>

namespace inland::emulator::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::string_view unknown =
    "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    "aaaaaaaaaa";

TEST(RegistryAccess, ChallengesWhoBringsNoToken) {
    RegistryClient client;
    EXPECT_EQ(client.get("/v2/").status, 200);
    EXPECT_EQ(header(client.get("/v2/"), "Docker-Distribution-Api-Version"), "registry/2.0");
    client.authorize_as("");
    const auto refused = client.get("/v2/");
    EXPECT_EQ(refused.status, 401);
    EXPECT_EQ(header(refused, "WWW-Authenticate"),
              "Basic realm=\"https://123456789012.dkr.ecr.eu-central-1.amazonaws.com/\","
              "service=\"ecr.amazonaws.com\"");
    client.authorize_as("Basic " + base64("AWS:made-up"));
    EXPECT_EQ(client.get("/v2/").status, 400);
}

TEST(RegistryAccess, AsksForANewTokenAfterTwelveHours) {
    EmulatedAwsOptions options;
    options.port = 0;
    const auto aws = EmulatedAws::create(options, knowledge::built_in()).value();
    const Caller caller{"123456789012", "eu-central-1", "arn", "key", "user"};
    const auto now = SystemClock().now();
    const auto token = registry::issue_token(aws->world(), caller, now);
    EXPECT_TRUE(registry::read_token(aws->world(), token, now + std::chrono::hours(11)));
    const auto expired = registry::read_token(aws->world(), token, now + std::chrono::hours(12));
    ASSERT_FALSE(expired);
    EXPECT_EQ(expired.error().http_status, 403);
    EXPECT_EQ(expired.error().message,
              "Your authorization token has expired. Reauthenticate and try again.");
}

TEST(RegistryAccess, KeepsOtherAccountsOut) {
    RegistryClient client;
    client.make_repository("shop");
    client.push_image("shop", "1");
    const auto token = client.call("GetAuthorizationToken", {}, "210987654321");
    client.authorize_as("Basic " +
                        string_or_empty(token, "authorizationData.0.authorizationToken"));
    const auto refused = client.get("/v2/shop/manifests/1");
    EXPECT_EQ(refused.status, 403);
    EXPECT_THAT(error_in(refused), AllOf(StartsWith("DENIED: User: arn:aws:iam::210987654321:root"),
                                         HasSubstr("ecr:BatchGetImage")));
}

TEST(Registry, NamesARepositoryThatIsNotThere) {
    RegistryClient client;
    for (const auto& response :
         {client.get("/v2/none/manifests/1"), client.get("/v2/none/tags/list"),
          client.request("POST", "/v2/none/blobs/uploads/"),
          client.get(fmt::format("/v2/none/blobs/{}", unknown))}) {
        EXPECT_EQ(response.status, 404);
        EXPECT_EQ(error_in(response),
                  "NAME_UNKNOWN: The repository with name 'none' does not exist in the registry "
                  "with id '123456789012'");
    }
    EXPECT_THAT(error_in(client.get("/v2/Bad/tags/list")), StartsWith("NAME_INVALID"));
    EXPECT_EQ(client.get("/v2/none/other").status, 405);
}

TEST(Registry, AnswersForTheRegistryThatTheHostNames) {
    RegistryClient client;
    const std::string host = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
    EXPECT_EQ(client.get("/v2/", {{"Host", host}}).status, 200);
    const auto by_host = client.get("/v2/shop/tags/list", {{"Host", host}});
    EXPECT_EQ(by_host.status, 404);
    client.make_repository("shop");
    EXPECT_EQ(client.get("/v2/shop/tags/list").status, 200);
    EXPECT_EQ(client.get("/v2/shop/tags/list", {{"Host", host}}).status, 404);
    EXPECT_EQ(
        client.get("/v2/123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/tags/list").status,
        200);
}

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

TEST(RegistryManifest, IsGivenBackAsItWasPushed) {
    RegistryClient client;
    client.make_repository("shop");
    const auto text = client.push_image("shop", "1");
    const auto digest = registry::Digest::of(text).text();
    for (const auto& reference : {std::string("1"), digest}) {
        const auto pulled = client.get("/v2/shop/manifests/" + reference);
        EXPECT_EQ(pulled.body, text);
        EXPECT_EQ(header(pulled, "Content-Type"), registry::oci_manifest);
        EXPECT_EQ(header(pulled, "Docker-Content-Digest"), digest);
        const auto head = client.request("HEAD", "/v2/shop/manifests/" + reference);
        EXPECT_EQ(header(head, "Content-Length"), std::to_string(text.size()));
    }
    EXPECT_EQ(error_in(client.get("/v2/shop/manifests/2")),
              "MANIFEST_UNKNOWN: Requested image not found");
}

TEST(RegistryManifest, NeedsItsLayersAndItsImages) {
    RegistryClient client;
    client.make_repository("shop");
    const auto layer = registry::Digest::of("layer").text();
    client.push_blob("shop", "{}");
    const auto early = client.put_manifest("shop", "1", RegistryClient::manifest({"{}", "layer"}));
    EXPECT_EQ(error_in(early),
              fmt::format("BLOB_UPLOAD_UNKNOWN: Layers with digests '[{}]' required for pushing "
                          "image into repository with name 'shop' in the registry with id "
                          "'123456789012' do not exist",
                          layer));
    const auto index = fmt::format(
        R"({{"schemaVersion":2,"mediaType":"{}","manifests":[{{"mediaType":"{}","digest":"{}","size":2}}]}})",
        registry::oci_index, registry::oci_manifest, unknown);
    EXPECT_THAT(
        error_in(client.put_manifest("shop", "all", index, registry::oci_index)),
        AllOf(StartsWith("MANIFEST_BLOB_UNKNOWN: Images with digests '["), HasSubstr(unknown)));
}

TEST(RegistryManifest, IsRefusedWhenItIsNone) {
    RegistryClient client;
    client.make_repository("shop");
    for (const auto* text : {"", "{", "[]", R"({"schemaVersion":1})",
                             R"({"schemaVersion":2,"mediaType":"text/plain"})"})
        EXPECT_THAT(error_in(client.put_manifest("shop", "1", text)),
                    StartsWith("MANIFEST_INVALID"))
            << text;
    const auto huge = client.put_manifest("shop", "1", std::string(5'000'000, ' '));
    EXPECT_EQ(huge.status, 400);
    client.push_image("shop", "1");
    EXPECT_THAT(error_in(client.put_manifest("shop", std::string(unknown),
                                             RegistryClient::manifest({"{}", "layer"}))),
                StartsWith("DIGEST_INVALID"));
    EXPECT_EQ(client.put_manifest("shop", "-bad", RegistryClient::manifest({"{}"})).status, 400);
}

TEST(RegistryManifest, OfAnImmutableTagStays) {
    RegistryClient client;
    client.call("CreateRepository",
                {{"repositoryName", "shop"}, {"imageTagMutability", "IMMUTABLE"}});
    const auto text = client.push_image("shop", "1");
    EXPECT_EQ(client.put_manifest("shop", "1", text).status, 201);
    client.push_blob("shop", "other");
    const auto refused =
        client.put_manifest("shop", "1", RegistryClient::manifest({"{}", "other"}));
    EXPECT_EQ(refused.status, 400);
    EXPECT_EQ(error_in(refused),
              "TAG_INVALID: The image tag '1' already exists in the 'shop' repository and cannot "
              "be overwritten because the tag is immutable.");
}

TEST(RegistryManifest, IsDeletedByTagAndByDigest) {
    RegistryClient client;
    client.make_repository("shop");
    const auto text = client.push_image("shop", "1");
    client.put_manifest("shop", "2", text);
    EXPECT_EQ(client.request("DELETE", "/v2/shop/manifests/1").status, 202);
    EXPECT_EQ(client.get("/v2/shop/manifests/1").status, 404);
    EXPECT_EQ(client.get("/v2/shop/manifests/2").status, 200);
    const auto digest = registry::Digest::of(text).text();
    EXPECT_EQ(client.request("DELETE", "/v2/shop/manifests/" + digest).status, 202);
    EXPECT_EQ(client.get("/v2/shop/manifests/2").status, 404);
}

TEST(RegistryTags, ComeInPages) {
    RegistryClient client;
    client.make_repository("shop");
    const auto text = client.push_image("shop", "a");
    for (const auto* tag : {"b", "c", "d"})
        client.put_manifest("shop", tag, text);
    const auto first = client.get("/v2/shop/tags/list?n=3");
    EXPECT_EQ(first.body, R"({"name":"shop","tags":["a","b","c"]})");
    EXPECT_EQ(header(first, "Link"), "</v2/shop/tags/list?last=c&n=3>; rel=\"next\"");
    const auto rest = client.get("/v2/shop/tags/list?last=c&n=3");
    EXPECT_EQ(rest.body, R"({"name":"shop","tags":["d"]})");
    EXPECT_EQ(header(rest, "Link"), "");
}

TEST(RegistryReferrers, AreThoseThatNameTheSubject) {
    RegistryClient client;
    client.make_repository("shop");
    const auto image = client.push_image("shop", "1");
    const auto subject = registry::Digest::of(image).text();
    const auto signature = RegistryClient::manifest(
        {"{}"}, {{"artifactType", "application/vnd.example.signature"},
                 {"annotations", json::object{{"by", "test"}}},
                 {"subject", json::object{{"mediaType", registry::oci_manifest},
                                          {"digest", subject},
                                          {"size", image.size()}}}});
    const auto pushed =
        client.put_manifest("shop", registry::Digest::of(signature).text(), signature);
    EXPECT_EQ(pushed.status, 201) << pushed.body;
    EXPECT_EQ(header(pushed, "OCI-Subject"), subject);
    const auto list = client.get("/v2/shop/referrers/" + subject);
    EXPECT_EQ(header(list, "Content-Type"), registry::oci_index);
    const auto document = parse_json(list.body).value();
    EXPECT_EQ(string_or_empty(document, "manifests.0.digest"),
              registry::Digest::of(signature).text());
    EXPECT_EQ(string_or_empty(document, "manifests.0.artifactType"),
              "application/vnd.example.signature");
    EXPECT_EQ(string_or_empty(document, "manifests.0.annotations.by"), "test");
    const auto filtered = client.get("/v2/shop/referrers/" + subject + "?artifactType=other");
    EXPECT_EQ(header(filtered, "OCI-Filters-Applied"), "artifactType");
    EXPECT_THAT(filtered.body, HasSubstr(R"("manifests":[])"));
}

TEST(RegistryState, SurvivesARestart) {
    const TemporaryFolder folder;
    EmulatedAwsOptions options;
    options.state = folder.path();
    std::string text;
    std::string authorization;
    {
        RegistryClient client(options);
        client.make_repository("shop");
        text = client.push_image("shop", "1");
        authorization = client.authorization();
        client.push_blob("shop", "nobody refers to it yet");
        ASSERT_TRUE(client.aws().stop());
    }
    RegistryClient client(options);
    client.authorize_as(authorization);
    EXPECT_EQ(client.get("/v2/shop/manifests/1").body, text);
    const auto layer = client.get("/v2/shop/blobs/" + registry::Digest::of("layer").text());
    EXPECT_EQ(client.fetch(header(layer, "Location")).body, "layer");
}

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
