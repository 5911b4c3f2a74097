// SPDX-License-Identifier: Apache-2.0
#include "tests/peers/upgrade_world.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace inland::testing {

namespace {

constexpr std::string_view columns =
    R"(jsonpath={.type} {.object.metadata.name} {.object.metadata.labels.app} )"
    R"({.object.status.conditions[?(@.type=="Ready")].status}{"\n"})";

std::string spec_text(const std::string& groups, const std::string& version) {
    return fmt::format(R"(apiVersion: inland.dev/v1alpha1
kind: Cluster
metadata: {{name: atlas}}
spec:
  region: eu-central-1
  version: "{}"
  access: private
  network: {{cidr: 10.40.0.0/16, zones: 2}}
  connect:
    vpn: {{peer: 203.0.113.10, asn: 65010, routing: static, networks: [192.168.0.0/16]}}
  addons: [vpc-cni, coredns, kube-proxy]
  nodeGroups:
{})",
                       version, groups);
}

}  // namespace

std::optional<std::string> UpgradeWorld::make(const std::string& groups) {
    kubectl_ = find_program("kubectl").value_or("");
    if (kubectl_.empty())
        return "there is no kubectl on PATH";
    groups_ = groups;
    const auto applied = aws.inland({"apply", spec("1.33"), "--yes"}, std::chrono::minutes(5));
    if (applied.exit_code != 0)
        return applied.out + applied.err;
    if (const auto config = aws.inland({"kubeconfig", "atlas"}); config.exit_code != 0)
        return config.err;
    image_ = kubectl({"get", "daemonset", "kube-proxy", "-n", "kube-system", "-o",
                      "jsonpath={.spec.template.spec.containers[0].image}"});
    return std::nullopt;
}

std::string UpgradeWorld::spec(const std::string& version) const {
    return aws.write(fmt::format("cluster-{}.yaml", version), spec_text(groups_, version));
}

ProcessResult UpgradeWorld::upgrade(const std::string& version,
                                    std::vector<std::string> more) const {
    std::vector<std::string> command{"upgrade", spec(version), "--yes"};
    command.insert(command.end(), more.begin(), more.end());
    return aws.inland(command, std::chrono::minutes(10));
}

std::string UpgradeWorld::kubectl(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), kubectl_);
    const auto result = aws.run(arguments);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return result.out;
}

void UpgradeWorld::deploy(const std::string& name, int replicas, const std::string& budget) const {
    kubectl({"apply", "-f",
             aws.write(name + ".yaml", fmt::format(R"(
apiVersion: apps/v1
kind: Deployment
metadata: {{name: {0}, namespace: default}}
spec:
  replicas: {1}
  selector: {{matchLabels: {{app: {0}}}}}
  template:
    metadata: {{labels: {{app: {0}}}}}
    spec:
      containers: [{{name: work, image: "{2}"}}]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {{name: {0}, namespace: default}}
spec:
  {3}
  selector: {{matchLabels: {{app: {0}}}}}
)",
                                                   name, replicas, image_, budget))});
}

void UpgradeWorld::wait_until_ready(const std::string& name, int replicas) const {
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (std::chrono::steady_clock::now() < give_up)
        if (kubectl({"get", "deployment", name, "-o", "jsonpath={.status.readyReplicas}"}) ==
            std::to_string(replicas))
            return;
    ADD_FAILURE() << name
                  << " does not get ready: " << kubectl({"get", "pods", "-A", "-o", "wide"});
}

void UpgradeWorld::watch() {
    watch_ = std::make_unique<BackgroundProcess>(
        std::vector<std::string>{kubectl_, "get", "pods", "-n", "default", "--watch",
                                 "--output-watch-events", "-o", std::string(columns)},
        aws.variables(), aws.folder() / "watch.log");
    EXPECT_TRUE(watch_->line_with("ADDED"));
}

std::map<std::string, int> UpgradeWorld::fewest_ready() const {
    std::istringstream lines(watch_->output());
    std::map<std::string, std::set<std::string>> ready;
    std::map<std::string, int> fewest;
    bool is_listed = false;
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string type, name, app, is_ready;
        words >> type >> name >> app >> is_ready;
        is_listed = is_listed || type != "ADDED";
        if (type != "DELETED" && is_ready == "True")
            ready[app].insert(name);
        else
            ready[app].erase(name);
        if (!is_listed)
            continue;
        for (const auto& [each, names] : ready) {
            const auto count = static_cast<int>(names.size());
            const auto known = fewest.try_emplace(each, count).first;
            known->second = std::min(known->second, count);
        }
    }
    for (const auto& [app, names] : ready)
        fewest.try_emplace(app, static_cast<int>(names.size()));
    return fewest;
}

void UpgradeWorld::fault(const std::string& text) const {
    const auto answer =
        run_shell(fmt::format("curl -sS -X POST -d '{}' {}/_inland/faults", text, aws.url()));
    EXPECT_EQ(answer.exit_code, 0) << answer.out;
}

std::string UpgradeWorld::machines() const {
    return kubectl({"get", "nodes", "-o", "jsonpath={.items[*].spec.providerID}"});
}

std::string UpgradeWorld::kubelets() const {
    return kubectl({"get", "nodes", "-o", "jsonpath={.items[*].status.nodeInfo.kubeletVersion}"});
}

}  // namespace inland::testing
