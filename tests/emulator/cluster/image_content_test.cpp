// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/image_content.h"

#include "tests/emulator/services/service_world.h"

#include <gmock/gmock.h>

namespace inland::emulator::testing {
namespace {

struct ImageContent : ::testing::Test {
    ServiceWorld aws;

    std::string missing(const std::string& image) {
        return cluster::missing_content(aws.world(), image).value_or("there");
    }
};

TEST_F(ImageContent, IsThereWhenTheRegistryHasTheTag) {
    const std::string eks = "602401143452.dkr.ecr.eu-central-1.amazonaws.com/eks/pause";
    EXPECT_EQ(missing(eks + ":3.10"), "there");
    EXPECT_EQ(missing(eks + ":0"), "failed to pull and unpack image \"" + eks +
                                       ":0\": failed to resolve reference \"" + eks +
                                       ":0\": " + eks + ":0: not found");
    EXPECT_EQ(missing("nginx:1.27"), "there");
    EXPECT_EQ(missing("registry.k8s.io/pause:3.10"), "there");
    EXPECT_NE(missing("nginx"), "there");
}

TEST_F(ImageContent, OfTheAccountsOwnRegistryMustHaveBeenPushed) {
    const std::string image = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop:1";
    EXPECT_NE(missing(image), "there");
    aws.must("ecr", "CreateRepository", {{"repositoryName", "shop"}});
    EXPECT_NE(missing(image), "there");
}

TEST_F(ImageContent, OfStrangersIsNotJudged) {
    EXPECT_EQ(missing("registry.corp.example.com:5000/shop/app@sha256:0"), "there");
}

}  // namespace
}  // namespace inland::emulator::testing
