// SPDX-License-Identifier: Apache-2.0
#include "knowledge/needed_images.h"
#include "oci/copy/target.h"

#include <gtest/gtest.h>

namespace inland::cli {
namespace {

/// The design names repositories, the copy makes them: neither room sees the other.
TEST(AddonImages, AreCopiedToTheRepositoryThatTheDesignNames) {
    const oci::Target target{.registry = "123456789012.dkr.ecr.eu-central-1.amazonaws.com"};
    for (const auto& addon : knowledge::built_in().addons)
        for (const auto& image : addon.images) {
            if (addon.kind != knowledge::AddonKind::Manifest)
                continue;
            const auto name = oci::parse_image_name(image.repository);
            ASSERT_TRUE(name) << image.repository;
            EXPECT_EQ(oci::name_in_target(*name, target).repository,
                      knowledge::copied_repository(image));
        }
    const auto local = oci::parse_image_name("127.0.0.1:5000/team/app");
    ASSERT_TRUE(local);
    EXPECT_EQ(oci::name_in_target(*local, target).repository,
              knowledge::copied_repository({.repository = "127.0.0.1:5000/team/app"}));
}

}  // namespace
}  // namespace inland::cli
