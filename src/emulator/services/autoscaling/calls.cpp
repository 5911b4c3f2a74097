// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/autoscaling/group.h"
#include "emulator/services/ec2/instance.h"
#include "emulator/services/ec2/launch_template.h"
#include "emulator/services/members.h"
#include "emulator/services/page.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

std::unexpected<Error> invalid(std::string message) {
    return refuse("ValidationError", std::move(message));
}

RecordKey group_key(const Call& call, std::string_view name) {
    return {call.scope(), std::string(kind::autoscaling_group), std::string(name)};
}

Result<RecordKey> find_group(const Call& call) {
    auto key = group_key(call, text_of(call.input, "AutoScalingGroupName"));
    if (call.world.store().find(key) == nullptr)
        return invalid("AutoScalingGroup name not found - null");
    return key;
}

Result<void> check_sizes(std::int64_t minimum, std::int64_t desired, std::int64_t maximum) {
    if (minimum < 0 || minimum > maximum)
        return invalid("Max bound must be greater than or equal to min bound");
    if (desired < minimum || desired > maximum)
        return invalid(
            fmt::format("Desired capacity:{} must be between the specified min size:{} "
                        "and max size:{}",
                        desired, minimum, maximum));
    return {};
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto comma = text.find(',');
        parts.emplace_back(text.substr(0, comma));
        text = comma == std::string_view::npos ? "" : text.substr(comma + 1);
    }
    return parts;
}

Result<void> check_subnets(const Call& call, const std::vector<std::string>& subnets) {
    if (subnets.empty())
        return invalid("At least one Availability Zone or VPC Subnet is required.");
    for (const auto& id : subnets)
        if (call.world.store().find({call.scope(), std::string(kind::subnet), id}) == nullptr)
            return invalid(fmt::format("The subnet ID '{}' does not exist", id));
    return {};
}

/// The launch template, in the group itself or in its mixed instances policy.
json::object template_of(const json::object& input) {
    if (has(input, "LaunchTemplate"))
        return object_of(input, "LaunchTemplate");
    return object_of(object_of(object_of(input, "MixedInstancesPolicy"), "LaunchTemplate"),
                     "LaunchTemplateSpecification");
}

Result<json::object> create_group(const Call& call) {
    const auto name = text_of(call.input, "AutoScalingGroupName");
    if (call.world.store().find(group_key(call, name)) != nullptr)
        return refuse("AlreadyExists",
                      "AutoScalingGroup by this name already exists - A group with the name " +
                          name + " already exists");
    NewGroup spec;
    spec.name = name;
    spec.minimum = number_of(call.input, "MinSize");
    spec.maximum = number_of(call.input, "MaxSize");
    spec.desired = number_of(call.input, "DesiredCapacity", spec.minimum);
    TRY_VOID(check_sizes(spec.minimum, spec.desired, spec.maximum));
    spec.subnet_ids = split(text_of(call.input, "VPCZoneIdentifier"));
    TRY_VOID(check_subnets(call, spec.subnet_ids));
    spec.launch_template = template_of(call.input);
    if (const auto data = launch_template_data(call.world, call.scope(), spec.launch_template);
        !data)
        return invalid("You must use a valid fully-formed launch template. " +
                       data.error().message);
    spec.tags = list_of(call.input, "Tags");
    make_group(call.world, call.scope(), spec);
    call.world.store().update(group_key(call, name), [&](json::object& group) {
        copy_members(
            call.input, group,
            {"DefaultCooldown", "HealthCheckType", "HealthCheckGracePeriod", "TargetGroupARNs",
             "TerminationPolicies", "MixedInstancesPolicy", "MaxInstanceLifetime",
             "CapacityRebalance", "DefaultInstanceWarmup", "NewInstancesProtectedFromScaleIn"});
        if (has(group, "MixedInstancesPolicy"))
            group["_template_in_policy"] = true;
    });
    return json::object{};
}

