// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/eks_list.h"
#include "sources/live/readers.h"
#include "sources/remote_access.h"

namespace inland::sources::live {
namespace {

using topology::NodeGroup;

std::vector<topology::Taint> taints_of(const json::value& document) {
    std::vector<topology::Taint> taints;
    for (const auto& taint : find_array(document, "taints")) {
        taints.push_back({string_or_empty(taint, "key"), string_or_empty(taint, "value"),
                          string_or_empty(taint, "effect")});
    }
    std::ranges::sort(taints);
    return taints;
}

/// In the order in which EKS was told them: Auto Scaling prefers the first.
std::vector<std::string> instance_types_of(const json::value& document) {
    std::vector<std::string> types;
    for (const auto& type : find_array(document, "instanceTypes")) {
        if (type.is_string())
            types.emplace_back(type.as_string());
    }
    return types;
}

NodeGroup node_group_of(const json::value& document) {
    auto group = resource_of<NodeGroup>(string_or_empty(document, "nodegroupName"),
                                        tag_map(document, "tags"));
    group.key = key_within(document, group.id);
    group.cluster = reference<topology::Cluster>(document, "clusterName");
    group.node_group_name = group.id;
    group.role = reference<topology::Role>(document, "nodeRole");
    group.subnets = references<topology::Subnet>(document, "subnets");
    group.ami_type = text(document, "amiType");
    group.instance_types = instance_types_of(document);
    group.capacity_type = text(document, "capacityType");
    group.disk_size = number<int>(document, "diskSize");
    group.minimum = number<int>(document, "scalingConfig.minSize");
    group.desired = number<int>(document, "scalingConfig.desiredSize");
    group.maximum = number<int>(document, "scalingConfig.maxSize");
    group.labels = tag_map(document, "labels");
    group.taints = taints_of(document);
    group.version = text(document, "version");
    group.launch_template = reference<topology::LaunchTemplate>(document, "launchTemplate.id");
    group.template_version = text(document, "launchTemplate.version");
    group.state = text(document, "status");
    return group;
}

}  // namespace

Result<void> read_node_groups(Reading& reading) {
    constexpr EksList list = {.list_operation = "ListNodegroups",
                              .names = "nodegroups",
                              .describe_operation = "DescribeNodegroup",
                              .name_member = "nodegroupName",
                              .document = "nodegroup"};
    for (const auto& document : TRY(list_eks(reading, list))) {
        auto group = node_group_of(document);
        const auto ssh = string_or_empty(document, "resources.remoteAccessSecurityGroup");
        if (!ssh.empty() && group.launch_template.is_absent())
            start_in_remote_access_group(reading.topology, group, ssh);
        reading.topology.add(std::move(group));
    }
    return {};
}

}  // namespace inland::sources::live
