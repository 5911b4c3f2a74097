// SPDX-License-Identifier: Apache-2.0
#include "user_data/user_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::user_data {
namespace {

using enum OperatingSystem;

NodeSettings managed_settings() {
    NodeSettings settings;
    settings.cluster = "atlas";
    settings.endpoint = "https://ABC.eks.amazonaws.com";
    settings.certificate_authority = "Y2E=";
    settings.service_cidr = "172.20.0.0/16";
    return settings;
}

TEST(Merge, PutsEksPartBehindTheOwners) {
    const auto merged = merge(
        "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n--B\n"
        "Content-Type: application/node.eks.aws\n\napiVersion: "
        "node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  kubelet:\n    "
        "config: {maxPods: 17}\n--B--\n",
        write(managed_settings(), AmazonLinux2023), AmazonLinux2023);
    ASSERT_TRUE(merged) << merged.error().message;
    const auto settings = read(*merged, AmazonLinux2023);
    ASSERT_TRUE(settings) << settings.error().message;
    EXPECT_EQ(settings->cluster, "atlas");
    EXPECT_EQ(settings->max_pods, 17);
}

TEST(Merge, RefusesAPlainScript) {
    const auto merged = merge("#!/bin/bash\necho hi\n", "", AmazonLinux2023);
    ASSERT_FALSE(merged);
    EXPECT_EQ(merged.error().message, "User data was not in the MIME multipart format.");
}

TEST(Merge, LetsEksSettingsWinForBottlerocket) {
    const auto merged = merge(
        "[settings.kubernetes]\ncluster-name = \"other\"\nmax-pods = 17\n"
        "[settings.host-containers.admin]\nenabled = true\n",
        write(managed_settings(), Bottlerocket), Bottlerocket);
    ASSERT_TRUE(merged) << merged.error().message;
    const auto settings = read(*merged, Bottlerocket);
    ASSERT_TRUE(settings) << settings.error().message;
    EXPECT_EQ(settings->cluster, "atlas");
    EXPECT_EQ(settings->max_pods, 17);
}

}  // namespace
}  // namespace inland::user_data
