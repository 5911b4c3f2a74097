// SPDX-License-Identifier: Apache-2.0
#include "cli/scaling_group.h"

#include "upgrade/minor.h"
#include "upgrade/pods.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::cli {

namespace {

using upgrade::Age;
using upgrade::Group;
using upgrade::GroupMachine;
using upgrade::GroupSizes;

constexpr std::string_view group_type = "auto-scaling-group";

bool is_leaving(const json::value& member) {
    return string_or_empty(member, "LifecycleState").starts_with("Terminat") ||
           string_or_empty(member, "HealthStatus") == "Unhealthy";
}

int number(const json::value& document, std::string_view member) {
    return static_cast<int>(find_int(document, member).value_or(0));
}

std::optional<GroupSizes> remembered_in(const json::value& described) {
    for (const auto& tag : find_array(described, "Tags"))
        if (string_or_empty(tag, "Key") == upgrade::sizes_tag)
            return GroupSizes::parse(string_or_empty(tag, "Value"));
    return std::nullopt;
}

json::object node_of(const std::vector<json::object>& nodes, const std::string& machine) {
    for (const auto& node : nodes)
        if (string_or_empty(node, "spec.providerID").ends_with("/" + machine))
            return node;
    return {};
}

bool is_older(const json::object& node, const std::string& version) {
    const auto kubelet =
        upgrade::parse_minor(string_or_empty(node, "status.nodeInfo.kubeletVersion"));
    const auto wanted = upgrade::parse_minor(version);
    return kubelet && wanted && *kubelet < *wanted;
}

}  // namespace

Result<json::value> ScalingGroup::describe() {
    const auto answer =
        TRY(work_.read("autoscaling", "DescribeAutoScalingGroups",
                       {{"AutoScalingGroupNames", json::array{json::value(group_.group_name)}}}));
    const auto& groups = find_array(answer, "AutoScalingGroups");
    if (groups.empty())
        return failure(ErrorKind::NotFound,
                       fmt::format("there is no Auto Scaling group {}", group_.group_name));
    return groups.front();
}

Result<json::value> ScalingGroup::describe_machines(const json::value& described) {
    json::array ids;
    for (const auto& member : find_array(described, "Instances"))
        if (!is_leaving(member))
            ids.push_back(*find(member, "InstanceId"));
    if (ids.empty())
        return json::value(json::object());
    return work_.read("ec2", "DescribeInstances", {{"InstanceIds", std::move(ids)}});
}

Result<Group> ScalingGroup::look(Renewal renewal) {
    const auto described = TRY(describe());
    Group state{.name = group_.group_name,
                .sizes = {number(described, "DesiredCapacity"), number(described, "MaxSize")},
                .remembered = remembered_in(described),
                .machines = {}};
    const auto machines = TRY(describe_machines(described));
    const auto newest = TRY(newest_image(work_, group_.parameter));
    for (const auto& reservation : find_array(machines, "Reservations"))
        for (const auto& instance : find_array(reservation, "Instances")) {
            GroupMachine machine{.id = string_or_empty(instance, "InstanceId")};
            machine.age = string_or_empty(instance, "ImageId") == newest ? Age::New : Age::Old;
            machine.launched =
                parse_iso8601(string_or_empty(instance, "LaunchTime")).value_or(TimePoint());
            state.machines.push_back(std::move(machine));
        }
    std::ranges::sort(state.machines, {}, &GroupMachine::launched);
    TRY_VOID(add_nodes(state));
    // Without a reason to replace them, machines of an earlier image of this version may stay.
    const bool by_image = renewal == Renewal::ByImage || state.remembered;
    const auto nodes = TRY(work_.list("v1", "Node"));
    const bool has_older = std::ranges::any_of(state.machines, [&](const auto& machine) {
        return is_older(node_of(nodes, machine.id), group_.version);
    });
    if (!by_image && !has_older)
        for (auto& machine : state.machines)
            machine.age = Age::New;
    return state;
}

