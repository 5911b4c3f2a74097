// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/autoscaling/group.h"
#include "emulator/services/autoscaling/lookup.h"
#include "emulator/services/autoscaling/maintenance_policy.h"
#include "emulator/services/autoscaling/member_row.h"
#include "emulator/services/autoscaling/members.h"
#include "emulator/services/autoscaling/operations.h"
#include "emulator/services/ec2/launch_template.h"
#include "emulator/services/eks/node_group_events.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"

#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>

namespace inland::emulator::autoscaling {

namespace {

Result<void> check_sizes(std::int64_t minimum, std::int64_t desired, std::int64_t maximum) {
    if (minimum < 0 || minimum > maximum)
        return scaling_error("Max bound must be greater than or equal to min bound");
    if (desired < minimum || desired > maximum)
        return scaling_error(
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
        return scaling_error("At least one Availability Zone or VPC Subnet is required.");
    for (const auto& id : subnets)
        if (call.world.store().find({call.scope(), std::string(kind::subnet), id}) == nullptr)
            return scaling_error(fmt::format("The subnet ID '{}' does not exist", id));
    return {};
}

/// The launch template, in the group itself or in its mixed instances policy.
json::object template_of(const json::object& input) {
    if (has(input, "LaunchTemplate"))
        return object_of(input, "LaunchTemplate");
    return object_of(object_of(object_of(input, "MixedInstancesPolicy"), "LaunchTemplate"),
                     "LaunchTemplateSpecification");
}

/// Launches never fail for want of capacity and no zone is ever impaired here, so that the zones'
/// distribution and impairment policy change nothing: they are kept and shown.
void keep_settings(const json::object& input, json::object& group) {
    copy_members(
        input, group,
        {"AvailabilityZoneDistribution", "AvailabilityZoneImpairmentPolicy", "CapacityRebalance",
         "DefaultCooldown", "DefaultInstanceWarmup", "HealthCheckGracePeriod", "HealthCheckType",
         "MaxInstanceLifetime", "MixedInstancesPolicy", "NewInstancesProtectedFromScaleIn",
         "TerminationPolicies"});
    keep_maintenance_policy(input, group);
}

/// A group has its template in itself or in its policy, and shows it there.
void note_policy(json::object& group) {
    group["_template_in_policy"] = has(group, "MixedInstancesPolicy");
}

Result<json::object> create_group(const Call& call) {
    const auto name = text_of(call.input, "AutoScalingGroupName");
    if (call.world.store().find(scaling_group_key(call, name)) != nullptr)
        return refuse("AlreadyExists",
                      "AutoScalingGroup by this name already exists - A group with the name " +
                          name + " already exists");
    NewGroup spec;
    spec.name = name;
    spec.minimum = number_of(call.input, "MinSize");
    spec.maximum = number_of(call.input, "MaxSize");
    spec.desired = number_of(call.input, "DesiredCapacity", spec.minimum);
    TRY_VOID(check_sizes(spec.minimum, spec.desired, spec.maximum));
    TRY_VOID(check_maintenance_policy(call.input));
    spec.subnet_ids = split(text_of(call.input, "VPCZoneIdentifier"));
    TRY_VOID(check_subnets(call, spec.subnet_ids));
    spec.launch_template = template_of(call.input);
    if (const auto data = launch_template_data(call.world, call.scope(), spec.launch_template);
        !data)
        return scaling_error("You must use a valid fully-formed launch template. " +
                             data.error().message);
    spec.tags = list_of(call.input, "Tags");
    make_group(call.world, call.scope(), spec);
    call.world.store().update(scaling_group_key(call, name), [&](json::object& group) {
        keep_settings(call.input, group);
        copy_members(call.input, group, {"TargetGroupARNs"});
        note_policy(group);
    });
    return json::object{};
}

Result<json::object> update_group(const Call& call) {
    const auto key = TRY(find_scaling_group(call));
    const auto& group = *call.world.store().find(key);
    const auto minimum = number_of(call.input, "MinSize", number_of(group, "MinSize"));
    const auto maximum = number_of(call.input, "MaxSize", number_of(group, "MaxSize"));
    const auto desired = number_of(
        call.input, "DesiredCapacity",
        std::clamp(number_of(group, "DesiredCapacity"), minimum, std::max(minimum, maximum)));
    TRY_VOID(check_sizes(minimum, desired, maximum));
    TRY_VOID(check_maintenance_policy(call.input));
    const auto subnets = split(text_of(call.input, "VPCZoneIdentifier"));
    if (!subnets.empty())
        TRY_VOID(check_subnets(call, subnets));
    const auto launch_template = template_of(call.input);
    call.world.store().update(key, [&](json::object& document) {
        keep_settings(call.input, document);
        copy_members(call.input, document, {"LaunchTemplate", "VPCZoneIdentifier"});
        if (has(call.input, "LaunchTemplate"))
            document.erase("MixedInstancesPolicy");
        if (!launch_template.empty())
            document["LaunchTemplate"] = launch_template;
        note_policy(document);
        if (!subnets.empty()) {
            document["_subnets"] = array_of(subnets);
            document["AvailabilityZones"] = zones_of(call.world, call.scope(), subnets);
        }
    });
    resize_group(call.world, key, minimum, desired, maximum);
    capacity_changed(call.world, key);
    return json::object{};
}

Result<json::object> set_desired_capacity(const Call& call) {
    const auto key = TRY(find_scaling_group(call));
    const auto& group = *call.world.store().find(key);
    const auto desired = number_of(call.input, "DesiredCapacity");
    TRY_VOID(check_sizes(number_of(group, "MinSize"), desired, number_of(group, "MaxSize")));
    resize_group(call.world, key, number_of(group, "MinSize"), desired,
                 number_of(group, "MaxSize"));
    capacity_changed(call.world, key);
    return json::object{};
}

Result<json::object> delete_group_call(const Call& call) {
    const auto key = TRY(find_scaling_group(call));
    if (!alive_instances(call.world, key).empty() && !flag_of(call.input, "ForceDelete"))
        return refuse("ResourceInUse",
                      "You cannot delete an AutoScalingGroup while there are instances or pending "
                      "Spot instance request(s) still in the group.");
    delete_group(call.world, key);
    return json::object{};
}

json::object shown_group(const Call& call, const std::string& name, const json::object& group) {
    auto copy = group;
    json::array instances;
    for (const auto& [id, instance] : members_of(call.world, scaling_group_key(call, name)))
        instances.push_back(member_row(id, *instance));
    copy["Instances"] = std::move(instances);
    if (flag_of(group, "_template_in_policy"))
        copy.erase("LaunchTemplate");
    return copy;
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
    return scaling_page(call, "AutoScalingGroups", std::move(rows));
}

bool is_asked(const std::vector<std::string>& ids, const json::value& activity) {
    return ids.empty() ||
           std::ranges::find(ids, text_of(activity.as_object(), "ActivityId")) != ids.end();
}

Result<json::object> describe_activities(const Call& call) {
    const auto wanted = text_of(call.input, "AutoScalingGroupName");
    const auto ids = texts_of(call.input, "ActivityIds");
    json::array rows;
    for (const auto& [name, group] : call.world.store().list(call.scope(), kind::autoscaling_group))
        if (wanted.empty() || wanted == name)
            std::ranges::copy_if(list_of(*group, "_activities"), std::back_inserter(rows),
                                 [&](const json::value& row) { return is_asked(ids, row); });
    return scaling_page(call, "Activities", std::move(rows));
}

constexpr std::array operations{
    OperationRow{"CreateAutoScalingGroup", create_group},
    OperationRow{"UpdateAutoScalingGroup", update_group},
    OperationRow{"DeleteAutoScalingGroup", delete_group_call},
    OperationRow{"SetDesiredCapacity", set_desired_capacity},
    OperationRow{"DescribeAutoScalingGroups", describe_groups},
    OperationRow{"DescribeScalingActivities", describe_activities},
};

}  // namespace

std::span<const OperationRow> group_operations() {
    return operations;
}

}  // namespace inland::emulator::autoscaling
