// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/calls.h"
#include "deploy/drivers/drivers.h"
#include "deploy/drivers/ec2.h"
#include "deploy/drivers/eks.h"

#include <algorithm>

namespace inland::deploy {
namespace {

using topology::NodeGroup;

json::object naming(const Context& context, const NodeGroup& group) {
    return {{"clusterName", context.id_of(group.cluster.value())},
            {"nodegroupName", group.node_group_name.value()}};
}

drivers::EksLook look_at(const Context& context, const NodeGroup& group) {
    return {"DescribeNodegroup", naming(context, group), "nodegroup", "health.issues"};
}

json::array taints_of(const std::vector<topology::Taint>& taints) {
    json::array list;
    for (const auto& taint : taints) {
        list.push_back(
            json::object{{"key", taint.key}, {"value", taint.value}, {"effect", taint.effect}});
    }
    return list;
}

void set_machines(const NodeGroup& desired, json::object& input) {
    if (desired.ami_type.is_known())
        input["amiType"] = desired.ami_type.value();
    if (desired.instance_types.is_known())
        input["instanceTypes"] = drivers::json_list(desired.instance_types.value());
    if (desired.capacity_type.is_known())
        input["capacityType"] = desired.capacity_type.value();
    if (desired.disk_size.is_known())
        input["diskSize"] = desired.disk_size.value();
    if (desired.version.is_known())
        input["version"] = desired.version.value();
}

void set_kubernetes(const NodeGroup& desired, json::object& input) {
    if (desired.labels.is_known() && !desired.labels.value().empty())
        input["labels"] = Context::tag_map(desired.labels.value());
    if (desired.taints.is_known() && !desired.taints.value().empty())
        input["taints"] = taints_of(desired.taints.value());
}

Result<std::string> create(Context& context, const NodeGroup& desired) {
    auto input = naming(context, desired);
    input["nodeRole"] = TRY(drivers::role_arn(context, desired.role.value()));
    input["subnets"] = drivers::json_list(drivers::ids_of(context, desired.subnets));
    input["scalingConfig"] = json::object{{"minSize", desired.minimum.value()},
                                          {"desiredSize", desired.desired.value()},
                                          {"maxSize", desired.maximum.value()}};
    set_machines(desired, input);
    if (desired.launch_template.is_known())
        input["launchTemplate"] =
            json::object{{"id", context.id_of(desired.launch_template.value())}};
    set_kubernetes(desired, input);
    input["tags"] = Context::tag_map(desired.tags);
    input["clientRequestToken"] = context.client_token(NodeGroup::type, desired.key);
    TRY(drivers::change(context, "eks", "CreateNodegroup", std::move(input)));
    return desired.node_group_name.value();
}

/// The size stays where it is, as far as the new bounds let it.
json::object scaling_of(const NodeGroup& desired, const NodeGroup& observed) {
    const auto least = desired.minimum.value();
    const auto most = desired.maximum.value();
    const auto now = observed.desired.is_known() ? observed.desired.value() : least;
    return {{"minSize", least},
            {"desiredSize", std::clamp(now, least, std::max(least, most))},
            {"maxSize", most}};
}

json::object label_changes(const NodeGroup& desired, const NodeGroup& observed) {
    const auto& wanted = desired.labels.value();
    json::array unwanted;
    if (observed.labels.is_known()) {
        for (const auto& [key, value] : observed.labels.value()) {
            if (!wanted.contains(key))
                unwanted.push_back(json::value(key));
        }
    }
    return {{"addOrUpdateLabels", Context::tag_map(wanted)}, {"removeLabels", std::move(unwanted)}};
}

json::object taint_changes(const NodeGroup& desired, const NodeGroup& observed) {
    const auto& wanted = desired.taints.value();
    std::vector<topology::Taint> unwanted;
    if (observed.taints.is_known())
        std::ranges::set_difference(observed.taints.value(), wanted, std::back_inserter(unwanted));
    return {{"addOrUpdateTaints", taints_of(wanted)}, {"removeTaints", taints_of(unwanted)}};
}

Result<void> update_config(Context& context, const NodeGroup& desired, const NodeGroup& observed) {
    auto input = naming(context, desired);
    const auto unchanged = input.size();
    if (desired.minimum != observed.minimum || desired.maximum != observed.maximum)
        input["scalingConfig"] = scaling_of(desired, observed);
    if (desired.labels.is_known() && desired.labels != observed.labels)
        input["labels"] = label_changes(desired, observed);
    if (desired.taints.is_known() && desired.taints != observed.taints)
        input["taints"] = taint_changes(desired, observed);
    return input.size() == unchanged ? Result<void>{}
                                     : drivers::update(context, "UpdateNodegroupConfig", input);
}

Result<void> attach(Context& context, const NodeGroup& desired, const NodeGroup* observed) {
    if (observed == nullptr)
        return {};
    TRY_VOID(update_config(context, desired, *observed));
    if (desired.version.is_known() && desired.version != observed->version) {
        auto input = naming(context, desired);
        input["version"] = desired.version.value();
        TRY_VOID(drivers::update(context, "UpdateNodegroupVersion", std::move(input)));
    }
    return drivers::put_eks_tags(context, look_at(context, desired), "nodegroupArn", desired.tags,
                                 observed);
}

Result<std::vector<Readiness>> ready(Context& context, std::span<const NodeGroup* const> desired) {
    std::vector<Readiness> answers;
    for (const auto* group : desired)
        answers.push_back(TRY(drivers::look_ready(context, look_at(context, *group))));
    return answers;
}

Result<void> remove(Context& context, const NodeGroup& observed) {
    return drivers::remove(context, "eks", "DeleteNodegroup", naming(context, observed));
}

Result<std::vector<Readiness>> gone(Context& context, std::span<const NodeGroup* const> observed) {
    std::vector<Readiness> answers;
    for (const auto* group : observed)
        answers.push_back(TRY(drivers::look_gone(context, look_at(context, *group))));
    return answers;
}

}  // namespace

template <>
const Operations<NodeGroup>& operations() {
    static constexpr Operations<NodeGroup> row = {.create = create,
                                                  .attach = attach,
                                                  .ready = ready,
                                                  .remove = remove,
                                                  .gone = gone,
                                                  .create_duration = "eks.CreateNodegroup",
                                                  .remove_duration = "eks.DeleteNodegroup"};
    return row;
}

}  // namespace inland::deploy
