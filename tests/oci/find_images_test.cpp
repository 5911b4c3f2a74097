// SPDX-License-Identifier: Apache-2.0
#include "oci/manifests/find.h"

#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::oci {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Lines = std::vector<std::string>;

std::string shown(const FoundImage& found) {
    return fmt::format("{}:{} {} {} {}", found.place.line, found.place.column,
                       found.certainty == Certainty::Certain ? "certain" : "likely", found.rule,
                       found.image.familiar());
}

std::vector<FoundImage> found_in(std::string_view text, const std::string& file = "file.yaml") {
    Diagnostics diagnostics;
    auto images = find_images(file, text, knowledge::built_in_image_rules(), diagnostics);
    EXPECT_TRUE(diagnostics.empty()) << diagnostics.items().front().text();
    return images;
}

Lines lines_of(std::string_view text, const std::string& file = "file.yaml") {
    Lines lines;
    for (const auto& found : found_in(text, file))
        lines.push_back(shown(found));
    return lines;
}

Lines fields_of(std::string_view text) {
    Lines lines;
    for (const auto& found : found_in(text))
        lines.push_back(found.object.text() + " " + found.field);
    return lines;
}

TEST(FindImages, InContainersOfEveryWorkload) {
    struct Row {
        std::string api_version, kind, indentation, parents;
    };
    const std::string spec = "containers: [{name: a, image: nginx:1}]";
    const std::vector<Row> rows = {
        {"v1", "Pod", "", "spec"},
        {"v1", "PodTemplate", "", "template: {spec"},
        {"v1", "ReplicationController", "", "spec: {template: {spec"},
        {"apps/v1", "Deployment", "", "spec: {template: {spec"},
        {"apps/v1", "ReplicaSet", "", "spec: {template: {spec"},
        {"apps/v1", "DaemonSet", "", "spec: {template: {spec"},
        {"apps/v1", "StatefulSet", "", "spec: {template: {spec"},
        {"batch/v1", "Job", "", "spec: {template: {spec"},
        {"batch/v1", "CronJob", "", "spec: {jobTemplate: {spec: {template: {spec"},
        {"batch/v1beta1", "CronJob", "", "spec: {jobTemplate: {spec: {template: {spec"},
        {"argoproj.io/v1alpha1", "Rollout", "", "spec: {template: {spec"},
        {"serving.knative.dev/v1", "Service", "", "spec: {template: {spec"},
    };
    for (const auto& row : rows) {
        const auto braces = std::ranges::count(row.parents, '{');
        const auto text =
            fmt::format("apiVersion: {}\nkind: {}\n{}: {{{}}}{}\n", row.api_version, row.kind,
                        row.parents, spec, std::string(static_cast<std::size_t>(braces), '}'));
        const auto found = found_in(text);
        ASSERT_EQ(found.size(), 1U) << text;
        EXPECT_EQ(found[0].certainty, Certainty::Certain) << text;
        EXPECT_EQ(found[0].rule, "container");
    }
}

TEST(FindImages, InInitAndEphemeralContainersAndImageVolumes) {
    const std::string text =
        "apiVersion: v1\n"
        "kind: Pod\n"
        "metadata: {name: p, namespace: shop}\n"
        "spec:\n"
        "  initContainers:\n"
        "  - name: i\n"
        "    image: busybox:1.36\n"
        "  containers:\n"
        "  - name: c\n"
        "    image: \"quay.io/a/b:1\"\n"
        "  ephemeralContainers:\n"
        "  - name: e\n"
        "    image: 'ghcr.io/a/debug'\n"
        "  volumes:\n"
        "  - name: v\n"
        "    image: {reference: registry.k8s.io/data:1}\n"
        "  - name: w\n"
        "    emptyDir: {}\n";
    EXPECT_THAT(lines_of(text), ElementsAre("7:12 certain container busybox:1.36",
                                            "10:12 certain container quay.io/a/b:1",
                                            "13:12 certain container ghcr.io/a/debug",
                                            "16:24 certain volume registry.k8s.io/data:1"));
    EXPECT_THAT(fields_of(text), ElementsAre("Pod shop/p spec.initContainers[0].image",
                                             "Pod shop/p spec.containers[0].image",
                                             "Pod shop/p spec.ephemeralContainers[0].image",
                                             "Pod shop/p spec.volumes[0].image.reference"));
}

TEST(FindImages, InListsStreamsAndJson) {
    EXPECT_THAT(
        lines_of("apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  spec:\n"
                 "    containers:\n    - image: a:1\n---\n# nothing\n---\n"
                 "{\"apiVersion\":\"v1\",\"kind\":\"PodList\",\"items\":[{\"apiVersion\":\"v1\","
                 "\"kind\":\"Pod\",\n\"spec\":{\"containers\":[{\"image\":\"b:2\"}]}}]}\n"),
        ElementsAre("8:14 certain container a:1", "13:32 certain container b:2"));
}

