// SPDX-License-Identifier: Apache-2.0
#include "oci/registry/referrers.h"
#include "tests/oci/copying.h"

#include <algorithm>

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace inland::oci::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

using Can = TestRegistry::Can;

std::string subject(const std::string& digest) {
    return fmt::format(R"(,"subject":{{"mediaType":"application/vnd.oci.image.manifest.v1+json",)"
                       R"("digest":"{}","size":1}},"artifactType":"application/x.signature")",
                       digest);
}

TEST_F(CopyTest, CopiesAnImageAndItsTagLast) {
    const auto digest = source.add_image("team/app", "1", {content(10), content(250'000)});
    const auto report = copy_one("team/app:1");
    ASSERT_FALSE(report.error) << report.error->message;
    EXPECT_EQ(report.outcome, ImageOutcome::Copied);
    EXPECT_EQ(report.digest->text(), digest);
    EXPECT_EQ(report.counts.copied, 3U);
    EXPECT_EQ(target.repository("team/app").blobs, source.repository("team/app").blobs);
    EXPECT_EQ(target.repository("team/app").manifests, source.repository("team/app").manifests);
    EXPECT_EQ(target.asked().back(), "PUT /v2/team/app/manifests/1");
    EXPECT_EQ(target.asked("PATCH"), 2U) << "250,000 bytes in chunks of 100,000";
    EXPECT_EQ(target.open_uploads(), 0U);
    EXPECT_EQ(finished_, 1U);
    EXPECT_EQ(prepared_, std::vector<std::string>{"team/app"});
}

TEST_F(CopyTest, AsksTwiceWhenThereIsNothingToDo) {
    source.add_image("team/app", "1", {content(10)});
    copy({"team/app:1"});
    source.forget_asked();
    target.forget_asked();
    EXPECT_EQ(copy_one("team/app:1").outcome, ImageOutcome::Unchanged);
    EXPECT_EQ(source.asked(), std::vector<std::string>{"HEAD /v2/team/app/manifests/1"});
    EXPECT_EQ(target.asked(), std::vector<std::string>{"HEAD /v2/team/app/manifests/1"});
}

TEST_F(CopyTest, SendsEachBlobOnceAndMountsItElsewhere) {
    source.add_image("a", "1", {content(1000), content(500, 'x')});
    source.add_image("b", "1", {content(1000), content(500, 'y')});
    source.add_image("c", "1", {content(1000), content(500, 'z')});
    const auto reports = copy({"a:1", "b:1", "c:1"});
    for (const auto& report : reports)
        EXPECT_FALSE(report.error) << report.error->message;
    const auto shared = Digest::of(content(1000)).text();
    EXPECT_EQ(source.asked("GET /v2/a/blobs/" + shared) +
                  source.asked("GET /v2/b/blobs/" + shared) +
                  source.asked("GET /v2/c/blobs/" + shared),
              1U);
    EXPECT_EQ(reports[0].counts.mounted + reports[1].counts.mounted + reports[2].counts.mounted,
              2U);
    EXPECT_TRUE(target.repository("c").blobs.contains(shared));
}

TEST_F(CopyTest, SendsWhatARegistryWouldNotMount) {
    target.mount = Can::Refuse;
    source.add_image("a", "1", {content(1000)});
    source.add_image("b", "1", {content(1000)});
    for (const auto& report : copy({"a:1", "b:1"}))
        EXPECT_FALSE(report.error) << report.error->message;
    EXPECT_EQ(target.repository("b").blobs.size(), 2U);
    EXPECT_EQ(target.open_uploads(), 0U);
}

TEST_F(CopyTest, SendsOnlyWhatAKilledRunLeftOut) {
    const auto digest = source.add_image("a", "1", {content(1000), content(2000, 'x')});
    auto& there = target.repository("a").blobs;
    there[Digest::of(content(1000)).text()] = content(1000);
    const auto report = copy_one("a:1");
    EXPECT_EQ(report.counts.present, 1U);
    EXPECT_EQ(report.counts.copied, 2U);
    EXPECT_EQ(source.asked("GET /v2/a/blobs/" + Digest::of(content(1000)).text()), 0U);
    EXPECT_EQ(target.repository("a").tags.at("1"), digest);
}

TEST_F(CopyTest, KeepsAnIndexOnlyWithAllItsPlatforms) {
    const auto amd = source.add_image("a", "", {content(10, 'x')});
    const auto arm = source.add_image("a", "", {content(10, 'y')});
    const auto power = source.add_image("a", "", {content(10, 'z')});
    const auto index = source.add_index(
        "a", "1", {{"linux/amd64", amd}, {"linux/arm64", arm}, {"linux/ppc64le", power}});

    EXPECT_EQ(copy_one("a:1", {.platforms = {{"linux", "arm64"}}}).digest->text(), arm);
    EXPECT_EQ(target.repository("a").manifests.size(), 1U);

    const auto two = copy_one("a:1", {.platforms = {{"linux", "arm64"}, {"linux", "amd64"}}});
    ASSERT_FALSE(two.error) << two.error->message;
    const auto text = target.repository("a").manifests.at(two.digest->text());
    EXPECT_THAT(text, HasSubstr(arm));
    EXPECT_THAT(text, HasSubstr("\"x-kept\":true"));
    EXPECT_EQ(text.find(power), text.npos);
    EXPECT_EQ(copy_one("a:1", {.platforms = {{"linux", "arm64"}, {"linux", "amd64"}}}).outcome,
              ImageOutcome::Unchanged);

    EXPECT_EQ(copy_one("a:1").digest->text(), index);
    EXPECT_EQ(target.repository("a").manifests.at(index),
              source.repository("a").manifests.at(index));
    const auto none = copy_one("a:1", {.platforms = {{"windows", "amd64"}}});
    ASSERT_TRUE(none.error);
    EXPECT_THAT(none.error->message, HasSubstr("linux/ppc64le"));
}

TEST_F(CopyTest, CarriesWhatRefersToTheImage) {
    const auto image = source.add_image("a", "1", {content(10)});
    const auto signature = source.add_image("a", "", {content(20, 's')}, subject(image));
    const auto of_signature = source.add_image("a", "", {content(30, 't')}, subject(signature));
    const auto report = copy_one("a:1");
    ASSERT_FALSE(report.error) << report.error->message;
    EXPECT_TRUE(target.repository("a").manifests.contains(signature));
    EXPECT_TRUE(target.repository("a").manifests.contains(of_signature));
    EXPECT_EQ(target.asked().back(), "PUT /v2/a/manifests/1");
}

TEST_F(CopyTest, CarriesReferrersBetweenRegistriesWithoutTheApi) {
    source.referrers = Can::Refuse;
    target.referrers = Can::Refuse;
    const auto image = source.add_image("a", "1", {content(10)});
    const auto signature = source.add_image("a", "", {content(20, 's')}, subject(image));
    const auto tag = referrers_tag(*Digest::parse(image));
    source.add_index("a", tag, {{"unknown/unknown", signature}});
    source.add_image("a", tag + ".sig", {content(30, 'c')});
    const auto report = copy_one("a:1");
    ASSERT_FALSE(report.error) << report.error->message;
    auto& there = target.repository("a");
    ASSERT_TRUE(there.tags.contains(tag));
    EXPECT_THAT(there.manifests.at(there.tags.at(tag)), HasSubstr(signature));
    EXPECT_EQ(there.tags[tag + ".sig"], source.repository("a").tags[tag + ".sig"]);
}

TEST_F(CopyTest, LeavesReferrersWhenTold) {
    const auto image = source.add_image("a", "1", {content(10)});
    source.add_image("a", "", {content(20, 's')}, subject(image));
    copy_one("a:1", {.referrers = Referrers::Leave});
    EXPECT_EQ(target.repository("a").manifests.size(), 1U);
}

TEST_F(CopyTest, OneImageThatFailsDoesNotKeepTheOthers) {
    source.add_image("a", "1", {content(10)});
    const auto reports = copy({"gone:1", "a:1"});
    ASSERT_TRUE(reports[0].error);
    EXPECT_EQ(reports[0].error->kind, ErrorKind::NotFound);
    EXPECT_EQ(reports[1].outcome, ImageOutcome::Copied);
    EXPECT_EQ(finished_, 2U);
}

}  // namespace
}  // namespace inland::oci::testing
