// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/eks/node_group.h"

#include "emulator/machine/aws_auth.h"
#include "emulator/services/arn.h"
#include "emulator/services/ec2/image.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/eks/access_entry.h"
#include "emulator/services/eks/lookup.h"
#include "emulator/services/eks/node_group_machines.h"
#include "emulator/services/eks/node_group_validation.h"
#include "emulator/services/events.h"
#include "emulator/services/identifier.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/records.h"
#include "emulator/services/tables.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

json::object scaling_of(const Call& call) {
    json::object scaling{{"minSize", 1}, {"maxSize", 2}, {"desiredSize", 2}};
    copy_members(object_of(call.input, "scalingConfig"), scaling,
                 {"minSize", "maxSize", "desiredSize"});
    return scaling;
}

json::array instance_types_of(const Call& call) {
    auto types = list_of(call.input, "instanceTypes");
    if (types.empty() && !has(call.input, "launchTemplate"))
        types.emplace_back("t3.medium");
    return types;
}

json::object document_of(const Call& call, const json::object& cluster, const std::string& name) {
    const auto cluster_name = text_of(cluster, "name");
    const auto version = node_group_version(call, cluster);
    const auto ami_type = node_group_ami_type(call);
    const auto image = image_for(call.world, call.caller.region, ami_type, version);
    json::object group{
        {"nodegroupName", name},
        {"nodegroupArn", arn(call.world, call.scope(), "eks",
                             fmt::format("nodegroup/{}/{}/{}", cluster_name, name, new_uuid()))},
        {"clusterName", cluster_name},
        {"version", version},
        {"releaseVersion", image ? image->release_version : ""},
        {"createdAt", timestamp(call.world)},
        {"modifiedAt", timestamp(call.world)},
        {"status", "CREATING"},
        {"capacityType", "ON_DEMAND"},
        {"scalingConfig", scaling_of(call)},
        {"instanceTypes", instance_types_of(call)},
        {"subnets", list_of(call.input, "subnets")},
        {"amiType", ami_type},
        {"nodeRole", text_of(call.input, "nodeRole")},
        {"labels", object_of(call.input, "labels")},
        {"diskSize", 20},
        {"health", json::object{{"issues", json::array()}}},
        {"updateConfig", json::object{{"maxUnavailable", 1}}},
        {"tags", object_of(call.input, "tags")}};
    copy_members(call.input, group,
                 {"capacityType", "remoteAccess", "taints", "diskSize", "updateConfig",
                  "launchTemplate", "releaseVersion", "nodeRepairConfig"});
    if (has(call.input, "launchTemplate") && !has(call.input, "diskSize"))
        group.erase("diskSize");
    return group;
}

/// EKS maps the role of a managed group, in every place that the authentication mode looks at.
void admit_machines(const Call& call, const RecordKey& cluster) {
    const auto role = text_of(call.input, "nodeRole");
    if (machine::uses_config_map(call.world, cluster))
        machine::map_to_nodes(call.world, cluster, role);
    if (!machine::uses_only_config_map(call.world, cluster))
        admit_node_role(call.world, call.scope(), cluster.id, role);
}

Result<json::object> create_node_group(const Call& call) {
    const auto* cluster = TRY(find_active_cluster(call));
    TRY_VOID(check_new_node_group(call, *cluster));
    const auto name = text_of(call.input, "nodegroupName");
    const auto cluster_name = text_of(*cluster, "name");
    const auto key = node_group_key(call.scope(), cluster_name, name);
    call.world.store().put(key, document_of(call, *cluster, name));
    admit_machines(call, cluster_key(call.scope(), cluster_name));
    make_machines(call.world, key);
    await_machines(call.world, key);
    return json::object{{"nodegroup", *call.world.store().find(key)}};
}

Result<RecordKey> find_node_group(const Call& call) {
    (void)TRY(find_cluster(call));
    const auto name = text_of(call.input, "nodegroupName");
    auto key = node_group_key(call.scope(), text_of(call.input, "clusterName"), name);
    if (call.world.store().find(key) == nullptr)
        return eks_not_found(fmt::format("No node group found for name: {}.", name));
    return key;
}

Result<json::object> describe_node_group(const Call& call) {
    return json::object{{"nodegroup", *call.world.store().find(TRY(find_node_group(call)))}};
}

Result<json::object> list_node_groups(const Call& call) {
    (void)TRY(find_cluster(call));
    return eks_page(call, "nodegroups",
                    children_of(call.world, call.scope(), kind::node_group,
                                text_of(call.input, "clusterName")));
}

Result<json::object> delete_node_group(const Call& call) {
    const auto key = TRY(find_node_group(call));
    call.world.store().update(key, [](json::object& group) { group["status"] = "DELETING"; });
    remove_machines(call.world, key);
    return json::object{{"nodegroup", *call.world.store().find(key)}};
}

constexpr std::array operations{
    OperationRow{"CreateNodegroup", eks<create_node_group>},
    OperationRow{"DescribeNodegroup", eks<describe_node_group>},
    OperationRow{"ListNodegroups", eks<list_node_groups>},
    OperationRow{"DeleteNodegroup", eks<delete_node_group>},
};

}  // namespace

std::span<const OperationRow> node_group_operations() {
    return operations;
}

}  // namespace inland::emulator