Result<json::object> update_group(const Call& call) {
    const auto key = TRY(find_group(call));
    const auto& group = *call.world.store().find(key);
    const auto minimum = number_of(call.input, "MinSize", number_of(group, "MinSize"));
    const auto maximum = number_of(call.input, "MaxSize", number_of(group, "MaxSize"));
    const auto desired = number_of(
        call.input, "DesiredCapacity",
        std::clamp(number_of(group, "DesiredCapacity"), minimum, std::max(minimum, maximum)));
    TRY_VOID(check_sizes(minimum, desired, maximum));
    const auto subnets = split(text_of(call.input, "VPCZoneIdentifier"));
    if (!subnets.empty())
        TRY_VOID(check_subnets(call, subnets));
    call.world.store().update(key, [&](json::object& document) {
        copy_members(call.input, document,
                     {"DefaultCooldown", "HealthCheckType", "HealthCheckGracePeriod",
                      "LaunchTemplate", "VPCZoneIdentifier", "TerminationPolicies",
                      "MaxInstanceLifetime", "CapacityRebalance"});
        if (!subnets.empty())
            document["_subnets"] = array_of(subnets);
    });
    resize_group(call.world, key, minimum, desired, maximum);
    return json::object{};
}

Result<json::object> set_desired_capacity(const Call& call) {
    const auto key = TRY(find_group(call));
    const auto& group = *call.world.store().find(key);
    const auto desired = number_of(call.input, "DesiredCapacity");
    TRY_VOID(check_sizes(number_of(group, "MinSize"), desired, number_of(group, "MaxSize")));
    resize_group(call.world, key, number_of(group, "MinSize"), desired,
                 number_of(group, "MaxSize"));
    return json::object{};
}

Result<json::object> delete_group_call(const Call& call) {
    const auto key = TRY(find_group(call));
    if (!alive_instances(call.world, key).empty() && !flag_of(call.input, "ForceDelete"))
        return refuse("ResourceInUse",
                      "You cannot delete an AutoScalingGroup while there are instances or pending "
                      "Spot instance request(s) still in the group.");
    delete_group(call.world, key);
    return json::object{};
}

std::string_view lifecycle_of(const json::object& instance) {
    const auto state = text_of(object_of(instance, "State"), "Name");
    if (state == "pending")
        return "Pending";
    return state == "running" ? "InService" : "Terminating";
}

json::object instance_row(const json::object& group, const std::string& id,
                          const json::object& instance) {
    return {{"InstanceId", id},
            {"InstanceType", text_of(instance, "InstanceType")},
            {"AvailabilityZone", text_of(object_of(instance, "Placement"), "AvailabilityZone")},
            {"LifecycleState", lifecycle_of(instance)},
            {"HealthStatus", is_alive(instance) ? "Healthy" : "Unhealthy"},
            {"LaunchTemplate", object_of(group, "LaunchTemplate")},
            {"ProtectedFromScaleIn", false}};
}

json::object shown_group(const Call& call, const std::string& name, const json::object& group) {
    auto copy = group;
    json::array instances;
    for (const auto& [id, instance] : call.world.store().list(call.scope(), kind::instance))
        if (text_of(*instance, "_autoscaling_group") == name &&
            text_of(object_of(*instance, "State"), "Name") != "terminated")
            instances.push_back(instance_row(group, id, *instance));
    copy["Instances"] = std::move(instances);
    if (flag_of(group, "_template_in_policy"))
        copy.erase("LaunchTemplate");
    return copy;
}

Result<json::object> page_of(const Call& call, std::string_view list, json::array items) {
    constexpr std::int64_t greatest = 100;
    const auto size =
        std::clamp<std::int64_t>(number_of(call.input, "MaxRecords", 50), 1, greatest);
    auto page = TRY(take_page(std::move(items), text_of(call.input, "NextToken"),
                              static_cast<std::size_t>(size), "InvalidNextToken"));
    json::object output{{list, std::move(page.items)}};
    if (!page.next_token.empty())
        output["NextToken"] = page.next_token;
    return output;
}

