// SPDX-License-Identifier: Apache-2.0
#include "oci/copy/image_platforms.h"

#include "tests/oci/copying.h"

#include <gmock/gmock.h>

namespace inland::oci::testing {
namespace {

class ImagePlatforms : public CopyTest {
  protected:
    std::vector<AskedPlatforms> ask(const std::vector<std::string>& names) {
        std::vector<ImageName> images;
        for (const auto& name : names)
            images.push_back(parse_image_name(source.name() + "/" + name).value_or(ImageName{}));
        const auto token_http = http::make_client();
        Registries registries([&](std::string_view name) {
            return std::make_unique<Registry>(address_of(name), logins, *token_http, clock, Paces(),
                                              limits);
        });
        return ask_platforms(images, registries, {});
    }
};

TEST_F(ImagePlatforms, OfAnIndexAreWhatItNames) {
    const auto amd64 = source.add_image("team/app", "a", {content(10)});
    const auto arm64 = source.add_image("team/app", "b", {content(20)});
    source.add_index("team/app", "1", {{"linux/amd64", amd64}, {"linux/arm64", arm64}});
    const auto asked = ask({"team/app:1"});
    ASSERT_TRUE(asked.front()) << asked.front().error().message;
    EXPECT_EQ(text_of(*asked.front()), "linux/amd64, linux/arm64");
}

TEST_F(ImagePlatforms, OfASingleImageAreInItsConfig) {
    source.add_image("team/app", "1", {content(10)});
    source.forget_asked();
    const auto asked = ask({"team/app:1"});
    ASSERT_TRUE(asked.front()) << asked.front().error().message;
    EXPECT_EQ(text_of(*asked.front()), "linux/amd64");
    EXPECT_EQ(source.asked("GET /v2/team/app/blobs/"), 1U) << "the config and no layer";
}

TEST_F(ImagePlatforms, ThatCannotBeAskedDoNotKeepTheOthers) {
    source.add_image("team/app", "1", {content(10)});
    const auto asked = ask({"team/none:1", "team/app:1"});
    ASSERT_FALSE(asked.front());
    EXPECT_EQ(asked.front().error().kind, ErrorKind::NotFound);
    EXPECT_TRUE(asked.back());
}

/// A config is held against its digest before it is believed.
TEST_F(ImagePlatforms, OfAConfigThatWasAlteredAreRefused) {
    source.add_image("team/app", "1", {});
    for (auto& [digest, blob] : source.repository("team/app").blobs)
        blob.back() = ' ';
    EXPECT_FALSE(ask({"team/app:1"}).front());
}

}  // namespace
}  // namespace inland::oci::testing
