// SPDX-License-Identifier: Apache-2.0
// Node groups that are not managed: launch templates, Auto Scaling groups, and what lets their
// machines in.
#include "sources/eksctl/config.h"
#include "user_data/user_data.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

namespace inland::sources::eksctl {
namespace {

using namespace topology;

/// What changes the user data in ways that are not read.
constexpr std::array own_user_data{"overrideBootstrapCommand", "preBootstrapCommands",
                                   "kubeletExtraConfig", "bottlerocket", "efaEnabled"};
/// What puts the machines into some of the subnets only.
constexpr std::array own_subnets{"subnets", "availabilityZones", "localZones", "outpostARN"};

bool has_any(const Config& group, std::span<const char* const> fields) {
    return std::ranges::any_of(
        fields, [&](std::string_view field) { return group.find(field) != nullptr; });
}

std::map<std::string, std::string> labels_of(const Reading& reading, const Config& group,
                                             const std::string& name) {
    std::map<std::string, std::string> labels{
        {"alpha.eksctl.io/cluster-name", reading.config.text("metadata.name").value_or("")},
        {"alpha.eksctl.io/nodegroup-name", name}};
    if (const auto* written = group.find("labels"))
        for (const auto& label : written->children)
            labels[label.key] = label.text;
    return labels;
}

/// A list of {key, value, effect}, or, as eksctl took them before, a map of "value:effect".
std::vector<user_data::Taint> taints_of(const Config& group) {
    std::vector<user_data::Taint> taints;
    const auto* written = group.find("taints");
    if (written == nullptr)
        return taints;
    for (const auto& taint : written->children) {
        const auto colon = std::min(taint.text.find(':'), taint.text.size());
        if (taint.kind == knowledge::NodeKind::Scalar)
            taints.push_back({taint.key, taint.text.substr(0, colon),
                              taint.text.substr(std::min(colon + 1, taint.text.size()))});
    }
    if (written->kind == knowledge::NodeKind::List)
        for (const auto& taint : group.items("taints"))
            taints.push_back({taint.text("key").value_or(""), taint.text("value").value_or(""),
                              taint.text("effect").value_or("")});
    return taints;
}

/// EKS gives CoreDNS the tenth address of the Services' block (EKS User Guide, bootstrap.sh).
std::string cluster_dns_of(const Config& group, const std::string& services) {
    constexpr std::uint32_t tenth = 10;
    if (auto written = group.text("clusterDNS"))
        return std::move(*written);
    const auto block = Ipv4Prefix::parse_canonicalizing(services);
    return block ? Ipv4Address{block->first().bits + tenth}.text() : std::string();
}

std::optional<int> max_pods_of(const Config& group) {
    const auto written = group.text("maxPodsPerNode").value_or("");
    int pods = 0;
    const auto parsed = std::from_chars(written.data(), written.data() + written.size(), pods);
    return parsed.ec == std::errc() && pods > 0 ? std::optional(pods) : std::nullopt;
}

Attribute<LateText> user_data_of(const Reading& reading, const Config& group,
                                 const std::string& name) {
    const auto family =
        group.text("amiFamily").value_or(reading.defaults.text("amiFamily").value_or(""));
    const auto system =
        user_data::operating_system_of(reading.defaults.text("systems." + family).value_or(""));
    if (!system || has_any(group, own_user_data))
        return Attribute<LateText>::unknown(group.place());
    const auto services = service_block(reading);
    user_data::NodeSettings settings;
    settings.cluster = reading.config.text("metadata.name").value_or("");
    const auto cluster = fmt::format("cluster/{}", cluster_key);  // as holes name clusters
    settings.endpoint = late_hole(cluster, late_endpoint);
    settings.certificate_authority = late_hole(cluster, late_authority);
    settings.service_cidr = services;
    settings.cluster_dns = cluster_dns_of(group, services);
    settings.labels = labels_of(reading, group, name);
    settings.taints = taints_of(group);
    settings.max_pods = max_pods_of(group);
    return {LateText{user_data::write(settings, *system)}, group.place()};
}

SecurityGroupRule ports_of(std::string_view peer, PortRange ports) {
    SecurityGroupRule rule;
    rule.protocol = 6;
    rule.group = peer;
    rule.ports = ports;
    return rule;
}

/// The group's own security group, which the control plane may reach and which may reach the API.
std::string add_own_security_group(Reading& reading, const Config& config,
                                   const std::string& name) {
    constexpr std::uint16_t https = 443;
    const auto port = [&](std::string_view which) {
        const auto text = reading.defaults.text(fmt::format("kubeletPorts.{}", which)).value_or("");
        std::uint16_t value = 0;
        std::from_chars(text.data(), text.data() + text.size(), value);
        return value;
    };
    auto group = group_of(reading, fmt::format("SG:{}", name));
    group.place = config.place();
    group.ingress = std::vector{ports_of(control_group_key, {port("first"), port("last")}),
                                ports_of(control_group_key, {https, https})};
    const auto all = reading.topology.all<SecurityGroup>().find(control_group_key);
    if (all != reading.topology.all<SecurityGroup>().end())
        all->second.ingress.mutable_value().push_back(ports_of(group.key, {https, https}));
    return reading.topology.add(std::move(group)).key;
}

std::vector<Reference<SecurityGroup>> security_groups_of(Reading& reading, const Config& group,
                                                         const std::string& name) {
    std::vector<Reference<SecurityGroup>> groups;
    for (const auto& id : group.texts("securityGroups.attachIDs"))
        groups.push_back({id});
    if (group.text("securityGroups.withLocal").value_or("true") == "true")
        groups.push_back({add_own_security_group(reading, group, name)});
    if (group.text("securityGroups.withShared").value_or("true") == "true")
        groups.push_back({std::string(shared_group_key)});
    return groups;
}

std::string profile_of(Reading& reading, const Config& group, const std::string& role,
                       const std::string& name) {
    if (const auto arn = group.text("iam.instanceProfileARN"))
        return *arn;
    auto profile =
        resource<InstanceProfile>(fmt::format("NodeInstanceProfile:{}", name), group.place());
    profile.role = Reference<Role>{role};
    return reading.topology.add(std::move(profile)).key;
}

/// By it the cluster takes the machines for its nodes. Where it only asks its ConfigMap, eksctl
/// writes them into that, which no AWS source shows.
void add_access_entry(Reading& reading, const Config& group, const std::string& role,
                      const std::string& name) {
    if (reading.text("accessConfig.authenticationMode", "authenticationMode") == "CONFIG_MAP") {
        reading.topology.missing.emplace_back(AccessEntry::type);
        return;
    }
    auto entry = resource<AccessEntry>(fmt::format("AccessEntry:{}", name), group.place());
    entry.cluster = Reference<Cluster>{std::string(cluster_key)};
    entry.entry_type = "EC2_LINUX";
    if (reading.topology.find<Role>(role) != nullptr)
        entry.role = Reference<Role>{role};
    else
        entry.principal_arn = role;
    reading.topology.add(std::move(entry));
}

std::vector<std::string> instance_types_of(const Reading& reading, const Config& group) {
    auto types = group.texts("instancesDistribution.instanceTypes");
    if (types.empty())
        types.push_back(group.text("instanceType")
                            .value_or(reading.defaults.text("instanceType").value_or("")));
    return types;
}

LaunchTemplate template_of(Reading& reading, const Config& group, const std::string& name) {
    const auto role = add_node_role(reading, group, name);
    auto made =
        resource<LaunchTemplate>(fmt::format("NodeGroupLaunchTemplate:{}", name), group.place());
    const auto image = group.text("ami").value_or("");
    made.image = image.starts_with("ami-") ? Attribute<std::string>(image, group.place("ami"))
                                           : Attribute<std::string>::unknown(group.place());
    made.instance_type = instance_types_of(reading, group).front();
    made.user_data = user_data_of(reading, group, name);
    made.instance_profile = Reference<InstanceProfile>{profile_of(reading, group, role, name)};
    made.security_groups = security_groups_of(reading, group, name);
    const bool hides = group.is_true("disablePodIMDS");
    made.http_tokens = hides || group.is_true("disableIMDSv1") ? "required" : "optional";
    made.hop_limit = hides ? 1 : 2;
    add_access_entry(reading, group, role, name);
    return made;
}

void add_group(Reading& reading, const Config& config, const std::string& name) {
    auto made = template_of(reading, config, name);
    auto group = resource<AutoScalingGroup>(fmt::format("nodeGroups:{}", name), config.place());
    group.cluster = Reference<Cluster>{std::string(cluster_key)};
    group.group_name = name;
    group.launch_template = Reference<LaunchTemplate>{made.key};
    if (const auto types = config.texts("instancesDistribution.instanceTypes"); !types.empty())
        group.overrides = types;
    group.subnets = has_any(config, own_subnets) ? decltype(group.subnets)::unknown(config.place())
                                                 : subnets_of_group(reading, config);
    set_sizes(config, group);
    reading.topology.add(std::move(made));
    reading.topology.add(std::move(group));
}

}  // namespace

void add_self_managed_nodes(Reading& reading) {
    for (const auto& group : reading.config.items("nodeGroups")) {
        if (const auto name = group.text("name"))
            add_group(reading, group, *name);
        else
            reading.topology.missing.emplace_back(AutoScalingGroup::type);
    }
}

}  // namespace inland::sources::eksctl
