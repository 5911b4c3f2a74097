// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/autoscaler/groups.h"

#include "emulator/cluster/autoscaler/machine_template.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/services/members.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator::autoscaler {

namespace {

using cluster::Objects;
using cluster::type_of;

/// All pages of the groups that have every one of the tags.
Result<json::array> described_groups(const NetworkCaller& caller, const Settings& settings) {
    json::array filters;
    for (const auto& tag : settings.discovery_tags)
        filters.push_back(json::object{{"Name", "tag-key"}, {"Values", json::array{tag}}});
    json::object input{{"Filters", std::move(filters)}};
    json::array groups;
    for (;;) {
        const auto page = TRY(call_aws(caller, "autoscaling", "DescribeAutoScalingGroups", input));
        for (const auto& group : list_of(page, "AutoScalingGroups"))
            groups.push_back(group);
        const auto next = text_of(page, "NextToken");
        if (next.empty())
            return groups;
        input["NextToken"] = next;
    }
}

std::string instance_of(const json::object& node) {
    const auto provider = string_or_empty(node, "spec.providerID");
    return provider.substr(provider.rfind('/') + 1);
}

/// One group on its way from AWS's document to what the autoscaler makes of it.
class Sight {
  public:
    Sight(const NetworkCaller& caller, const Objects& objects, SeenGroups& seen)
        : caller_(caller), objects_(objects), seen_(seen) {}

    void add(const json::object& group) {
        ScaledGroup made{.name = text_of(group, "AutoScalingGroupName"),
                         .minimum = static_cast<int>(number_of(group, "MinSize")),
                         .maximum = static_cast<int>(number_of(group, "MaxSize")),
                         .target = static_cast<int>(number_of(group, "DesiredCapacity"))};
        for (const auto& instance : list_of(group, "Instances"))
            seen_.group_of_instance[string_or_empty(instance, "InstanceId")] = made.name;
        const auto nodes = ready_nodes(made.name);
        made.upcoming = std::max(made.target - static_cast<int>(nodes.size()), 0);
        if (nodes.empty())
            made.machine = unseen_machine(group);
        else
            made.machine = template_of_node(objects_, *nodes.front());
        seen_.groups.push_back(std::move(made));
    }

  private:
    [[nodiscard]] std::vector<const json::object*> ready_nodes(const std::string& group) const {
        auto nodes = objects_.list(type_of("", "nodes"));
        std::erase_if(nodes, [&](const json::object* node) {
            const auto found = seen_.group_of_instance.find(instance_of(*node));
            return found == seen_.group_of_instance.end() || found->second != group ||
                   !cluster::is_ready(*node);
        });
        return nodes;
    }

    std::optional<NodeTemplate> unseen_machine(const json::object& group) {
        const auto name = text_of(group, "AutoScalingGroupName");
        const auto type_name = instance_type(group);
        if (!type_name) {
            seen_.complaints.push_back(
                fmt::format("Failed to fully populate ASG->instanceType mapping: {}",
                            type_name.error().message));
            return std::nullopt;
        }
        const auto* type = caller_.world.tables().instance_type(*type_name);
        if (type == nullptr) {
            seen_.complaints.push_back(fmt::format(
                "ASG \"{}\" uses the unknown EC2 instance type \"{}\"", name, *type_name));
            return std::nullopt;
        }
        return template_of_group(objects_, group, *type, node_group(group));
    }

    Result<std::string> instance_type(const json::object& group) const {
        const auto& mixed = find_object(group, "MixedInstancesPolicy.LaunchTemplate");
        const auto& overrides = list_of(mixed, "Overrides");
        if (!overrides.empty() && !string_or_empty(overrides.front(), "InstanceType").empty())
            return string_or_empty(overrides.front(), "InstanceType");
        const auto& own = object_of(group, "LaunchTemplate");
        const auto& used = own.empty() ? object_of(mixed, "LaunchTemplateSpecification") : own;
        const auto version = text_of(used, "Version");
        json::object input{
            {"Versions", json::array{version.empty() ? std::string("$Default") : version}}};
        // AWS shows a template's id and name; one is enough.
        copy_members(used, input,
                     {has(used, "LaunchTemplateId") ? "LaunchTemplateId" : "LaunchTemplateName"});
        const auto answer = TRY(call_aws(caller_, "ec2", "DescribeLaunchTemplateVersions", input));
        auto type =
            string_or_empty(answer, "LaunchTemplateVersions.0.LaunchTemplateData.InstanceType");
        if (type.empty())
            return failure(ErrorKind::NotFound,
                           "unable to find instance type using launch template");
        return type;
    }

    /// Of a managed node group, which EKS marks with its name, what EKS says of it; empty else.
    json::object node_group(const json::object& group) {
        const auto name = tag_of(group, "eks:nodegroup-name");
        const auto cluster = tag_of(group, "eks:cluster-name");
        if (name.empty() || cluster.empty())
            return {};
        const auto answer = call_aws(caller_, "eks", "DescribeNodegroup",
                                     {{"clusterName", cluster}, {"nodegroupName", name}});
        if (answer)
            return object_of(*answer, "nodegroup");
        seen_.complaints.push_back(
            fmt::format("Failed to get labels from EKS DescribeNodegroup API for nodegroup {} in "
                        "cluster {} because {}.",
                        name, cluster, answer.error().message));
        return {};
    }

    const NetworkCaller& caller_;
    const Objects& objects_;
    SeenGroups& seen_;
};

}  // namespace

Result<SeenGroups> see_groups(const NetworkCaller& caller, const Objects& objects,
                              const Settings& settings) {
    const auto described = TRY(described_groups(caller, settings));
    SeenGroups seen;
    for (const auto& group : described)
        Sight(caller, objects, seen).add(group.as_object());
    return seen;
}

}  // namespace inland::emulator::autoscaler
