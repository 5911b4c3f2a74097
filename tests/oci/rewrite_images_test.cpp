// SPDX-License-Identifier: Apache-2.0
#include "oci/manifests/find.h"
#include "oci/manifests/rewrite.h"
#include "tests/oci/shapes.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace inland::oci {
namespace {

const knowledge::ImageRules& rules() {
    return knowledge::built_in_image_rules();
}

const Target& target() {
    static const Target target{.registry = "registry.corp.example.com:5000", .prefix = "mirror"};
    return target;
}

std::vector<FoundImage> found_in(std::string_view text) {
    Diagnostics diagnostics;
    auto images = find_images("f.yaml", text, rules(), diagnostics);
    EXPECT_TRUE(diagnostics.empty()) << diagnostics.items().front().text();
    return images;
}

std::string rewritten(std::string_view text, const KnownDigests& digests = {}) {
    Diagnostics diagnostics;
    const auto written =
        rewrite_images("f.yaml", text, found_in(text), {.target = target(), .digests = digests},
                       rules(), diagnostics);
    EXPECT_TRUE(diagnostics.empty()) << diagnostics.items().front().text() << "\n" << text;
    return written.value_or("");
}

TEST(RewriteImages, NamesOnlyTheTargetAfterwards) {
    for (const auto& shape : shapes()) {
        const auto before = found_in(shape);
        const auto written = rewritten(shape);
        const auto after = found_in(written);
        EXPECT_EQ(before.size(), after.size()) << written;
        for (const auto& found : after)
            EXPECT_TRUE(found.image.path().starts_with("registry.corp.example.com:5000/mirror/"))
                << found.image.canonical() << "\n"
                << written;
    }
}

TEST(RewriteImages, LeavesWhatIsThereAlreadyByteForByte) {
    for (const auto& shape : shapes()) {
        const auto once = rewritten(shape);
        EXPECT_EQ(rewritten(once), once);
    }
}

/// Takes out of the written text what the images say, and of the original likewise: the same must
/// be left of both.
std::string without_names(std::string text, const std::vector<FoundImage>& images) {
    std::vector<NamePart> parts;
    for (const auto& found : images)
        for (const auto& part : found.parts)
            if (part.length != 0)
                parts.push_back(part);
    std::ranges::sort(parts, std::ranges::greater{}, &NamePart::offset);
    const auto repeated = std::ranges::unique(parts, {}, &NamePart::offset);
    parts.erase(repeated.begin(), repeated.end());
    for (const auto& part : parts)
        text.erase(part.offset, part.length);
    return text;
}

TEST(RewriteImages, ChangesNothingBesideTheNames) {
    for (const auto& shape : shapes()) {
        if (shape.find("Kustomization") != std::string::npos)
            continue;  // gets lines, see below
        const auto written = rewritten(shape);
        EXPECT_EQ(without_names(written, found_in(written)), without_names(shape, found_in(shape)));
    }
}

TEST(RewriteImages, KeepsCommentsQuotesAndLineEnds) {
    EXPECT_EQ(rewritten("apiVersion: v1\r\nkind: Pod\r\nspec:\r\n  containers:\r\n"
                        "  - image: 'nginx:1'   # nginx:1, the old one\r\n"),
              "apiVersion: v1\r\nkind: Pod\r\nspec:\r\n  containers:\r\n"
              "  - image: 'registry.corp.example.com:5000/mirror/docker.io/library/nginx:1'   # "
              "nginx:1, the old one\r\n");
}

TEST(RewriteImages, PinsKnownDigests) {
    const std::string digest = "sha256:" + std::string(64, 'e');
    const KnownDigests digests = {{*parse_image_name("nginx:1"), digest},
                                  {*parse_image_name("docker.io/bitnami/redis:7"), digest},
                                  {*parse_image_name("a/b:2"), digest}};
    EXPECT_EQ(rewritten("apiVersion: v1\nkind: Pod\nspec: {containers: [{image: \"nginx:1\"}]}\n",
                        digests),
              "apiVersion: v1\nkind: Pod\nspec: {containers: [{image: "
              "\"registry.corp.example.com:5000/mirror/docker.io/library/nginx:1@" +
                  digest + "\"}]}\n");
    EXPECT_EQ(rewritten("image:\n  registry: docker.io\n  repository: bitnami/redis\n  tag: \"7\"\n"
                        "  digest: \"\"\n"
                        "other: {image: {repository: a/b, tag: 2, sha: ''}}\n",
                        digests),
              "image:\n  registry: registry.corp.example.com:5000\n"
              "  repository: mirror/docker.io/bitnami/redis\n  tag: \"7\"\n  digest: \"" +
                  digest +
                  "\"\nother: {image: {repository: "
                  "registry.corp.example.com:5000/mirror/docker.io/a/b, tag: 2, sha: '" +
                  std::string(64, 'e') + "'}}\n");
    EXPECT_EQ(rewritten("apiVersion: kustomize.config.k8s.io/v1beta1\nimages:\n- name: nginx # n\n"
                        "  newTag: \"1\"\n",
                        digests),
              "apiVersion: kustomize.config.k8s.io/v1beta1\nimages:\n- name: nginx # n\n"
              "  newName: registry.corp.example.com:5000/mirror/docker.io/library/nginx\n"
              "  digest: " +
                  digest + "\n  newTag: \"1\"\n");
}

TEST(RewriteImages, GivesKustomizeAnotherName) {
    EXPECT_EQ(rewritten("apiVersion: kustomize.config.k8s.io/v1beta1\nimages:\n"
                        "  - newTag: v1\n    name: a\r\n"
                        "  - {name: b, newTag: v2}\n"
                        "  - {\"name\": \"c\"}\n"
                        "  - name: d\n    newName: quay.io/d"),
              "apiVersion: kustomize.config.k8s.io/v1beta1\nimages:\n"
              "  - newTag: v1\n    name: a\r\n"
              "    newName: registry.corp.example.com:5000/mirror/docker.io/library/a\r\n"
              "  - {name: b, newName: registry.corp.example.com:5000/mirror/docker.io/library/b,"
              " newTag: v2}\n"
              "  - {\"name\": \"c\", \"newName\": "
              "\"registry.corp.example.com:5000/mirror/docker.io/library/c\"}\n"
              "  - name: d\n    newName: registry.corp.example.com:5000/mirror/quay.io/d");
}

TEST(RewriteImages, RefusesANameThatIsNotWrittenOut) {
    const std::string text =
        "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: \"ngin\\x78:1\"\n";
    Diagnostics diagnostics;
    EXPECT_FALSE(
        rewrite_images("f.yaml", text, found_in(text), {target(), {}}, rules(), diagnostics));
    ASSERT_EQ(diagnostics.items().size(), 1U);
    EXPECT_EQ(diagnostics.items().front().rule, "cannot-rewrite");
    EXPECT_EQ(diagnostics.items().front().place, (Place{"f.yaml", 5, 12}));
}

}  // namespace
}  // namespace inland::oci
