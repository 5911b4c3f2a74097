// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/named_images.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove {
namespace {

using ::testing::IsEmpty;

TEST(NamedImages, StandAnywhereInAText) {
    const auto images = images_named_in(
        R"({"image": "123456789012.dkr.ecr.eu-central-1.amazonaws.com/platform/nginx:1.2"})");
    ASSERT_EQ(images.size(), 1U);
    EXPECT_EQ(images[0].host, "123456789012.dkr.ecr.eu-central-1.amazonaws.com");
    EXPECT_EQ(images[0].account, "123456789012");
    EXPECT_EQ(images[0].region, "eu-central-1");
    EXPECT_EQ(images[0].repository, "platform/nginx");
}

TEST(NamedImages, HaveNamesNoLongerThanAwsAllows) {
    const std::string host = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/";
    EXPECT_EQ(images_named_in(host + std::string(256, 'a')).size(), 1U);
    EXPECT_THAT(images_named_in(host + std::string(257, 'a')), IsEmpty());
    EXPECT_THAT(images_named_in("123456789012.dkr.ecr." + std::string(254, 'a') + ".com/name"),
                IsEmpty());
}

/// A text of nothing but beginnings is looked at once, not once for each of them.
TEST(NamedImages, AreFoundInTimeThatGrowsWithTheText) {
    std::string text;
    for (int number = 0; number < 200'000; ++number)
        text += "123456789012.dkr.ecr.";
    EXPECT_THAT(images_named_in(text), IsEmpty());
}

}  // namespace
}  // namespace inland::prove