/// Filters "tag:KEY", "tag-key" and "tag-value".
bool matches(const json::object& filter, const json::object& group) {
    const auto name = text_of(filter, "Name");
    const auto values = texts_of(filter, "Values");
    return std::ranges::any_of(list_of(group, "Tags"), [&](const json::value& tag) {
        const auto key = text_of(tag.as_object(), "Key");
        const auto value = text_of(tag.as_object(), "Value");
        if (name == "tag-key")
            return std::ranges::find(values, key) != values.end();
        const bool right_key = name == "tag-value" || name == "tag:" + key;
        return right_key && std::ranges::find(values, value) != values.end();
    });
}

Result<json::object> describe_groups(const Call& call) {
    const auto names = texts_of(call.input, "AutoScalingGroupNames");
    json::array rows;
    for (const auto& [name, group] :
         call.world.store().list(call.scope(), kind::autoscaling_group)) {
        const bool asked = names.empty() || std::ranges::find(names, name) != names.end();
        const bool fits = std::ranges::all_of(
            list_of(call.input, "Filters"),
            [&](const json::value& filter) { return matches(filter.as_object(), *group); });
        if (asked && fits)
            rows.push_back(shown_group(call, name, *group));
    }
    return page_of(call, "AutoScalingGroups", std::move(rows));
}

Result<json::object> describe_instances(const Call& call) {
    const auto ids = texts_of(call.input, "InstanceIds");
    json::array rows;
    for (const auto& [id, instance] : call.world.store().list(call.scope(), kind::instance)) {
        const auto name = text_of(*instance, "_autoscaling_group");
        const auto* group = call.world.store().find(group_key(call, name));
        if (group == nullptr || (!ids.empty() && std::ranges::find(ids, id) == ids.end()))
            continue;
        auto row = instance_row(*group, id, *instance);
        row["AutoScalingGroupName"] = name;
        rows.push_back(std::move(row));
    }
    return page_of(call, "AutoScalingInstances", std::move(rows));
}

Result<json::object> describe_activities(const Call& call) {
    json::array rows;
    for (const auto& [name, group] : call.world.store().list(call.scope(), kind::autoscaling_group))
        if (const auto wanted = text_of(call.input, "AutoScalingGroupName");
            wanted.empty() || wanted == name)
            for (const auto& activity : list_of(*group, "_activities"))
                rows.push_back(activity);
    return page_of(call, "Activities", std::move(rows));
}

Result<json::object> terminate_in_group(const Call& call) {
    const auto id = text_of(call.input, "InstanceId");
    const RecordKey key{call.scope(), std::string(kind::instance), id};
    const auto* instance = call.world.store().find(key);
    if (instance == nullptr || !has(*instance, "_autoscaling_group"))
        return invalid(
            fmt::format("Instance Id not found - No managed instance found for instance "
                        "ID: {}",
                        id));
    const auto group = group_key(call, text_of(*instance, "_autoscaling_group"));
    if (flag_of(call.input, "ShouldDecrementDesiredCapacity"))
        call.world.store().update(group, [](json::object& document) {
            document["DesiredCapacity"] = number_of(document, "DesiredCapacity") - 1;
        });
    terminate_instance(call.world, key);
    return json::object{
        {"Activity", json::object{{"ActivityId", call.request_id},
                                  {"AutoScalingGroupName", group.id},
                                  {"Description", "Terminating EC2 instance: " + id},
                                  {"Cause", "a user request"},
                                  {"StartTime", iso8601(call.world.now())},
                                  {"StatusCode", "InProgress"},
                                  {"Progress", 0}}}};
}

Result<json::object> create_or_update_tags(const Call& call) {
    for (const auto& tag : list_of(call.input, "Tags")) {
        const auto key = group_key(call, text_of(tag.as_object(), "ResourceId"));
        const bool found = call.world.store().update(key, [&](json::object& group) {
            erase_where(list_in(group, "Tags"), "Key", text_of(tag.as_object(), "Key"));
            list_in(group, "Tags").push_back(tag);
        });
        if (!found)
            return invalid("AutoScalingGroup name not found - null");
    }
    return json::object{};
}

Result<json::object> delete_tags(const Call& call) {
    for (const auto& tag : list_of(call.input, "Tags"))
        call.world.store().update(
            group_key(call, text_of(tag.as_object(), "ResourceId")), [&](json::object& group) {
                erase_where(list_in(group, "Tags"), "Key", text_of(tag.as_object(), "Key"));
            });
    return json::object{};
}

