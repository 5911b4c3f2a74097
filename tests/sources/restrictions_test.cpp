// SPDX-License-Identifier: Apache-2.0
#include "sources/restrictions.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::sources {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<Diagnostic> met_in(std::string_view bytes) {
    return met_restrictions(bytes, "file", knowledge::built_in_restrictions()).sorted();
}

/// A plan with one resource, which it makes, or removes where `after` is null.
std::string plan_of(std::string_view type, std::string_view after) {
    return fmt::format(
        R"({{"format_version": "1.2", "terraform_version": "1.9.0", "configuration": {{}},
            "resource_changes": [{{"address": "module.a.{0}.b", "mode": "managed", "type": "{0}",
                "name": "b", "change": {{"actions": ["create"], "after": {1}}}}}]}})",
        type, after);
}

TEST(Restrictions, MetByATerraformResource) {
    const auto met = met_in(plan_of("aws_eks_fargate_profile", R"({"cluster_name": "c"})"));
    ASSERT_EQ(met.size(), 1U);
    EXPECT_EQ(met[0].rule, "fargate");
    EXPECT_EQ(met[0].place.file, "file");
    EXPECT_THAT(met[0].detail, HasSubstr("module.a.aws_eks_fargate_profile.b"));
    EXPECT_THAT(met[0].remedy, HasSubstr("endpoints: {add: [sts, logs]}"));
    EXPECT_THAT(met_in(plan_of("aws_eks_fargate_profile", "null")), IsEmpty());
}

TEST(Restrictions, MetByATerraformFieldsValue) {
    const auto met =
        met_in(plan_of("aws_eks_cluster", R"({"compute_config": [{"enabled": true}]})"));
    ASSERT_EQ(met.size(), 1U);
    EXPECT_EQ(met[0].rule, "auto-mode");
    EXPECT_THAT(met[0].detail, HasSubstr("compute_config.0.enabled = true"));
    EXPECT_THAT(met_in(plan_of("aws_eks_cluster", R"({"compute_config": [{"enabled": false}]})")),
                IsEmpty());
    EXPECT_THAT(met_in(plan_of("aws_eks_cluster", R"({"name": "a"})")), IsEmpty());
}

TEST(Restrictions, MetByATemplatesProperty) {
    const auto met = met_in(
        "Resources:\n  Nodes:\n    Type: AWS::EKS::Nodegroup\n"
        "    Properties:\n      AmiType: AL2_x86_64\n");
    ASSERT_EQ(met.size(), 1U);
    EXPECT_EQ(met[0].rule, "amazon-linux-2");
    EXPECT_EQ(met[0].severity, Severity::Warning);
    EXPECT_EQ(met[0].place.line, 5);
}

TEST(Restrictions, MetByNothingInWhatIsNeither) {
    EXPECT_THAT(met_in("kind: Cluster\n"), IsEmpty());
    EXPECT_THAT(met_in("{\"format_version\": "), IsEmpty());
}

}  // namespace
}  // namespace inland::sources
