// SPDX-License-Identifier: Apache-2.0
// The manifests of tests/kube/lint say in their first lines what is to be found in them.
#include "kube/lint/lint.h"

#include "knowledge/yaml_stream.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::kube {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<manifests::ManifestFile> cases() {
    Diagnostics diagnostics;
    auto files = manifests::read_manifest_files(INLAND_SOURCE_DIR "/tests/kube/lint", diagnostics);
    EXPECT_TRUE(diagnostics.empty());
    return files;
}

/// What stands behind "# finds: ".
std::string said(const std::string& text, const std::string& key) {
    const auto begin = text.find("# " + key + ": ") + key.size() + 4;
    return text.substr(begin, text.find('\n', begin) - begin);
}

LintWorld world_of(const std::string& text) {
    const auto controller = said(text, "controller");
    if (controller == "unknown")
        return {};
    return {.load_balancer_controller =
                controller == "present" ? Presence::Present : Presence::Absent};
}

LintedFile linted(const manifests::ManifestFile& file, const LintWorld& world) {
    Diagnostics diagnostics;
    auto all = lint({file}, world, knowledge::built_in_lint_rules(), diagnostics);
    EXPECT_TRUE(diagnostics.empty()) << file.path;
    return std::move(all.front());
}

std::string outcome_of(const LintFinding& finding) {
    if (!finding.depends.empty())
        return "unknown";
    return finding.rule->outcome == knowledge::LintOutcome::Public ? "public" : "fails";
}

std::string found_in(const LintedFile& file) {
    std::multiset<std::string> found;
    for (const auto& finding : file.findings)
        found.insert(finding.rule->id + " " + outcome_of(finding));
    return found.empty() ? "nothing" : fmt::format("{}", fmt::join(found, ", "));
}

class Lint : public ::testing::TestWithParam<manifests::ManifestFile> {};

TEST_P(Lint, FindsWhatTheFileSays) {
    const auto file = linted(GetParam(), world_of(GetParam().text));
    std::multiset<std::string> expected;
    for (const auto& finding : file.findings)
        EXPECT_GT(finding.place.line, 2) << finding.rule->id;
    auto wanted = said(GetParam().text, "finds");
    for (auto comma = wanted.find(", "); comma != std::string::npos; comma = wanted.find(", ")) {
        expected.insert(wanted.substr(0, comma));
        wanted.erase(0, comma + 2);
    }
    expected.insert(wanted);
    EXPECT_EQ(found_in(file), fmt::format("{}", fmt::join(expected, ", ")));
}

TEST_P(Lint, MendsItsFindingsAndTouchesNoOtherByte) {
    const auto world = world_of(GetParam().text);
    const auto file = linted(GetParam(), world);
    if (!file.mended)
        return;
    auto mended = GetParam();
    mended.text = *file.mended;
    const auto again = linted(mended, world);
    for (const auto& finding : file.findings)
        if (finding.is_mended) {
            EXPECT_THAT(found_in(again), Not(HasSubstr(finding.rule->id))) << mended.text;
        }
    EXPECT_EQ(again.mended, std::nullopt);
    EXPECT_EQ(std::ranges::count(mended.text, '#'), std::ranges::count(GetParam().text, '#'));
    EXPECT_LE(again.findings.size(), file.findings.size());
}

INSTANTIATE_TEST_SUITE_P(All, Lint, ::testing::ValuesIn(cases()), [](const auto& file) {
    auto name = fs::path(file.param.path).stem().string();
    std::ranges::replace(name, '-', '_');
    return name;
});

LintedFile mended(const std::string& text) {
    return linted({.path = "a.yaml", .relative = "a.yaml", .text = text},
                  {.load_balancer_controller = Presence::Absent});
}

TEST(LintMends, BlockNotationWithoutAnnotations) {
    EXPECT_EQ(mended("apiVersion: v1\nkind: Service\nmetadata:\n  name: a # kept\n"
                     "spec:\n  type: LoadBalancer\n")
                  .mended,
              "apiVersion: v1\nkind: Service\nmetadata:\n  annotations:\n"
              "    service.beta.kubernetes.io/aws-load-balancer-internal: \"true\"\n"
              "    service.beta.kubernetes.io/aws-load-balancer-scheme: \"internal\"\n"
              "  name: a # kept\nspec:\n  type: LoadBalancer\n");
}

TEST(LintMends, AnnotationsThatHoldNothing) {
    EXPECT_THAT(*mended("apiVersion: v1\nkind: Service\nmetadata:\n  annotations:\n  name: a\n"
                        "spec: {type: LoadBalancer}\n")
                     .mended,
                HasSubstr("  annotations:\n    service.beta.kubernetes.io/"));
}

TEST(LintMends, LinesThatEndAsWindowsEndsThem) {
    EXPECT_THAT(*mended("apiVersion: v1\r\nkind: Service\r\nmetadata:\r\n  name: a\r\n"
                        "spec:\r\n  type: LoadBalancer\r\n")
                     .mended,
                HasSubstr("internal: \"true\"\r\n"));
}

TEST(LintMends, OnlyWhatStandsInBytesOfItsOwn) {
    const auto file = mended(
        "apiVersion: v1\nkind: Service\nmetadata: {annotations: !!null , name: "
        "a}\nspec: {type: LoadBalancer}\n");
    EXPECT_EQ(file.findings.size(), 1U);
    EXPECT_EQ(file.mended, std::nullopt);
    EXPECT_FALSE(file.findings.front().is_mended);
}

TEST(LintReads, TheOtherFilesToo) {
    Diagnostics diagnostics;
    const manifests::ManifestFile ingress{
        "i.yaml", "i.yaml",
        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\n"
        "spec: {ingressClassName: alb, defaultBackend: {service: {name: s}}}\n"};
    const manifests::ManifestFile service{
        "s.yaml", "s.yaml",
        "apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {ports: [{port: 1}]}\n"};
    const auto all = lint({ingress, service}, {}, knowledge::built_in_lint_rules(), diagnostics);
    ASSERT_EQ(all.front().findings.size(), 1U);
    EXPECT_EQ(all.front().findings.front().rule->id, "ingress-needs-node-port");
}

TEST(LintReads, WhatIsNoYamlIsReportedOnceAndTheRestIsRead) {
    Diagnostics diagnostics;
    const auto all = lint({{"b.yaml", "b.yaml",
                            "a: [\n---\napiVersion: v1\nkind: Service\nmetadata: {name: a}\n"
                            "spec: {type: LoadBalancer}\n"}},
                          {}, knowledge::built_in_lint_rules(), diagnostics);
    EXPECT_EQ(diagnostics.items().size(), 1U);
    EXPECT_EQ(all.front().findings.size(), 1U);
}

TEST(LintRules, AreAllShownByAManifest) {
    std::string all;
    for (const auto& file : cases())
        all += said(file.text, "finds") + ", ";
    for (const auto& rule : knowledge::built_in_lint_rules().rules)
        EXPECT_THAT(all, HasSubstr(rule.id)) << "no manifest of tests/kube/lint shows it";
}

}  // namespace
}  // namespace inland::kube
