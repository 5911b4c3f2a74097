// SPDX-License-Identifier: Apache-2.0
#include "design/designers.h"
#include "design/network_parts.h"
#include "design/node_settings.h"
#include "design/role_name.h"
#include "design/ways_out.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::design {
namespace {

using topology::AutoScalingGroup;
using topology::LaunchTemplate;

/// The role, profile and access entry that all self-managed groups share. Managed groups have a
/// role of their own: EKS deletes its access entry with the last managed group of a role.
constexpr std::string_view identity = "self-managed-nodes";

constexpr std::size_t longest_tag_key = 128;

Need need_of(const Drawing& drawing, const spec::NodeGroup& group, std::string why) {
    const auto index = &group - drawing.spec.node_groups.data();
    return {fmt::format("spec.nodeGroups[{}]", index), group.place, std::move(why)};
}

void add_profile(Drawing& drawing, const spec::NodeGroup& first) {
    auto profile = make<topology::InstanceProfile>(
        drawing, identity,
        need_of(drawing, first,
                "node.identity: gives the machines of self-managed groups their role"));
    profile.tags["inland.dev/region"] = drawing.spec.region.value;
    profile.profile_name = role_name(drawing.spec, identity);
    profile.path = "/inland/" + drawing.spec.name.value + "/";
    profile.role = refer<topology::Role>(identity);
    drawing.topology().add(std::move(profile));
}

void add_access_entry(Drawing& drawing, const spec::NodeGroup& first) {
    auto entry = make<topology::AccessEntry>(
        drawing, identity,
        need_of(drawing, first,
                "node.identity: the cluster takes machines with this role for its nodes; for "
                "managed groups EKS makes such an entry itself"));
    entry.cluster = refer<topology::Cluster>(drawing.spec.name.value);
    entry.role = refer<topology::Role>(identity);
    entry.entry_type = "EC2_LINUX";
    drawing.topology().add(std::move(entry));
}

/// The Systems Manager parameter, which EC2 resolves at each launch, instead of the id that it has
/// today: a new machine starts from the newest image, no plan changes because AWS published one,
/// and whoever reads the template sees which system it is. Nodes never ask Systems Manager.
std::string image_of(const Drawing& drawing, const knowledge::AmiPath& ami) {
    return "resolve:ssm:" +
           knowledge::expand(ami.ssm_parameter, {{"version", drawing.spec.version.value}});
}

/// What consoles show, and how `inland status` tells the groups of machines apart.
topology::Tags machine_tags(const Drawing& drawing, const spec::NodeGroup& group) {
    auto tags = tags_of(drawing.spec, group.name.value);
    tags.erase(std::string(topology::id_tag));  // of what is made one by one
    tags[std::string(topology::node_group_tag)] = group.name.value;
    return tags;
}

void add_template(Drawing& drawing, const spec::NodeGroup& group) {
    const auto* ami = drawing.tables.ami(spec::text(group.os.value), group.architecture);
    auto made = make<LaunchTemplate>(
        drawing, group.name.value,
        need_of(drawing, group,
                fmt::format("node.user-data: what {}'s machines start from and are told",
                            group.name.value)));
    made.template_name = {machines_name(drawing, group), group.name.place};
    made.image = {image_of(drawing, *ami), group.os.place};
    made.instance_type = {group.instance_types.front().value, group.instance_types.front().place};
    made.user_data = {user_data_of(drawing, group), group.place};
    made.instance_profile = refer<topology::InstanceProfile>(identity);
    set_node_machine(drawing, group, made);
    made.machine_tags = machine_tags(drawing, group);
    drawing.topology().add(std::move(made));
}

/// What the cluster-autoscaler needs to know of a node before there is one (its AWS provider,
/// "Scaling a node group to 0").
void add_autoscaler_tags(const Drawing& drawing, const spec::NodeGroup& group,
                         topology::Tags& tags) {
    constexpr std::string_view prefix = "k8s.io/cluster-autoscaler/";
    tags[fmt::format("{}enabled", prefix)] = "true";
    tags[fmt::format("{}{}", prefix, drawing.spec.name.value)] = "owned";
    const auto add = [&tags](std::string key, std::string value) {
        if (key.size() <= longest_tag_key)
            tags[std::move(key)] = std::move(value);
    };
    for (const auto& label : group.labels)
        add(fmt::format("{}node-template/label/{}", prefix, label.key.value), label.value.value);
    for (const auto& taint : group.taints)
        add(fmt::format("{}node-template/taint/{}", prefix, taint.key.value),
            fmt::format("{}:{}", taint.value.value, spec::text(taint.effect.value)));
}

/// By the tag kubernetes.io/cluster/NAME cloud controllers know the cluster's machines.
void set_tags(const Drawing& drawing, const spec::NodeGroup& group, AutoScalingGroup& made) {
    const auto owned = "kubernetes.io/cluster/" + drawing.spec.name.value;
    made.tags[owned] = "owned";
    add_autoscaler_tags(drawing, group, made.tags);
    made.propagated = std::vector<std::string>{owned};
}

void set_sizes(const spec::NodeGroup& group, AutoScalingGroup& made) {
    made.minimum = {group.min.value, group.min.place};
    made.desired = {group.desired.value, group.desired.place};
    made.maximum = {group.max.value, group.max.place};
}

void add_group(Drawing& drawing, const spec::NodeGroup& group) {
    auto made = make<AutoScalingGroup>(
        drawing, group.name.value,
        need_of(
            drawing, group,
            fmt::format("the spec's {} machines {}, which the owner updates; they join through "
                        "{}",
                        spec::text(group.os.value), group.name.value, way_to_api(drawing.spec))));
    made.cluster = refer<topology::Cluster>(drawing.spec.name.value);
    made.group_name = {machines_name(drawing, group), group.name.place};
    made.launch_template = refer<LaunchTemplate>(group.name.value);
    made.template_version = "$Latest";
    auto types = instance_types_of(group);
    if (types.size() == 1)
        types.clear();  // the template's is enough
    made.overrides = {std::move(types), group.instance_types.front().place};
    made.subnets = node_subnets(drawing);
    set_sizes(group, made);
    made.health_check = "EC2";
    set_tags(drawing, group, made);
    drawing.topology().add(std::move(made));
}

}  // namespace

void design_self_managed_groups(Drawing& drawing) {
    bool has_identity = false;
    for (const auto& group : drawing.spec.node_groups) {
        if (group.kind.value != spec::NodeGroupKind::SelfManaged)
            continue;
        if (!has_identity) {
            add_profile(drawing, group);
            add_access_entry(drawing, group);
            has_identity = true;
        }
        add_template(drawing, group);
        add_group(drawing, group);
    }
}

}  // namespace inland::design
