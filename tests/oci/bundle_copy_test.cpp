// SPDX-License-Identifier: Apache-2.0
#include "oci/layout/bundle_collector.h"
#include "oci/layout/layout_check.h"
#include "oci/layout/layout_images.h"
#include "tests/oci/copying.h"
#include "tests/oci/memory.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace inland::oci::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class BundleCopyTest : public CopyTest {
  protected:
    Result<std::string> bundle_of(const std::vector<std::string>& names,
                                  const CopyOptions& options = {}) {
        BundleCollector collector(registries_, nullptr, options, {});
        for (const auto& name : names)
            TRY_VOID(collector.add(TRY(parse_image_name(source.name() + "/" + name))));
        MemorySink sink;
        TRY_VOID(write_bundle(collector.plan(), collector, sink));
        return sink.text;
    }

    static Result<Layout> opened(std::string tar) {
        return Layout::open(TRY(open_tar(std::make_shared<MemoryBytes>(std::move(tar)))));
    }

    std::vector<ImageReport> load(const Layout& layout) {
        std::vector<CopyRequest> requests;
        const auto images = images_in(layout, std::nullopt);
        EXPECT_TRUE(images) << images.error().message;
        for (const auto& [from, name] : images.value_or(std::vector<NamedLayoutImage>{})) {
            auto to = name;
            to.registry = target.name();
            requests.push_back({from, to});
        }
        return copy_images(requests, {}, {registries_, *this, *this, &layout}, {});
    }

    std::unique_ptr<http::Client> token_http_ = http::make_client();
    Registries registries_{[this](std::string_view name) {
        return std::make_unique<Registry>(address_of(name), logins, *token_http_, clock, Paces(),
                                          limits);
    }};
};

std::string subject(const std::string& digest, std::size_t size) {
    return fmt::format(R"(,"artifactType":"application/x.signature","subject":{{"mediaType":)"
                       R"("application/vnd.oci.image.manifest.v1+json","digest":"{}","size":{}}})",
                       digest, size);
}

TEST_F(BundleCopyTest, ArrivesAsItLeft) {
    const auto one = source.add_image("team/app", "1", {content(250'000), "shared"});
    const auto other = source.add_image("team/app", "other", {content(1'000, 'b'), "shared"});
    source.add_index("team/app", "2", {{"linux/amd64", one}, {"linux/arm64", other}});
    const auto bundle = bundle_of({"team/app:1", "team/app:2"});
    ASSERT_TRUE(bundle) << bundle.error().message;
    const auto layout = opened(*bundle);
    ASSERT_TRUE(layout) << layout.error().message;
    EXPECT_THAT(check_layout(*layout).errors, IsEmpty());
    for (const auto& report : load(*layout))
        EXPECT_EQ(report.outcome, ImageOutcome::Copied)
            << (report.error ? report.error->message : "");
    EXPECT_EQ(target.repository("team/app").manifests, source.repository("team/app").manifests);
    EXPECT_EQ(target.repository("team/app").blobs, source.repository("team/app").blobs);
    EXPECT_EQ(target.repository("team/app").tags.at("2"),
              source.repository("team/app").tags.at("2"));
}

TEST_F(BundleCopyTest, CarriesSignaturesOfBothKinds) {
    const auto image = source.add_image("team/app", "1", {"layer"});
    const auto size = source.repository("team/app").manifests.at(image).size();
    const auto signature =
        source.add_image("team/app", "unused", {"signature"}, subject(image, size));
    auto cosign = image;
    cosign.replace(cosign.find(':'), 1, "-");
    source.add_image("team/app", cosign + ".sig", {"cosign's"});
    const auto layout = opened(bundle_of({"team/app:1"}).value_or(""));
    ASSERT_TRUE(layout) << layout.error().message;
    EXPECT_THAT(layout->images(), SizeIs(3));
    EXPECT_THAT(load(*layout), SizeIs(1)) << "signatures go with their image";
    EXPECT_TRUE(target.repository("team/app").manifests.contains(signature));
    EXPECT_TRUE(target.repository("team/app").tags.contains(cosign + ".sig"));
}

TEST_F(BundleCopyTest, LoadsOnlyWhatIsMissing) {
    source.add_image("team/app", "1", {content(250'000), "shared"});
    const auto layout = opened(bundle_of({"team/app:1"}).value_or(""));
    ASSERT_TRUE(layout);
    load(*layout);
    target.forget_asked();
    EXPECT_EQ(load(*layout).front().outcome, ImageOutcome::Unchanged);
    EXPECT_THAT(target.asked(), SizeIs(1));
}

TEST_F(BundleCopyTest, NamesTheImageThatIsNotThere) {
    source.add_image("team/app", "1", {"layer"});
    const auto bundle = bundle_of({"team/app:2"});
    ASSERT_FALSE(bundle);
    EXPECT_THAT(bundle.error().message, HasSubstr("team/app:2"));
    EXPECT_EQ(bundle.error().kind, ErrorKind::NotFound);
}

TEST_F(BundleCopyTest, RefusesABundleWhoseBlobWasAltered) {
    source.add_image("team/app", "1", {content(250'000)});
    auto bundle = bundle_of({"team/app:1"}).value_or("");
    bundle.at(bundle.find(content(1'000)) + 500) = '!';
    const auto layout = opened(bundle);
    ASSERT_TRUE(layout);
    const auto reports = load(*layout);
    ASSERT_THAT(reports, SizeIs(1));
    EXPECT_EQ(reports.front().outcome, ImageOutcome::Failed);
    EXPECT_THAT(target.repository("team/app").tags, IsEmpty());
    EXPECT_EQ(target.repository("team/app").blobs.count(Digest::of(content(250'000)).text()), 0U);
    EXPECT_EQ(target.open_uploads(), 0U);
}

TEST(LayoutImagesTest, AsksForANameWhereThereIsNone) {
    MemoryBlobs blobs;
    const auto config = blobs.add("{}", "application/vnd.oci.image.config.v1+json");
    const auto text = fmt::format(
        R"({{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",)"
        R"("config":{},"layers":[]}})",
        json::serialize(to_json(config)));
    const ManifestText manifest{"application/vnd.oci.image.manifest.v1+json", Digest::of(text),
                                text};
    BundlePlan plan{{{"1.27", descriptor_of(manifest)}}, {manifest}, {config}, {}};
    MemorySink sink;
    ASSERT_TRUE(write_bundle(plan, blobs, sink));
    const auto layout = Layout::open(*open_tar(std::make_shared<MemoryBytes>(sink.text)));
    ASSERT_TRUE(layout);
    const auto unnamed = images_in(*layout, std::nullopt);
    ASSERT_FALSE(unnamed);
    EXPECT_THAT(unnamed.error().message, HasSubstr("--as NAME"));
    const auto named = images_in(*layout, parse_image_name("corp.example.com/nginx").value());
    ASSERT_TRUE(named) << named.error().message;
    ASSERT_THAT(*named, SizeIs(1));
    EXPECT_EQ(named->front().name.canonical(), "corp.example.com/nginx:1.27");
    EXPECT_EQ(named->front().from.digest, manifest.digest.text());
}

}  // namespace
}  // namespace inland::oci::testing