TEST(FindImages, ThroughAnchorsOnce) {
    const std::string text =
        "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n"
        "  - &c\n    name: a\n    image: &image a:1\n"
        "  - {<<: *c, name: b}\n"
        "  - {name: d, image: *image}\n";
    EXPECT_THAT(lines_of(text), ElementsAre("7:12 certain container a:1"));
}

TEST(FindImages, InCustomResources) {
    EXPECT_THAT(lines_of("apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nspec:\n"
                         "  image: quay.io/prometheus/prometheus:v3.0.0\n"
                         "  thanos: {image: \"quay.io/thanos/thanos:v0.37.0\"}\n"
                         "  containers: [{name: x, image: side:1}]\n"),
                ElementsAre("4:10 certain custom-resource quay.io/prometheus/prometheus:v3.0.0",
                            "5:19 certain custom-resource quay.io/thanos/thanos:v0.37.0",
                            "6:33 likely container side:1"));
    EXPECT_THAT(lines_of("apiVersion: example.com/v1\nkind: Thing\nspec:\n  image: foo\n"
                         "  proxyImage: foo/bar:1\n  icon: {image: logo.png}\n"
                         "  machine: {image: ami-0123}\n  preimage: a/b:1\n"
                         "  image-tag: v1\n"
                         "status: {image: old:1}\n"),
                ElementsAre("4:10 likely field foo", "5:15 likely field foo/bar:1"));
    EXPECT_THAT(lines_of("apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n"
                         "spec: {versions: [{schema: {default: {image: a/b:1}}}]}\n"),
                IsEmpty());
}

TEST(FindImages, InGroupsOfFields) {
    EXPECT_THAT(
        lines_of(
            "image:\n  registry: quay.io\n  repository: jetstack/controller\n  tag: v1.16.1\n"
            "sidecar:\n  image: {repository: docker.io/a/b, tag: \"\", pullPolicy: Always}\n"
            "controller:\n  image: {registry: registry.k8s.io, image: ingress-nginx/controller,"
            " tag: v1.13.3, digest: \"sha256:" +
            std::string(64, 'a') +
            "\"}\n"
            "grafana:\n  image: {repository: grafana/grafana, tag: 11.0.0, sha: \"" +
            std::string(64, 'b') +
            "\"}\n"
            "flat: {image: foo/bar, imageTag: \"2\", extra: {image: more/x:3}}\n"
            "source: {repository: \"https://charts.example.com\", tag: v1}\n"
            "git: {repository: org/repo, branch: main}\n"),
        ElementsAre("3:15 likely values quay.io/jetstack/controller:v1.16.1",
                    "6:23 likely values a/b",
                    "8:45 likely values registry.k8s.io/ingress-nginx/controller:v1.13.3@sha256:" +
                        std::string(64, 'a'),
                    "10:23 likely values grafana/grafana:11.0.0@sha256:" + std::string(64, 'b'),
                    "11:15 likely values foo/bar:2", "11:54 likely field more/x:3"));
}

TEST(FindImages, OfKustomizations) {
    EXPECT_THAT(lines_of("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n"
                         "images:\n- name: nginx\n  newTag: \"1.27\"\n"
                         "- {name: app, newName: registry.example.com/app, digest: \"sha256:" +
                         std::string(64, 'c') + "\"}\n"),
                ElementsAre("4:9 certain kustomize nginx:1.27",
                            "6:24 certain kustomize registry.example.com/app@sha256:" +
                                std::string(64, 'c')));
    EXPECT_THAT(
        lines_of("resources: [a.yaml]\nimages: [{name: b, newTag: c}]\n", "dir/kustomization.yaml"),
        ElementsAre("2:17 certain kustomize b:c"));
}

TEST(FindImages, ThatControllersAreToldAbout) {
    EXPECT_THAT(
        lines_of("apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n"
                 "      containers:\n      - name: a\n        args:\n"
                 "        - --v=2\n"
                 "        - --acme-http01-solver-image=quay.io/jetstack/acmesolver:v1.16.1\n"
                 "        - --prometheus-config-reloader=quay.io/prometheus-operator/reloader:v1\n"
                 "        - --helper-image\n"
                 "        - busybox\n"
                 "        - --my-image=foo/bar\n"
                 "        - --other=ghcr.io/a/b:1\n"
                 "        - --url=https://ghcr.io/a/b:1\n"
                 "        env:\n"
                 "        - {name: RELATED_IMAGE_X, value: \"quay.io/x:1\"}\n"
                 "        - {name: KUBECTL_IMAGE, value: bitnami/kubectl}\n"
                 "        - {name: FOO, value: \"quay.io/y:1\"}\n"
                 "        - {name: BAR, value: nginx}\n"
                 "        - {name: SECRET, valueFrom: {secretKeyRef: {name: a, key: b}}}\n"),
        ElementsAre("10:38 certain argument quay.io/jetstack/acmesolver:v1.16.1",
                    "11:40 certain argument quay.io/prometheus-operator/reloader:v1",
                    "13:11 certain argument busybox", "14:22 likely argument foo/bar",
                    "15:19 likely text ghcr.io/a/b:1", "18:42 certain variable quay.io/x:1",
                    "19:40 likely variable bitnami/kubectl", "20:31 likely text quay.io/y:1"));
}

