// SPDX-License-Identifier: Apache-2.0
// Managed node groups and their roles.
#include "aws/partitions.h"
#include "sources/eksctl/config.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace inland::sources::eksctl {
namespace {

using namespace topology;

constexpr std::string_view trust =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["sts:AssumeRole"],)"
    R"("Principal":{"Service":["ec2.amazonaws.com"]}}]})";

/// What the configuration attaches stands in place of eksctl's own policies.
Attribute<std::vector<std::string>> policies_of(const Reading& reading, const Config& group) {
    if (const auto written = group.texts("iam.attachPolicyARNs"); !written.empty())
        return written;
    const bool oidc = reading.config.is_true("iam.withOIDC");
    const auto moved = reading.defaults.text("oidcMovesPolicy").value_or("");
    const auto partition = aws::partition_table_of(reading.topology.region).partition.name;
    std::vector<std::string> arns;
    for (const auto& name : reading.defaults.texts("nodePolicies"))
        if (!oidc || name != moved)
            arns.push_back(fmt::format("arn:{}:iam::aws:policy/{}", partition, name));
    return arns;
}

}  // namespace

std::string add_node_role(Reading& reading, const Config& group, const std::string& name) {
    if (const auto arn = group.text("iam.instanceRoleARN"))
        return *arn;
    auto role = resource<Role>(fmt::format("NodeInstanceRole:{}", name), group.place());
    role.assume_role_policy = std::string(trust);
    role.managed_policies = policies_of(reading, group);
    if (group.find("iam.attachPolicy") != nullptr)
        role.inline_policies =
            Attribute<std::map<std::string, std::string>>::unknown(group.place("iam"));
    if (const auto boundary = group.text("iam.instanceRolePermissionsBoundary"))
        role.permissions_boundary = *boundary;
    return reading.topology.add(std::move(role)).key;
}

namespace {

Attribute<int> size_of(const Config& group, std::string_view field) {
    const auto written = group.text(field);
    int value = 0;
    if (!written)
        return {};
    const auto* end = written->data() + written->size();
    return std::from_chars(written->data(), end, value).ptr == end ? Attribute<int>(value)
                                                                   : Attribute<int>::unknown();
}

template <typename Group>
void set_all_sizes(const Config& config, Group& group) {
    group.minimum = size_of(config, "minSize");
    group.desired = size_of(config, "desiredCapacity");
    group.maximum = size_of(config, "maxSize");
}

void add_group(Reading& reading, const Config& config, const std::string& name) {
    auto group = resource<NodeGroup>(fmt::format("managedNodeGroups:{}", name), config.place());
    group.cluster = Reference<Cluster>{std::string(cluster_key)};
    group.node_group_name = name;
    group.role = Reference<Role>{add_node_role(reading, config, name)};
    group.subnets = subnets_of_group(reading, config);
    const auto family =
        config.text("amiFamily").value_or(reading.defaults.text("amiFamily").value_or(""));
    const auto type = reading.defaults.text("amiTypes." + family);
    group.ami_type = type ? Attribute<std::string>(*type) : Attribute<std::string>::unknown();
    if (const auto instance = config.text("instanceType"))
        group.instance_types = std::vector{*instance};
    if (const auto types = config.texts("instanceTypes"); !types.empty())
        group.instance_types = types;
    if (has_unknown_template(config))
        group.launch_template = decltype(group.launch_template)::unknown(config.place());
    set_all_sizes(config, group);
    reading.topology.add(std::move(group));
}

}  // namespace

void set_sizes(const Config& config, AutoScalingGroup& group) {
    set_all_sizes(config, group);
}

void add_nodes(Reading& reading) {
    for (const auto& group : reading.config.items("managedNodeGroups")) {
        const auto name = group.text("name");
        if (name)
            add_group(reading, group, *name);
        else
            reading.topology.missing.emplace_back(NodeGroup::type);
    }
}

}  // namespace inland::sources::eksctl