Result<void> ScalingGroup::add_nodes(Group& state) {
    const auto nodes = TRY(work_.list("v1", "Node"));
    const auto pods = TRY(work_.list("v1", "Pod"));
    for (auto& machine : state.machines) {
        const auto node = node_of(nodes, machine.id);
        machine.node = string_or_empty(node, "metadata.name");
        if (machine.node.empty())
            continue;
        machine.is_ready = upgrade::is_ready(node);
        if (find_bool(node, "spec.unschedulable").value_or(false))
            machine.cordon = upgrade::Cordon::On;
        machine.pods_to_move = upgrade::pods_to_move(pods, machine.node).size();
    }
    return {};
}

Result<void> ScalingGroup::remember(const GroupSizes& sizes) {
    static_cast<void>(
        TRY(work_.change("autoscaling", "CreateOrUpdateTags",
                         {{"Tags", json::array{json::object{{"ResourceId", group_.group_name},
                                                            {"ResourceType", group_type},
                                                            {"Key", upgrade::sizes_tag},
                                                            {"Value", sizes.text()},
                                                            {"PropagateAtLaunch", false}}}}})));
    return {};
}

Result<void> ScalingGroup::resize(const GroupSizes& sizes) {
    static_cast<void>(TRY(work_.change("autoscaling", "UpdateAutoScalingGroup",
                                       {{"AutoScalingGroupName", group_.group_name},
                                        {"MaxSize", sizes.maximum},
                                        {"DesiredCapacity", sizes.desired}})));
    return {};
}

Result<void> ScalingGroup::cordon(const std::string& node, upgrade::Cordon cordon) {
    const json::value wanted =
        cordon == upgrade::Cordon::On ? json::value(true) : json::value(nullptr);
    return work_.in_cluster([&](kube::Api& api) {
        return api.merge({"v1", "Node", "", node},
                         {{"spec", json::object{{"unschedulable", wanted}}}}, work_.stop());
    });
}

Result<void> ScalingGroup::terminate(const std::string& machine, bool smaller) {
    static_cast<void>(
        TRY(work_.change("autoscaling", "TerminateInstanceInAutoScalingGroup",
                         {{"InstanceId", machine}, {"ShouldDecrementDesiredCapacity", smaller}})));
    return {};
}

Result<void> ScalingGroup::take_back_image() {
    const auto described = TRY(describe());
    const auto machines = TRY(describe_machines(described));
    const auto newest = TRY(newest_image(work_, group_.parameter));
    std::string old_machine;
    for (const auto& reservation : find_array(machines, "Reservations"))
        for (const auto& instance : find_array(reservation, "Instances"))
            if (string_or_empty(instance, "ImageId") != newest)
                old_machine = string_or_empty(instance, "InstanceId");
    for (const auto& member : find_array(described, "Instances")) {
        if (string_or_empty(member, "InstanceId") != old_machine || old_machine.empty())
            continue;
        const auto id = string_or_empty(member, "LaunchTemplate.LaunchTemplateId");
        const auto version = string_or_empty(member, "LaunchTemplate.Version");
        const auto earlier = TRY(work_.read(
            "ec2", "DescribeLaunchTemplateVersions",
            {{"LaunchTemplateId", id}, {"Versions", json::array{json::value(version)}}}));
        const auto image =
            string_or_empty(earlier, "LaunchTemplateVersions.0.LaunchTemplateData.ImageId");
        static_cast<void>(
            TRY(work_.change("ec2", "CreateLaunchTemplateVersion",
                             {{"LaunchTemplateId", id},
                              {"SourceVersion", version},
                              {"VersionDescription", "back at version " + version},
                              {"LaunchTemplateData", json::object{{"ImageId", image}}}})));
    }
    return {};
}

Result<void> ScalingGroup::restore(const GroupSizes& sizes) {
    static_cast<void>(TRY(
        work_.change("autoscaling", "UpdateAutoScalingGroup",
                     {{"AutoScalingGroupName", group_.group_name}, {"MaxSize", sizes.maximum}})));
    static_cast<void>(
        TRY(work_.change("autoscaling", "DeleteTags",
                         {{"Tags", json::array{json::object{{"ResourceId", group_.group_name},
                                                            {"ResourceType", group_type},
                                                            {"Key", upgrade::sizes_tag}}}}})));
    return {};
}

}  // namespace inland::cli