TEST(FindImages, InScriptsAndConfigMaps) {
    EXPECT_THAT(lines_of("apiVersion: v1\nkind: ConfigMap\ndata:\n"
                         "  script: |\n"
                         "    # see https://docs.example.com/images:all\n"
                         "    kubectl run x --image=quay.io/run/x:1 -- sh\n"
                         "    ctr pull registry.k8s.io/y@sha256:" +
                         std::string(64, 'a') +
                         "\n"
                         "    echo example.com/just/a/path\n"
                         "  pod.yaml: |\n"
                         "    apiVersion: v1\n"
                         "    kind: Pod\n"
                         "    spec:\n"
                         "      containers:\n"
                         "      - name: a # busybox\n"
                         "        image: busybox\n"
                         "  template: |\n"
                         "    image: {{ .Values.image }}\n"
                         "    {{- if x }}\n"
                         "    image: \"docker.io/z:1\"\n"
                         "    image: foo/init:{{ .Tag }}\n"
                         "    {{- end }}\n"
                         "  json: '{\"image\": \"a/b:1\"}'\n"
                         "  queue-image: foo/queue:1\n"),
                ElementsAre("6:27 likely text quay.io/run/x:1",
                            "7:14 likely text registry.k8s.io/y@sha256:" + std::string(64, 'a'),
                            "15:16 likely text busybox", "19:13 likely text z:1",
                            "22:21 likely text a/b:1", "23:16 likely field foo/queue:1"));
}

TEST(FindImages, OfIstiosHub) {
    EXPECT_THAT(
        lines_of("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio-sidecar-injector}\n"
                 "data:\n  values: |-\n"
                 "    {\"global\": {\"hub\": \"docker.io/istio\", \"tag\": \"1.24.1\",\n"
                 "      \"proxy\": {\"image\": \"proxyv2\"},\n"
                 "      \"proxy_init\": {\"image\": \"proxyv2\"}}}\n"),
        ElementsAre("6:25 likely text istio/proxyv2:1.24.1"));
}

TEST(FindImages, ReportsWhatItCannotRead) {
    Diagnostics diagnostics;
    const auto images = find_images("f.yaml",
                                    "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n"
                                    "  - image: Not An Image\n  - image: \"\"\n  - image: a:1\n"
                                    "---\n{{ if }}\n",
                                    knowledge::built_in_image_rules(), diagnostics);
    EXPECT_EQ(images.size(), 1U);
    ASSERT_EQ(diagnostics.items().size(), 2U);
    EXPECT_EQ(diagnostics.sorted()[0].rule, "no-image-name");
    EXPECT_EQ(diagnostics.sorted()[0].place.line, 5);
    EXPECT_EQ(diagnostics.sorted()[1].rule, "key");
}

TEST(FindImages, TellsTheBytesOfEachName) {
    const std::string text =
        "\xef\xbb\xbf"
        "apiVersion: v1\r\nkind: Pod\r\nspec:\r\n  containers:\r\n"
        "  - image: &nginx !!str nginx # nginx\r\n"
        "  - {image: \"\\tnginx\", args: [\"--helper-image=nginx\"]}\r\n"
        "  - image: >-\r\n      quay.io/a/b:1\r\n"
        "  - image: \"ngin\\x78\"\r\n";
    Diagnostics diagnostics;
    const auto images = find_images("f", text, knowledge::built_in_image_rules(), diagnostics);
    ASSERT_EQ(images.size(), 4U);
    EXPECT_EQ(images[0].parts.front().offset, text.find("nginx #"));
    EXPECT_EQ(images[1].parts.front().offset, text.find("nginx\"]"));
    EXPECT_EQ(images[2].parts.front().offset, text.find("quay.io"));
    EXPECT_TRUE(images[3].parts.empty()) << "an escape hides a letter";
    EXPECT_EQ(images[3].image.familiar(), "nginx");
}

}  // namespace
}  // namespace inland::oci
