// SPDX-License-Identifier: Apache-2.0
#include "kube/lint/restrictions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::kube {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<Diagnostic> told_of(const std::string& manifest) {
    Diagnostics diagnostics;
    tell_restrictions({{.path = "m.yaml", .relative = "m.yaml", .text = manifest}},
                      knowledge::built_in_restrictions(), diagnostics);
    return diagnostics.sorted();
}

std::vector<std::string> rules_of(const std::string& manifest) {
    std::vector<std::string> rules;
    for (const auto& item : told_of(manifest))
        rules.push_back(item.rule);
    return rules;
}

TEST(LintRestrictions, ToldOfAnImageWithItsPlaceAndWayOut) {
    const auto told = told_of(
        "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: x}\nspec:\n  template:\n    spec:\n"
        "      containers:\n      - name: a\n        image: amazon/aws-xray-daemon:3.3\n"
        "      - {name: b, image: amazon/aws-xray-daemon:3.3}\n");
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].rule, "x-ray");
    EXPECT_EQ(told[0].severity, Severity::Note);
    EXPECT_EQ(told[0].place.line, 9);
    EXPECT_THAT(told[0].detail, HasSubstr("an endpoint for xray"));
    EXPECT_THAT(told[0].remedy, HasSubstr("inland images stage"));
}

TEST(LintRestrictions, WarnOfWhatDoesNotWorkAtAll) {
    const auto told = told_of(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec:\n"
        "  containers:\n  - {name: a, image: amazon/aws-alb-ingress-controller:v1.1.9}\n");
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].rule, "alb-ingress-controller");
    EXPECT_EQ(told[0].severity, Severity::Warning);
}

TEST(LintRestrictions, KnowSelectorsVariablesKindsAndNames) {
    EXPECT_THAT(rules_of("kind: Pod\nspec:\n  nodeSelector: {kubernetes.io/os: windows}\n"),
                ElementsAre("windows"));
    EXPECT_THAT(rules_of("kind: Pod\nspec:\n  containers:\n  - env:\n"
                         "    - {name: AWS_STS_REGIONAL_ENDPOINTS, value: legacy}\n"),
                ElementsAre("global-sts"));
    EXPECT_THAT(rules_of("apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\n"),
                ElementsAre("karpenter"));
    EXPECT_THAT(rules_of("kind: ConfigMap\nmetadata: {name: aws-auth}\n"), ElementsAre("aws-auth"));
}

TEST(LintRestrictions, SayNothingOfOtherObjects) {
    EXPECT_THAT(rules_of("apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec:\n"
                         "  containers:\n  - {name: a, image: nginx}\n---\n: no\n"),
                IsEmpty());
}

}  // namespace
}  // namespace inland::kube
