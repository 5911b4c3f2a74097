// SPDX-License-Identifier: Apache-2.0
#include "oci/manifest.h"

#include "oci/media_types.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::oci {
namespace {

using testing::HasSubstr;

std::string descriptor(std::string_view content, std::string_view type,
                       std::string_view more = "") {
    return fmt::format(R"({{"mediaType":"{}","digest":"{}","size":{}{}}})", type,
                       Digest::of(content).text(), content.size(), more);
}

std::string image(std::string_view type, std::string_view layers, std::string_view more = "") {
    return fmt::format(R"({{"schemaVersion":2,"mediaType":"{}","config":{},"layers":[{}]{}}})",
                       type, descriptor("config", media_type::oci_config), layers, more);
}

std::string refusal(std::string_view text, std::string_view content_type = "") {
    const auto manifest = parse_manifest(text, content_type);
    if (manifest)
        return "taken";
    EXPECT_EQ(manifest.error().kind, ErrorKind::InvalidInput);
    return manifest.error().message;
}

TEST(ManifestTest, ReadsImagesOfBothFamilies) {
    const auto layer = descriptor("layer", "application/vnd.oci.image.layer.v1.tar+zstd");
    for (const auto type : {media_type::oci_manifest, media_type::docker_manifest}) {
        const auto manifest = parse_manifest(image(type, layer + "," + layer), type);
        ASSERT_TRUE(manifest) << manifest.error().message;
        EXPECT_EQ(manifest->kind, ManifestKind::Image);
        EXPECT_EQ(manifest->layers.size(), 2U);
        EXPECT_EQ(blobs_of(*manifest).size(), 2U) << "the config, and the layer once";
        EXPECT_EQ(blobs_of(*manifest)[0].digest, Digest::of("config"));
    }
}

TEST(ManifestTest, ReadsIndexesWithPlatforms) {
    const auto child =
        descriptor("child", media_type::oci_manifest,
                   R"(,"platform":{"os":"linux","architecture":"arm","variant":"v7",)"
                   R"("os.version":"1.2"})");
    const auto text = fmt::format(R"({{"schemaVersion":2,"manifests":[{}]}})", child);
    const auto manifest = parse_manifest(text, "");
    ASSERT_TRUE(manifest) << manifest.error().message;
    EXPECT_EQ(manifest->media_type, media_type::oci_index);
    EXPECT_EQ(manifest->kind, ManifestKind::Index);
    ASSERT_EQ(manifest->manifests.size(), 1U);
    EXPECT_EQ(manifest->manifests[0].platform, (Platform{"linux", "arm", "v7", "1.2"}));
    EXPECT_TRUE(blobs_of(*manifest).empty());
}

TEST(ManifestTest, ReadsArtifactsWithSubjects) {
    const auto subject = fmt::format(R"(,"subject":{},"artifactType":"application/x.signature")",
                                     descriptor("image", media_type::oci_manifest));
    const auto manifest = parse_manifest(
        image(media_type::oci_manifest, descriptor("sig", "application/x.signature"), subject), "");
    ASSERT_TRUE(manifest) << manifest.error().message;
    ASSERT_TRUE(manifest->subject);
    EXPECT_EQ(manifest->subject->digest, Digest::of("image"));
    EXPECT_EQ(manifest->artifact_type, "application/x.signature");

    const auto draft = fmt::format(R"({{"mediaType":"{}","blobs":[{}]}})", media_type::oci_artifact,
                                   descriptor("sbom", "text/spdx"));
    const auto artifact = parse_manifest(draft, media_type::oci_artifact);
    ASSERT_TRUE(artifact) << artifact.error().message;
    EXPECT_EQ(blobs_of(*artifact).size(), 1U);
}

TEST(ManifestTest, LeavesForeignLayersToOthers) {
    const auto manifest = parse_manifest(
        image(media_type::docker_manifest,
              descriptor("base", "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip")),
        "");
    ASSERT_TRUE(manifest);
    EXPECT_EQ(blobs_of(*manifest).size(), 1U);
}

TEST(ManifestTest, RefusesSchema1ByName) {
    EXPECT_THAT(refusal(R"({"schemaVersion":1,"name":"a","fsLayers":[]})"), HasSubstr("schema 1"));
    EXPECT_THAT(refusal("{}", media_type::docker_signed_schema1), HasSubstr("schema 1"));
}

TEST(ManifestTest, RefusesWhatLiesAboutItsKind) {
    EXPECT_THAT(refusal(image(media_type::oci_manifest, ""), media_type::oci_index),
                HasSubstr("calls itself"));
    EXPECT_EQ(refusal(image(media_type::oci_manifest, ""), "application/json"), "taken");
    EXPECT_THAT(refusal(R"({"schemaVersion":2})"), HasSubstr("neither"));
    EXPECT_THAT(refusal(R"({"schemaVersion":2})", "text/html"), HasSubstr("text/html"));
}

TEST(ManifestTest, SaysWhichReferenceIsWrong) {
    EXPECT_THAT(refusal(image(media_type::oci_manifest, R"({"digest":"sha256:../x","size":1})")),
                HasSubstr("layers[0]"));
    for (const auto size : {"-1", "\"5\"", "99999999999999999"})
        EXPECT_THAT(
            refusal(image(media_type::oci_manifest, fmt::format(R"({{"digest":"{}","size":{}}})",
                                                                Digest::of("").text(), size))),
            HasSubstr("layers[0]: its size"));
    EXPECT_THAT(refusal(R"({"schemaVersion":2,"layers":[]})"), HasSubstr("no config"));
    EXPECT_THAT(refusal(R"({"schemaVersion":2,"manifests":{}})"), HasSubstr("no list"));
}

TEST(ManifestTest, RefusesWhatIsTooLargeOrDeep) {
    EXPECT_THAT(refusal(std::string(max_manifest_bytes + 1, ' ')), HasSubstr("larger than 4 MiB"));
    EXPECT_NE(refusal(std::string(100'000, '[')), "taken");
    EXPECT_NE(refusal(""), "taken");
    std::string layers;
    for (std::size_t i = 0; i <= max_manifest_references; ++i)
        layers += i == 0 ? "1" : ",1";
    EXPECT_THAT(refusal(image(media_type::oci_manifest, layers)), HasSubstr("more than"));
}

TEST(PlatformTest, ReadsWhatUsersWrite) {
    EXPECT_EQ(Platform::parse("linux/arm64")->text(), "linux/arm64");
    EXPECT_EQ(Platform::parse("linux/arm/v7")->variant, "v7");
    for (const auto* wrong : {"", "linux", "linux/", "/amd64", "a/b/c/d", "linux/AMD64", "a b/c"})
        EXPECT_FALSE(Platform::parse(wrong)) << wrong;
}

TEST(PlatformTest, MatchesWhatTheWishLeavesOpen) {
    const Platform armv8{"linux", "arm64", "v8"};
    EXPECT_TRUE(matches({"linux", "arm64"}, armv8));
    EXPECT_TRUE(matches(armv8, {"linux", "arm64"}));
    EXPECT_FALSE(matches({"linux", "arm", "v6"}, {"linux", "arm", "v7"}));
    EXPECT_FALSE(matches({"linux", "amd64"}, {"windows", "amd64"}));
    EXPECT_TRUE(matches({"windows", "amd64"}, {"windows", "amd64", "", "10.0.1"}));
}

}  // namespace
}  // namespace inland::oci
