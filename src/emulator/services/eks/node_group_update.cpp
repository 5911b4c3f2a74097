// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/image.h"
#include "emulator/services/eks/lookup.h"
#include "emulator/services/eks/node_group_machines.h"
#include "emulator/services/eks/node_group_roll.h"
#include "emulator/services/eks/node_group_validation.h"
#include "emulator/services/eks/update.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/records.h"
#include "emulator/services/tables.h"
#include "knowledge/tables.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

struct Target {
    RecordKey key;
    const json::object* group;
    const json::object* cluster;
};

Result<Target> updatable_group(const Call& call) {
    const auto* cluster = TRY(find_cluster(call));
    const auto name = text_of(call.input, "nodegroupName");
    auto key = node_group_key(call.scope(), text_of(call.input, "clusterName"), name);
    const auto* group = call.world.store().find(key);
    if (group == nullptr)
        return eks_not_found(fmt::format("No node group found for name: {}.", name));
    const auto status = text_of(*group, "status");
    if (status != "ACTIVE" && status != "DEGRADED")
        return eks_in_use(
            fmt::format("Nodegroup {} is currently {} and cannot be updated", name, status));
    return Target{std::move(key), group, cluster};
}

json::object changed_labels(const json::object& group, const json::object& asked) {
    auto labels = object_of(group, "labels");
    for (const auto& [key, value] : object_of(asked, "addOrUpdateLabels"))
        labels[key] = value;
    for (const auto& key : texts_of(asked, "removeLabels"))
        labels.erase(key);
    return labels;
}

json::array changed_taints(const json::object& group, const json::object& asked) {
    auto taints = list_of(group, "taints");
    const auto drop = [&](const json::value& taint) {
        for (auto row = taints.begin(); row != taints.end();)
            row =
                text_of(row->as_object(), "key") == text_of(taint.as_object(), "key") &&
                        text_of(row->as_object(), "effect") == text_of(taint.as_object(), "effect")
                    ? taints.erase(row)
                    : std::next(row);
    };
    for (const auto& taint : list_of(asked, "removeTaints"))
        drop(taint);
    for (const auto& taint : list_of(asked, "addOrUpdateTaints")) {
        drop(taint);
        taints.push_back(taint);
    }
    return taints;
}

Result<json::object> update_node_group_config(const Call& call) {
    const auto target = TRY(updatable_group(call));
    NewUpdate update;
    update.type = "ConfigUpdate";
    update.target = "nodegroup/" + text_of(call.input, "nodegroupName");
    auto scaling = object_of(*target.group, "scalingConfig");
    copy_members(object_of(call.input, "scalingConfig"), scaling,
                 {"minSize", "maxSize", "desiredSize"});
    TRY_VOID(check_scaling(scaling));
    for (const auto& [member, value] : object_of(call.input, "scalingConfig"))
        update.parameters.push_back(update_parameter(member, json::serialize(value)));
    if (has(call.input, "scalingConfig"))
        update.change["scalingConfig"] = std::move(scaling);
    if (has(call.input, "taints"))
        update.change["taints"] = changed_taints(*target.group, object_of(call.input, "taints"));
    copy_members(call.input, update.change, {"updateConfig", "nodeRepairConfig"});
    if (has(call.input, "labels"))
        call.world.store().update(target.key, [&](json::object& group) {
            group["labels"] = changed_labels(group, object_of(call.input, "labels"));
        });
    update.takes = call.world.tables().typical("eks.CreateNodegroup.Empty");
    return json::object{{"update", begin_update(call.world, target.key,
                                                text_of(call.input, "clusterName"), update)}};
}

/// A group follows the control plane and never goes back (EKS User Guide, Update a managed node
/// group).
Result<void> check_version(const Target& target, const std::string& version) {
    const auto number = [](const std::string& minor) {
        return std::atoi(minor.substr(minor.find('.') + 1).c_str());
    };
    if (number(version) > number(text_of(*target.cluster, "version")))
        return invalid_parameter(
            fmt::format("Nodegroup Kubernetes version should be equal to or one minor version "
                        "behind Cluster version {}",
                        text_of(*target.cluster, "version")));
    if (number(version) < number(text_of(*target.group, "version")))
        return invalid_parameter(
            fmt::format("Requested Nodegroup version {} is lower than its version {}", version,
                        text_of(*target.group, "version")));
    return {};
}

Result<json::object> update_node_group_version(const Call& call) {
    const auto target = TRY(updatable_group(call));
    const auto version = node_group_version(call, *target.cluster);
    TRY_VOID(check_version(target, version));
    const auto image =
        image_for(call.world, call.caller.region, text_of(*target.group, "amiType"), version);
    if (!image)
        return invalid_parameter(
            fmt::format("Requested Nodegroup version {} is invalid for amiType "
                        "{}",
                        version, text_of(*target.group, "amiType")));
    NewUpdate update;
    update.type = "VersionUpdate";
    update.target = "nodegroup/" + text_of(call.input, "nodegroupName");
    update.parameters = {update_parameter("Version", version),
                         update_parameter("ReleaseVersion", image->release_version)};
    update.change = {{"version", version}, {"releaseVersion", image->release_version}};
    copy_members(call.input, update.change, {"launchTemplate"});
    auto open = open_update(call.world, target.key, text_of(call.input, "clusterName"), update);
    start_roll(call.world, target.key, std::move(open.payload),
               flag_of(call.input, "force") ? Eviction::Forced : Eviction::Patient);
    renew_template(call.world, target.key, update.change);
    return json::object{{"update", std::move(open.document)}};
}

constexpr std::array operations{
    OperationRow{"UpdateNodegroupConfig", eks<update_node_group_config>},
    OperationRow{"UpdateNodegroupVersion", eks<update_node_group_version>},
};

}  // namespace

std::span<const OperationRow> node_group_update_operations() {
    return operations;
}

}  // namespace inland::emulator
