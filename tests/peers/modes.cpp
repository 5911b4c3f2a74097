// SPDX-License-Identifier: Apache-2.0
#include "tests/peers/modes.h"

#include "core/json.h"

#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace inland::testing {

namespace {

json::value document_of(const ProcessResult& result) {
    auto document = parse_json(result.out);
    EXPECT_TRUE(document) << result.err;
    return document.value_or(json::value());
}

}  // namespace

std::string spec_of(const Mode& mode, std::string_view more) {
    return fmt::format(R"(apiVersion: inland.dev/v1alpha1
kind: Cluster
metadata: {{name: modes}}
spec:
  region: eu-central-1
  version: "1.34"
  access: {}
  network: {{cidr: 10.60.0.0/16, zones: 2{}}}
  nodeGroups:
    - {{name: general, kind: managed, os: al2023, instanceTypes: [m6i.large], min: 1, desired: 2, max: 4}}
    - {{name: batch, kind: self-managed, os: al2023, instanceTypes: [c6i.xlarge], min: 0, desired: 1, max: 4}}
{})",
                       mode.access, mode.network, more);
}

std::string ModeCluster::spec(const Mode& mode, std::string_view more) const {
    return aws.write(fmt::format("{}.yaml", mode.name), spec_of(mode, more));
}

ProcessResult ModeCluster::apply(const Mode& mode, std::string_view more) {
    return aws.inland({"apply", spec(mode, more), "--yes"});
}

ProcessResult ModeCluster::apply_unproven(const Mode& mode, std::string_view more) {
    return aws.inland({"apply", spec(mode, more), "--yes", "--unproven"});
}

std::string ModeCluster::kubeconfig_of(const std::string& from) const {
    const auto name = "kubeconfig-" + (from.empty() ? "default" : from);
    auto file = (aws.folder() / name).string();
    std::ranges::replace(file.begin() + static_cast<long>(aws.folder().string().size()) + 1,
                         file.end(), '/', '-');
    std::vector<std::string> command{"kubeconfig", "modes", "--kubeconfig", file};
    if (!from.empty())
        command.insert(command.end(), {"--from", from});
    const auto written = aws.inland(command);
    EXPECT_EQ(written.exit_code, 0) << written.err;
    return file;
}

ProcessResult ModeCluster::kubectl(const std::string& from,
                                   std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {find_program("kubectl").value(), "--kubeconfig",
                                         kubeconfig_of(from), "--request-timeout=10s"});
    return aws.run(arguments);
}

std::vector<std::string> ModeCluster::nodes() const {
    const auto document = document_of(kubectl("", {"get", "nodes", "-o", "json"}));
    std::vector<std::string> found;
    for (const auto& node : find_array(document, "items"))
        for (const auto& condition : find_array(node, "status.conditions"))
            if (string_or_empty(condition, "type") == "Ready")
                found.push_back(
                    string_or_empty(node, "metadata.name") +
                    (string_or_empty(condition, "status") == "True" ? " Ready" : " NotReady"));
    std::ranges::sort(found);
    return found;
}

std::size_t ModeCluster::lost_nodes() const {
    const auto document = document_of(kubectl("", {"get", "events", "-A", "-o", "json"}));
    const auto& events = find_array(document, "items");
    return static_cast<std::size_t>(std::ranges::count_if(events, [](const json::value& event) {
        return string_or_empty(event, "reason") == "NodeNotReady";
    }));
}

bool has_kubectl() {
    return find_program("kubectl").has_value();
}

}  // namespace inland::testing
