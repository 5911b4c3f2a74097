// SPDX-License-Identifier: Apache-2.0
#include "deploy/compare.h"
#include "deploy/drivers/calls.h"
#include "deploy/drivers/drivers.h"
#include "deploy/drivers/ec2.h"
#include "topology/ownership.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::deploy {
namespace {

using topology::AutoScalingGroup;

constexpr Duration look_every = std::chrono::seconds(10);
/// Auto Scaling goes on trying, in other zones too; so many failures on end are no accident.
constexpr std::size_t failures_on_end = 3;

json::object naming(const std::string& group) {
    return {{"AutoScalingGroupName", group}};
}

json::array tags_of(const AutoScalingGroup& desired) {
    const auto propagated =
        desired.propagated.value_or_default({}).value_or(std::vector<std::string>());
    json::array tags;
    for (const auto& [key, value] : desired.tags) {
        const bool reaches_machines = std::ranges::find(propagated, key) != propagated.end();
        tags.push_back(json::object{{"ResourceId", desired.group_name.value()},
                                    {"ResourceType", "auto-scaling-group"},
                                    {"Key", key},
                                    {"Value", value},
                                    {"PropagateAtLaunch", reaches_machines}});
    }
    return tags;
}

/// Several instance types are a policy of the group around the template.
void set_template(const Context& context, const AutoScalingGroup& desired, json::object& input) {
    json::object version{{"LaunchTemplateId", context.id_of(desired.launch_template.value())},
                         {"Version", desired.template_version.value()}};
    if (!desired.overrides.is_known() || desired.overrides.value().empty()) {
        input["LaunchTemplate"] = std::move(version);
        return;
    }
    json::array overrides;
    for (const auto& type : desired.overrides.value())
        overrides.push_back(json::object{{"InstanceType", type}});
    input["MixedInstancesPolicy"] = json::object{
        {"LaunchTemplate", json::object{{"LaunchTemplateSpecification", std::move(version)},
                                        {"Overrides", std::move(overrides)}}},
        {"InstancesDistribution", json::object{{"OnDemandAllocationStrategy", "prioritized"},
                                               {"OnDemandPercentageAboveBaseCapacity", 100}}}};
}

json::object settings_of(const Context& context, const AutoScalingGroup& desired) {
    auto input = naming(desired.group_name.value());
    set_template(context, desired, input);
    input["VPCZoneIdentifier"] =
        fmt::format("{}", fmt::join(drivers::ids_of(context, desired.subnets), ","));
    input["MinSize"] = desired.minimum.value();
    input["MaxSize"] = desired.maximum.value();
    if (desired.health_check.is_known())
        input["HealthCheckType"] = desired.health_check.value();
    return input;
}

Result<json::object> describe(Context& context, const std::string& group) {
    const auto answer =
        TRY(context.read("autoscaling", "DescribeAutoScalingGroups",
                         {{"AutoScalingGroupNames", json::array{json::value(group)}}}));
    const auto& groups = find_array(answer, "AutoScalingGroups");
    return groups.empty() ? json::object() : groups.front().as_object();
}

/// The name says which group it is; one of somebody else's is left alone.
Result<std::string> adopt(Context& context, const std::string& name, Error taken) {
    const json::value group = TRY(describe(context, name));
    for (const auto& tag : find_array(group, "Tags")) {
        if (string_or_empty(tag, "Key") == topology::cluster_tag &&
            string_or_empty(tag, "Value") == context.run().cluster)
            return name;
    }
    return std::unexpected(std::move(taken).with_context("not one of this cluster's groups"));
}

Result<std::string> create(Context& context, const AutoScalingGroup& desired) {
    const auto& name = desired.group_name.value();
    auto input = settings_of(context, desired);
    input["DesiredCapacity"] = desired.desired.value();
    input["Tags"] = tags_of(desired);
    auto made = drivers::change(context, "autoscaling", "CreateAutoScalingGroup", std::move(input));
    if (!made && made.error().kind == ErrorKind::AlreadyExists)
        return adopt(context, name, std::move(made).error());
    TRY(std::move(made));
    return name;
}

bool has_other_settings(const std::vector<FieldChange>& changes) {
    return std::ranges::any_of(changes, [](const FieldChange& change) {
        return change.field != "propagated" && !change.field.starts_with("tags.");
    });
}

bool has_other_tags(const std::vector<FieldChange>& changes) {
    return std::ranges::any_of(changes, [](const FieldChange& change) {
        return change.field == "propagated" || change.field.starts_with("tags.");
    });
}

/// The size stays where it is, as far as the new bounds let it: Auto Scaling sees to that.
Result<void> attach(Context& context, const AutoScalingGroup& desired,
                    const AutoScalingGroup* observed) {
    if (observed == nullptr)
        return {};
    const auto changes = compare(desired, *observed, {});
    if (has_other_settings(changes)) {
        TRY(drivers::change(context, "autoscaling", "UpdateAutoScalingGroup",
                            settings_of(context, desired)));
    }
    if (has_other_tags(changes)) {
        TRY(drivers::change(context, "autoscaling", "CreateOrUpdateTags",
                            {{"Tags", tags_of(desired)}}));
    }
    return {};
}

bool is_in_service(const json::value& instance) {
    return string_or_empty(instance, "LifecycleState") == "InService" &&
           string_or_empty(instance, "HealthStatus") == "Healthy";
}

/// What Auto Scaling says of launches that fail again and again; nothing while it gets on.
Result<std::optional<Error>> launch_failure(Context& context, const std::string& group) {
    const auto answer =
        TRY(context.read("autoscaling", "DescribeScalingActivities", naming(group)));
    const auto& activities = find_array(answer, "Activities");  // newest first
    if (activities.size() < failures_on_end)
        return std::nullopt;
    for (std::size_t index = 0; index < failures_on_end; ++index)
        if (string_or_empty(activities[index], "StatusCode") != "Failed")
            return std::nullopt;
    return Error{ErrorKind::Failed, fmt::format("Auto Scaling cannot launch instances: {}",
                                                string_or_empty(activities[0], "StatusMessage"))};
}

Result<Readiness> look_ready(Context& context, const std::string& name) {
    const json::value group = TRY(describe(context, name));
    const auto wanted = find_int(group, "DesiredCapacity").value_or(0);
    const auto there = std::ranges::count_if(find_array(group, "Instances"), is_in_service);
    if (there >= wanted)
        return Ready{};
    if (auto failed = TRY(launch_failure(context, name)))
        return std::move(*failed);
    return NotYet{fmt::format("{} of {} instances in service", there, wanted)};
}

Result<std::vector<Readiness>> ready(Context& context,
                                     std::span<const AutoScalingGroup* const> desired) {
    std::vector<Readiness> answers;
    for (const auto* group : desired)
        answers.push_back(TRY(look_ready(context, group->group_name.value())));
    return answers;
}

/// Scales to zero, so that machines end in order and give their addresses back.
Result<void> detach(Context& context, const AutoScalingGroup& observed) {
    auto input = naming(observed.id);
    for (const auto* member : {"MinSize", "MaxSize", "DesiredCapacity"})
        input[member] = 0;
    const auto scaled =
        drivers::change(context, "autoscaling", "UpdateAutoScalingGroup", std::move(input));
    if (scaled || TRY(describe(context, observed.id)).empty())
        return {};
    return std::unexpected(scaled.error());
}

Result<void> remove(Context& context, const AutoScalingGroup& observed) {
    TRY_VOID(drivers::wait_until(context, look_every, [&]() -> Result<bool> {
        const json::value group = TRY(describe(context, observed.id));
        return find_array(group, "Instances").empty();
    }));
    auto removed = context.change("autoscaling", "DeleteAutoScalingGroup", naming(observed.id));
    if (removed || TRY(describe(context, observed.id)).empty())
        return {};
    auto refusal = std::move(removed).error();
    if (refusal.code == "ScalingActivityInProgress")
        refusal.kind = ErrorKind::InUse;  // the caller tries again
    return std::unexpected(std::move(refusal));
}

Result<std::vector<Readiness>> gone(Context& context,
                                    std::span<const AutoScalingGroup* const> observed) {
    std::vector<Readiness> answers;
    for (const auto* group : observed) {
        const json::value document = TRY(describe(context, group->id));
        answers.push_back(document.as_object().empty()
                              ? Readiness(Ready{})
                              : Readiness(NotYet{string_or_empty(document, "Status")}));
    }
    return answers;
}

}  // namespace

template <>
const Operations<AutoScalingGroup>& operations() {
    static constexpr Operations<AutoScalingGroup> row = {
        .create = create,
        .attach = attach,
        .ready = ready,
        .detach = detach,
        .remove = remove,
        .gone = gone,
        .create_duration = "ec2.RunInstances",
        .remove_duration = "ec2.TerminateInstances"};
    return row;
}

}  // namespace inland::deploy
