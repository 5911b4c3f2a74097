// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace inland::oci {

/// Manifests in the shapes that charts, operators and people write, for tests that must hold for
/// all of them. None of their images is in a private registry.
inline std::vector<std::string> shapes() {
    const std::string digest = "sha256:" + std::string(64, 'd');
    return {
        // A chart's deployment, with comments, quotes of both kinds and a separate tag.
        "# Source: chart/templates/deployment.yaml\n"
        "apiVersion: apps/v1\n"
        "kind: Deployment\n"
        "metadata:\n"
        "  name: \"orders\"   # the shop's\n"
        "  labels: {app.kubernetes.io/version: \"1.27\"}\n"
        "spec:\n"
        "  template:\n"
        "    spec:\n"
        "      initContainers:\n"
        "        - name: wait\n"
        "          image:   \"busybox:1.36\"   # busybox:1.36 waits\n"
        "          command: ['sh', '-c', 'echo busybox:1.36']\n"
        "      containers:\n"
        "      - image: 'nginx'\n"
        "        name: nginx\n"
        "      - {name: side, image: quay.io/a/b:1, imagePullPolicy: Always}\n"
        "      - name: last\n"
        "        image: ghcr.io/c/d@" +
            digest + "\n",
        // Windows' line ends, a byte order mark and no newline at the end.
        "\xef\xbb\xbf"
        "apiVersion: v1\r\nkind: Pod\r\nspec:\r\n  containers:\r\n  - image: nginx:1 # n\r\n"
        "    name: a\r\n  - name: b\r\n    image: \"nginx:1\"",
        // JSON in one line, and in many with tabs.
        R"({"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"image":"a/b:1","name":"x"}]}})",
        "{\n\t\"apiVersion\": \"v1\",\n\t\"kind\": \"List\",\n\t\"items\": [\n\t\t{\"apiVersion\": "
        "\"batch/v1\",\n\t\t \"kind\": \"CronJob\", \"spec\": {\"jobTemplate\": {\"spec\": "
        "{\"template\": {\"spec\": {\"containers\": [\n\t\t{\"name\": \"c\", \"image\": "
        "\"docker.io/library/perl:5\"}]}}}}}}]}\n",
        // Anchors that are called like the image, tags, folded and literal scalars.
        "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - &nginx\n    name: nginx\n"
        "    image: &image !!str nginx:1\n  - {<<: *nginx, name: b}\n  - name: c\n"
        "    image: *image\n  - name: d\n    image: >-\n      quay.io/x/y:2\n  - name: e\n"
        "    image: |- # quay.io/x/y:2\n      quay.io/x/y:2\n---\n---\n# the end\n",
        // What controllers are told.
        "apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n"
        "      containers:\n      - name: controller\n        image: quay.io/jetstack/c:v1\n"
        "        args:\n        - --v=2\n"
        "        - \"--acme-http01-solver-image=quay.io/jetstack/acmesolver:v1\"\n"
        "        - --prometheus-config-reloader=quay.io/prometheus-operator/reloader:v0.80.0\n"
        "        - -shell-image\n        - cgr.dev/chainguard/busybox@" +
            digest +
            "\n        - --text=\"quay.io/in/quotes:1\"\n"
            "        env:\n"
            "        - name: RELATED_IMAGE_DB\n          value: \"docker.io/library/postgres:16\"\n"
            "        - {name: KUBECTL_IMAGE, value: 'bitnami/kubectl:1.34'}\n",
        // ConfigMaps with files in them.
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: local-path-config}\ndata:\n"
        "  helperPod.yaml: |-\n    apiVersion: v1\n    kind: Pod\n    spec:\n      containers:\n"
        "      - name: helper\n        image: busybox\n  config.json: |\n"
        "    {\"image\": \"a/b:1\", \"path\": \"/tmp\"}\n"
        "  run.sh: |\n    #!/bin/sh\n    docker run --rm docker.io/library/alpine:3 true\n"
        "    # from https://quay.io/alpine:3\n"
        "  escaped: \"image: quay.io/e/f:1\\nother: \\\"x\\\"\\n\"\n"
        "  template: |\n    {{- range .Items }}\n    - image: \"{{ .Hub }}/x:{{ .Tag }}\"\n"
        "    - image: gcr.io/istio/proxyv2:1.24\n    {{- end }}\n",
        // istio's values.
        "apiVersion: v1\nkind: ConfigMap\ndata:\n  values: |-\n"
        "    {\n      \"global\": {\n        \"hub\": \"docker.io/istio\",\n"
        "        \"tag\": \"1.24.1\",\n        \"proxy\": {\"image\": \"proxyv2\"},\n"
        "        \"proxy_init\": {\"image\": \"proxyv2\"}\n      }\n    }\n",
        // Helm's values.
        "# Default values.\nreplicaCount: 1\nimage:\n  registry: docker.io\n"
        "  repository: bitnami/redis\n  tag: 7.4.1-debian-12-r0 # the version\n  digest: \"\"\n"
        "  pullPolicy: IfNotPresent\nsidecar:\n  image:\n    repository: 'kiwigrid/k8s-sidecar'\n"
        "    tag: \"1.28.0\"\n    sha: \"\"\nexporter: {image: {repository: "
        "oliver006/redis_exporter,"
        " tag: v1.66.0}}\ncontroller:\n  image:\n    registry: registry.k8s.io\n"
        "    image: ingress-nginx/controller\n    tag: \"v1.13.3\"\n    digest: " +
            digest +
            "\nwebhook:\n  image:\n    repository: quay.io/jetstack/webhook\n"
            "    # tag: canary\n    pullPolicy: IfNotPresent\n",
        // Custom resources.
        "apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nspec:\n"
        "  image: quay.io/prometheus/prometheus:v3.0.0\n  version: v3.0.0\n---\n"
        "apiVersion: example.com/v1\nkind: Widget\nspec: {proxyImage: foo/bar:1, image: foo}\n"
        "status: {image: \"old:1\"}\n",
        // kustomize.
        "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n"
        "images:\n  - name: nginx   # the web server\n    newTag: \"1.27\"\n  - newTag: \"2\"\n"
        "    name: \"quay.io/a/b\"\n  - {name: c/d, newTag: v1}\n"
        "  - {\"name\": \"e\", \"newName\": \"ghcr.io/e/f\"}\n"
        "  - name: g\n    newName: docker.io/g/h\n    digest: " +
            digest + "\n",
        // Nothing of ours.
        "apiVersion: v1\nkind: Service\nmetadata: {name: image}\nspec: {ports: [{port: 80}]}\n",
    };
}

}  // namespace inland::oci
