// SPDX-License-Identifier: Apache-2.0
#include "oci/layout/bundle.h"

#include "oci/layout/layout_check.h"
#include "oci/layout/tar_writer.h"
#include "oci/media_types.h"
#include "tests/oci/memory.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::oci {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::string_view layer_type = "application/vnd.oci.image.layer.v1.tar+gzip";

std::string descriptor_text(const Descriptor& descriptor) {
    return json::serialize(to_json(descriptor));
}

/// An image of one layer, in the blobs and the plan.
Descriptor add_image(MemoryBlobs& blobs, BundlePlan& plan, const std::string& name,
                     const std::string& layer) {
    const auto config = blobs.add("{}", media_type::oci_config);
    const auto content = blobs.add(layer, layer_type);
    const auto text =
        fmt::format(R"({{"schemaVersion":2,"mediaType":"{}","config":{},"layers":[{}]}})",
                    media_type::oci_manifest, descriptor_text(config), descriptor_text(content));
    const ManifestText manifest{std::string(media_type::oci_manifest), Digest::of(text), text};
    plan.blobs.push_back(config);
    plan.blobs.push_back(content);
    plan.manifests.push_back(manifest);
    plan.images.push_back({name, descriptor_of(manifest)});
    return plan.images.back().descriptor;
}

std::string written(const BundlePlan& plan, ContentStore& reader) {
    MemorySink sink;
    const auto result = write_bundle(plan, reader, sink);
    return result ? sink.text : "refused: " + result.error().message;
}

Result<Layout> opened(std::string tar) {
    return Layout::open(TRY(open_tar(std::make_shared<MemoryBytes>(std::move(tar)))));
}

struct TwoImages {
    TwoImages() {
        add_image(blobs, plan, "docker.io/library/b:1", "shared layer");
        add_image(blobs, plan, "docker.io/library/a:1", "shared layer");
        add_image(blobs, plan, "registry.k8s.io/c:2", std::string(200'000, 'c'));
        plan.files.emplace("manifests/app.yaml", "kind: Pod\n");
    }

    MemoryBlobs blobs;
    BundlePlan plan;
};

TEST(BundleTest, IsALayoutThatHoldsItsImagesAndFiles) {
    TwoImages world;
    const auto layout = opened(written(world.plan, world.blobs));
    ASSERT_TRUE(layout) << layout.error().message;
    ASSERT_THAT(layout->images(), SizeIs(3));
    EXPECT_EQ(layout->images()[0].name, "docker.io/library/a:1");
    const auto check = check_layout(*layout);
    EXPECT_THAT(check.errors, IsEmpty()) << check.errors.front().message;
    EXPECT_EQ(check.manifests, 2U) << "a and b are the same image";
    EXPECT_EQ(check.blobs, 3U);
    const auto files = bundle_files(*layout);
    ASSERT_TRUE(files) << files.error().message;
    EXPECT_EQ(files->at("manifests/app.yaml"), "kind: Pod\n");
}

TEST(BundleTest, IsTheSameBytesInWhateverOrderItIsPlanned) {
    TwoImages one;
    TwoImages other;
    std::ranges::reverse(other.plan.images);
    std::ranges::reverse(other.plan.manifests);
    std::ranges::reverse(other.plan.blobs);
    EXPECT_EQ(written(one.plan, one.blobs), written(other.plan, other.blobs));
}

TEST(BundleTest, ReadsEachBlobOnce) {
    TwoImages world;
    written(world.plan, world.blobs);
    EXPECT_EQ(world.blobs.reads, 3);
}

TEST(BundleTest, RefusesABlobThatIsLongerOrShorterThanItWasToBe) {
    TwoImages world;
    auto& layer = world.blobs.blobs.at(Digest::of("shared layer"));
    layer = "altered layer";
    EXPECT_THAT(written(world.plan, world.blobs), HasSubstr("more bytes than it was to have"));
    layer = "shared lay";
    EXPECT_THAT(written(world.plan, world.blobs), HasSubstr("lacks 2 bytes"));
}

TEST(LayoutCheckTest, NamesEveryBlobThatIsMissingOrAltered) {
    TwoImages world;
    auto tar = written(world.plan, world.blobs);
    const auto at = tar.find("shared layer");
    tar.at(at) = 'S';
    tar.at(tar.find(std::string(1000, 'c')) + 70'000) = 'd';
    const auto layout = opened(tar);
    ASSERT_TRUE(layout) << layout.error().message;
    const auto check = check_layout(*layout);
    ASSERT_THAT(check.errors, SizeIs(2));
    for (const auto& error : check.errors)
        EXPECT_THAT(error.message, HasSubstr("does not hold what its name says"));
}

TEST(LayoutCheckTest, SaysWhatIsMissing) {
    TwoImages world;
    world.plan.blobs.pop_back();
    const auto layout = opened(written(world.plan, world.blobs));
    ASSERT_TRUE(layout);
    const auto check = check_layout(*layout);
    ASSERT_THAT(check.errors, SizeIs(1));
    EXPECT_THAT(check.errors.front().message, HasSubstr("there is no blobs/sha256/"));
}

TEST(BundleTest, RefusesFilesThatItsListDoesNotName) {
    TwoImages world;
    auto tar = written(world.plan, world.blobs);
    tar.replace(tar.find("kind: Pod"), 9, "kind: Job");
    const auto layout = opened(tar);
    ASSERT_TRUE(layout);
    const auto files = bundle_files(*layout);
    ASSERT_FALSE(files);
    EXPECT_THAT(files.error().message, HasSubstr("inland/manifests/app.yaml is not what"));
}

TEST(LayoutTest, SaysWhatALayoutLacks) {
    const auto tar_with = [](std::string_view path, std::string_view text) {
        MemorySink sink;
        TarWriter writer(sink);
        EXPECT_TRUE(writer.begin(path, text.size()));
        EXPECT_TRUE(writer.write(text));
        EXPECT_TRUE(writer.finish());
        return sink.text;
    };
    const auto refusal = [](const std::string& tar) { return opened(tar).error().message; };
    EXPECT_THAT(refusal(tar_with("a", "b")), HasSubstr("there is no oci-layout"));
    EXPECT_THAT(refusal(tar_with("oci-layout", R"({"imageLayoutVersion":"2.0.0"})")),
                HasSubstr("its version is \"2.0.0\""));
    EXPECT_THAT(refusal(tar_with("oci-layout", R"({"imageLayoutVersion":"1.0.0"})")),
                HasSubstr("there is no index.json"));
    EXPECT_THAT(refusal(tar_with("oci-layout", std::string(5 << 20, ' '))),
                HasSubstr("oci-layout: 5242880 bytes are more"));
}

}  // namespace
}  // namespace inland::oci