Result<json::object> describe_tags(const Call& call) {
    json::array rows;
    for (const auto& [name, group] : call.world.store().list(call.scope(), kind::autoscaling_group))
        for (const auto& tag : list_of(*group, "Tags"))
            rows.push_back(tag);
    return page_of(call, "Tags", std::move(rows));
}

Result<json::object> put_hook(const Call& call) {
    const auto key = TRY(find_group(call));
    json::object hook{{"HeartbeatTimeout", 3600}, {"DefaultResult", "ABANDON"}};
    copy_members(call.input, hook,
                 {"LifecycleHookName", "AutoScalingGroupName", "LifecycleTransition",
                  "NotificationTargetARN", "RoleARN", "NotificationMetadata", "HeartbeatTimeout",
                  "DefaultResult"});
    call.world.store().update(key, [&](json::object& group) {
        auto& hooks = list_in(group, "_hooks");
        erase_where(hooks, "LifecycleHookName", text_of(hook, "LifecycleHookName"));
        hooks.push_back(hook);
    });
    return json::object{};
}

Result<json::object> delete_hook(const Call& call) {
    call.world.store().update(TRY(find_group(call)), [&](json::object& group) {
        erase_where(list_in(group, "_hooks"), "LifecycleHookName",
                    text_of(call.input, "LifecycleHookName"));
    });
    return json::object{};
}

Result<json::object> describe_hooks(const Call& call) {
    const auto* group = call.world.store().find(TRY(find_group(call)));
    const auto names = texts_of(call.input, "LifecycleHookNames");
    json::array hooks;
    for (const auto& hook : list_of(*group, "_hooks"))
        if (names.empty() ||
            std::ranges::find(names, text_of(hook.as_object(), "LifecycleHookName")) != names.end())
            hooks.push_back(hook);
    return json::object{{"LifecycleHooks", std::move(hooks)}};
}

Result<json::object> attach_target_groups(const Call& call) {
    call.world.store().update(TRY(find_group(call)), [&](json::object& group) {
        auto& attached = list_in(group, "TargetGroupARNs");
        for (const auto& target : texts_of(call.input, "TargetGroupARNs"))
            if (!contains(attached, target))
                attached.emplace_back(target);
    });
    return json::object{};
}

Result<json::object> detach_target_groups(const Call& call) {
    const auto detached = texts_of(call.input, "TargetGroupARNs");
    call.world.store().update(TRY(find_group(call)), [&](json::object& group) {
        json::array kept;
        for (const auto& target : texts_of(group, "TargetGroupARNs"))
            if (std::ranges::find(detached, target) == detached.end())
                kept.emplace_back(target);
        group["TargetGroupARNs"] = std::move(kept);
    });
    return json::object{};
}

constexpr std::array operations{
    OperationRow{"CreateAutoScalingGroup", create_group},
    OperationRow{"UpdateAutoScalingGroup", update_group},
    OperationRow{"DeleteAutoScalingGroup", delete_group_call},
    OperationRow{"SetDesiredCapacity", set_desired_capacity},
    OperationRow{"DescribeAutoScalingGroups", describe_groups},
    OperationRow{"DescribeAutoScalingInstances", describe_instances},
    OperationRow{"DescribeScalingActivities", describe_activities},
    OperationRow{"TerminateInstanceInAutoScalingGroup", terminate_in_group},
    OperationRow{"CreateOrUpdateTags", create_or_update_tags},
    OperationRow{"DeleteTags", delete_tags},
    OperationRow{"DescribeTags", describe_tags},
    OperationRow{"PutLifecycleHook", put_hook},
    OperationRow{"DeleteLifecycleHook", delete_hook},
    OperationRow{"DescribeLifecycleHooks", describe_hooks},
    OperationRow{"AttachLoadBalancerTargetGroups", attach_target_groups},
    OperationRow{"DetachLoadBalancerTargetGroups", detach_target_groups},
};

}  // namespace

std::span<const OperationRow> autoscaling_operations() {
    return operations;
}

}  // namespace inland::emulator
