// SPDX-License-Identifier: Apache-2.0
#include "core/json.h"
#include "user_data/kubelet_flags.h"
#include "user_data/node_config.h"

#include <fmt/format.h>

namespace inland::user_data {

namespace {

/// A JSON string is a YAML scalar that means the same.
std::string quoted(const std::string& text) {
    return json::serialize(json::value(text));
}

void add_cluster(std::string& yaml, const NodeSettings& settings) {
    const std::pair<std::string_view, const std::string&> members[] = {
        {"name", settings.cluster},
        {"apiServerEndpoint", settings.endpoint},
        {"certificateAuthority", settings.certificate_authority},
        {"cidr", settings.service_cidr}};
    yaml += "  cluster:\n";
    for (const auto& [name, value] : members)
        if (!value.empty())
            yaml += fmt::format("    {}: {}\n", name, quoted(value));
}

std::string kubelet_config(const NodeSettings& settings) {
    std::string yaml;
    if (settings.max_pods)
        yaml += fmt::format("      maxPods: {}\n", *settings.max_pods);
    if (!settings.cluster_dns.empty())
        yaml += fmt::format("      clusterDNS: [{}]\n", quoted(settings.cluster_dns));
    return yaml;
}

std::string kubelet_flags(const NodeSettings& settings) {
    std::string yaml;
    const auto add = [&yaml](std::string_view flag, const std::string& value) {
        if (!value.empty())
            yaml += fmt::format("      - {}\n", quoted(fmt::format("{}={}", flag, value)));
    };
    add("--node-labels", labels_text(settings.labels));
    add("--register-with-taints", taints_text(settings.taints));
    add("--hostname-override", settings.host_name);
    return yaml;
}

void add_kubelet(std::string& yaml, const NodeSettings& settings) {
    const auto config = kubelet_config(settings);
    const auto flags = kubelet_flags(settings);
    if (!config.empty() || !flags.empty())
        yaml += "  kubelet:\n";
    if (!config.empty())
        yaml += "    config:\n" + config;
    if (!flags.empty())
        yaml += "    flags:\n" + flags;
}

}  // namespace

std::string write_node_config(const NodeSettings& settings) {
    std::string yaml = "apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n";
    add_cluster(yaml, settings);
    add_kubelet(yaml, settings);
    if (settings.node_name == NodeName::InstanceId)
        yaml += "  featureGates:\n    InstanceIdNodeName: true\n";
    return "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"//\"\n\n--//\n"
           "Content-Type: application/node.eks.aws\n\n" +
           yaml + "\n--//--\n";
}

}  // namespace inland::user_data
