// SPDX-License-Identifier: Apache-2.0
#include "spec_text.h"

#include "knowledge/tables.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace inland::spec {

std::string good_spec() {
    return R"(apiVersion: inland.dev/v1alpha1
kind: Cluster
metadata: {name: atlas}
spec:
  region: eu-central-1
  version: "1.34"
  access: private
  network:
    cidr: 10.40.0.0/16
    zones: 3
  connect:
    vpn: {peer: 203.0.113.10, asn: 65010, routing: static, networks: [192.168.0.0/16]}
  dns:
    forward: {corp.example.com: [192.168.0.53, 192.168.1.53]}
  registry: ecr
  nodeGroups:
    - {name: general, kind: managed, os: al2023, instanceTypes: [m6i.large], min: 2, desired: 3, max: 6}
    - {name: batch, kind: self-managed, instanceTypes: [c6i.xlarge], min: 0, desired: 2, max: 10}
  serviceCidr: 172.20.0.0/16
  addons: [vpc-cni, coredns, kube-proxy, eks-pod-identity-agent]
  serviceAccounts:
    - {namespace: shop, name: orders, policies: [arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess], via: irsa}
  admins: [arn:aws:iam::123456789012:role/platform]
  logging: [api, audit, authenticator]
  endpoints: {add: [logs], remove: [], admit: node-groups}
  tags: {team: platform}
)";
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    if (at != std::string::npos) {
        EXPECT_EQ(text.find(from, at + 1), std::string::npos) << from << " is there twice";
        text.replace(at, from.size(), to);
    }
    return text;
}

static Diagnostics diagnostics_of(std::string_view text) {
    Diagnostics found;
    const auto cluster = parse(text, "cluster.yaml", knowledge::built_in(), today(), found);
    EXPECT_EQ(cluster.has_value(), !found.has_errors());
    return found;
}

std::vector<std::string> mistakes_in(std::string_view text) {
    std::vector<std::string> mistakes;
    for (const auto& found : diagnostics_of(text).sorted())
        mistakes.push_back(
            fmt::format("{}:{} {}", found.place.line, found.place.column, found.rule));
    return mistakes;
}

std::string messages_about(std::string_view text) {
    std::string messages;
    for (const auto& found : diagnostics_of(text).sorted())
        messages += found.text() + "\n";
    return messages;
}

TimePoint today() {
    return *parse_iso8601("2026-11-22T12:00:00Z");
}

}  // namespace inland::spec
