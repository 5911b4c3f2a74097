// SPDX-License-Identifier: Apache-2.0
#include "knowledge/image_rules.h"

#include "knowledge/needed_images.h"

#include <gtest/gtest.h>

namespace inland::knowledge {
namespace {

TEST(ImageRules, KnowWhereKindsKeepPodSpecs) {
    const auto& rules = built_in_image_rules();
    EXPECT_TRUE(rules.holds_pod_spec("", "Pod", "spec"));
    EXPECT_TRUE(rules.holds_pod_spec("batch", "CronJob", "spec.jobTemplate.spec.template.spec"));
    EXPECT_FALSE(rules.holds_pod_spec("example.com", "Pod", "spec"));
    EXPECT_TRUE(rules.holds_image("argoproj.io", "Workflow", "spec.templates[*].container.image"));
}

TEST(ImageRules, KnowSettingsByNameAndByTheirBeginning) {
    const auto& rules = built_in_image_rules();
    EXPECT_TRUE(rules.is_argument("--acme-http01-solver-image"));
    EXPECT_FALSE(rules.is_argument("--image"));
    EXPECT_TRUE(rules.is_variable("RELATED_IMAGE_ANYTHING"));
    EXPECT_FALSE(rules.is_variable("UNRELATED_IMAGE_X"));
}

TEST(ImageRules, ComeWithTheirSources) {
    const auto& rules = built_in_image_rules();
    for (const auto* rows : {&rules.pod_specs, &rules.fields})
        for (const auto& row : *rows)
            EXPECT_FALSE(row.source.empty()) << row.kind;
    for (const auto* rows : {&rules.arguments, &rules.variables})
        for (const auto& row : *rows)
            EXPECT_FALSE(row.source.empty()) << row.name;
}

TEST(NeededImages, AreNamedInTheRegionsOwnRegistry) {
    const auto& tables = built_in();
    const auto* coredns = tables.addon("coredns");
    ASSERT_NE(coredns, nullptr);
    const auto* version = addon_version(*coredns, "1.34");
    ASSERT_NE(version, nullptr);
    const auto images = images_of_addon(tables, "eu-central-1", *coredns, version);
    ASSERT_EQ(images.size(), 1U);
    EXPECT_EQ(images[0].name,
              "602401143452.dkr.ecr.eu-central-1.amazonaws.com/eks/coredns:" + version->version);
    EXPECT_EQ(images[0].tag, TagSource::Account);
    EXPECT_EQ(images_of_addon(tables, "cn-north-1", *coredns, nullptr)[0].name,
              "918309763551.dkr.ecr.cn-north-1.amazonaws.com.cn/eks/coredns");
}

TEST(NeededImages, OfOtherAddonsKeepTheirRegistries) {
    const auto& tables = built_in();
    const auto* autoscaler = tables.addon("cluster-autoscaler");
    const auto* version = addon_version(*autoscaler, "1.34");
    ASSERT_NE(version, nullptr);
    const auto images = images_of_addon(tables, "eu-central-1", *autoscaler, version);
    ASSERT_EQ(images.size(), 1U);
    EXPECT_TRUE(
        images[0].name.starts_with("registry.k8s.io/autoscaling/cluster-autoscaler:v1.34."));
    EXPECT_EQ(images[0].tag, TagSource::Tables);
}

TEST(NeededImages, OfNodesAreBakedInOrPulled) {
    const auto of = [](std::string_view system) {
        return images_of_nodes(built_in(), built_in_image_rules(), "eu-central-1", system);
    };
    ASSERT_EQ(of("al2023").size(), 1U);
    EXPECT_EQ(of("al2023")[0].origin, ImageOrigin::MachineImage);
    EXPECT_EQ(of("bottlerocket")[0].origin, ImageOrigin::MachineImage);
    EXPECT_EQ(of("al2")[0].origin, ImageOrigin::Registry);
    EXPECT_EQ(of("al2")[0].name, "602401143452.dkr.ecr.eu-central-1.amazonaws.com/eks/pause:3.5");
}

}  // namespace
}  // namespace inland::knowledge
