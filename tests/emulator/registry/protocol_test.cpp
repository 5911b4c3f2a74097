// SPDX-License-Identifier: Apache-2.0
// /v2/ request by request, in the words of the distribution specification and of ECR.
#include "tests/emulator/registry/registry_client.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

namespace inland::emulator::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::string_view unknown =
    "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

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

}  // namespace
}  // namespace inland::emulator::testing
