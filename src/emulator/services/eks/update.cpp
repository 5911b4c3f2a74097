// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/eks/update.h"

#include "emulator/cluster/cluster_api.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/eks/cluster_validation.h"
#include "emulator/services/eks/control_plane.h"
#include "emulator/services/eks/logging.h"
#include "emulator/services/eks/lookup.h"
#include "emulator/services/eks/node_group.h"
#include "emulator/services/events.h"
#include "emulator/services/identifier.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/records.h"
#include "emulator/services/tables.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::string_view update_event = "eks:update-over";

/// Merges objects into objects; other members are replaced.
void merge_into(json::object& target, const json::object& change) {
    for (const auto& [member, value] : change) {
        if (value.is_object() && target.contains(member) && target[member].is_object())
            merge_into(target[member].get_object(), value.get_object());
        else
            target[member] = value;
    }
}

void tell_others(World& world, const RecordKey& target, const std::string& cluster) {
    const auto key = cluster_key(target.scope, cluster);
    if (target.kind == kind::cluster) {
        refresh_control_plane_groups(world, target);
        ensure_log_group(world, target);
    } else if (target.kind == kind::addon) {
        addon_changed(world, key);
    } else if (target.kind == kind::node_group) {
        node_group_changed(world, target);
    }
}

RecordKey update_key(const RecordKey& target, const json::object& payload) {
    return {target.scope, std::string(kind::cluster_update), text_of(payload, "update")};
}

void end_updating(json::object& document) {
    if (text_of(document, "status") == "UPDATING")
        document["status"] = "ACTIVE";
}

std::string target_of(const json::object& input) {
    if (has(input, "nodegroupName"))
        return "nodegroup/" + text_of(input, "nodegroupName");
    return has(input, "addonName") ? "addon/" + text_of(input, "addonName") : "";
}

Result<json::object> describe_update(const Call& call) {
    (void)TRY(find_cluster(call, "name"));
    const auto id = text_of(call.input, "updateId");
    const auto* update = call.world.store().find({call.scope(), std::string(kind::cluster_update),
                                                  cluster_child(text_of(call.input, "name"), id)});
    const auto target = target_of(call.input);
    if (update == nullptr || (!target.empty() && text_of(*update, "_target") != target))
        return eks_not_found(fmt::format("No update found for ID: {}", id));
    return json::object{{"update", *update}};
}

Result<json::object> list_updates(const Call& call) {
    (void)TRY(find_cluster(call, "name"));
    const auto cluster = text_of(call.input, "name");
    json::array ids;
    for (auto& id : children_of(call.world, call.scope(), kind::cluster_update, cluster)) {
        const auto* update =
            call.world.store().find({call.scope(), std::string(kind::cluster_update),
                                     cluster_child(cluster, std::string(id.get_string()))});
        if (text_of(*update, "_target") == target_of(call.input))
            ids.push_back(std::move(id));
    }
    return eks_page(call, "updateIds", std::move(ids));
}

Result<const json::object*> updatable_cluster(const Call& call) {
    const auto* cluster = TRY(find_cluster(call, "name"));
    if (text_of(*cluster, "status") != "ACTIVE")
        return eks_in_use(fmt::format("Cluster is currently {} and cannot be updated",
                                      text_of(*cluster, "status")));
    return cluster;
}

/// What an UpdateClusterConfig may change: the input's member, the update's type and what the
/// update calls the change ("" when the member's own members are named one by one).
struct ChangeRow {
    std::string_view member;
    std::string_view type;
    std::string_view parameter;
};
constexpr std::array<ChangeRow, 6> changes{{
    {"resourcesVpcConfig", "EndpointAccessUpdate", ""},
    {"logging", "LoggingUpdate", "ClusterLogging"},
    {"accessConfig", "AccessConfigUpdate", "AuthenticationMode"},
    {"upgradePolicy", "UpgradePolicyUpdate", "UpgradePolicy"},
    {"zonalShiftConfig", "ZonalShiftConfigUpdate", "ZonalShiftConfig"},
    {"deletionProtection", "DeletionProtectionUpdate", "DeletionProtection"},
}};

/// What an update's parameters call the members of resourcesVpcConfig.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> network_parameters{{
    {"endpointPublicAccess", "EndpointPublicAccess"},
    {"endpointPrivateAccess", "EndpointPrivateAccess"},
    {"publicAccessCidrs", "PublicAccessCidrs"},
    {"subnetIds", "Subnets"},
    {"securityGroupIds", "SecurityGroups"},
}};

json::array parameters_of(const ChangeRow& row, const json::value& change) {
    if (!row.parameter.empty())
        return {update_parameter(row.parameter, json::serialize(change))};
    json::array parameters;
    for (const auto& [member, type] : network_parameters)
        if (const auto* value = change.as_object().if_contains(member))
            parameters.push_back(update_parameter(type, json::serialize(*value)));
    return parameters;
}

/// Other subnets and groups are a change of their own kind.
std::string_view type_of(const ChangeRow& row, const json::object& input) {
    const auto& network = object_of(input, "resourcesVpcConfig");
    const bool moves = has(network, "subnetIds") || has(network, "securityGroupIds");
    return row.member == "resourcesVpcConfig" && moves ? "VpcConfigUpdate" : row.type;
}

Result<void> check_network_change(const Call& call, const json::object& cluster) {
    const auto& asked = object_of(call.input, "resourcesVpcConfig");
    const auto& now = object_of(cluster, "resourcesVpcConfig");
    TRY_VOID(check_endpoint_access(
        flag_of(asked, "endpointPublicAccess", flag_of(now, "endpointPublicAccess")),
        flag_of(asked, "endpointPrivateAccess", flag_of(now, "endpointPrivateAccess"))));
    if (has(asked, "subnetIds"))
        (void)TRY(check_cluster_subnets(call, texts_of(asked, "subnetIds")));
    return check_cluster_groups(call, texts_of(asked, "securityGroupIds"), text_of(now, "vpcId"));
}

bool same_network(const json::object& asked, const json::object& now) {
    return std::ranges::all_of(asked, [&](const auto& member) {
        const auto* value = now.if_contains(member.key());
        return value != nullptr && *value == member.value();
    });
}

/// CONFIG_MAP → API_AND_CONFIG_MAP → API, never back (EKS-FACTS.md 2.5).
Result<void> check_mode_change(std::string_view from, std::string_view to) {
    constexpr std::array<std::string_view, 3> order{"CONFIG_MAP", "API_AND_CONFIG_MAP", "API"};
    if (std::ranges::find(order, to) < std::ranges::find(order, from))
        return invalid_parameter(
            fmt::format("Unsupported authentication mode update from {} to {}", from, to));
    return {};
}

Result<json::object> change_of(const Call& call, const json::object& cluster,
                               std::string_view member) {
    if (member == "resourcesVpcConfig") {
        TRY_VOID(check_network_change(call, cluster));
        const auto& asked = object_of(call.input, member);
        if (same_network(asked, object_of(cluster, member)))
            return invalid_parameter(
                "Cluster is already at the desired configuration with endpointPrivateAccess, "
                "endpointPublicAccess and publicAccessCidrs as requested");
        return asked;
    }
    if (member == "logging")
        return cluster_logging(object_of(call.input, member));
    if (member == "accessConfig")
        TRY_VOID(check_mode_change(text_of(object_of(cluster, member), "authenticationMode"),
                                   text_of(object_of(call.input, member), "authenticationMode")));
    return object_of(call.input, member);
}

Result<json::object> update_cluster_config(const Call& call) {
    const auto* cluster = TRY(updatable_cluster(call));
    const auto name = text_of(call.input, "name");
    for (const auto& row : changes) {
        const auto member = row.member;
        if (!has(call.input, member))
            continue;
        NewUpdate update;
        update.type = type_of(row, call.input);
        update.takes = call.world.tables().typical("eks.UpdateClusterConfig");
        if (member == "deletionProtection")
            update.change[member] = flag_of(call.input, member);
        else
            update.change[member] = TRY(change_of(call, *cluster, member));
        update.parameters = parameters_of(row, update.change.at(member));
        return json::object{
            {"update", begin_update(call.world, cluster_key(call.scope(), name), name, update)}};
    }
    return invalid_parameter("The request must contain a change to the cluster's configuration");
}

int minor_of(std::string_view version) {
    return std::atoi(std::string(version.substr(version.find('.') + 1)).c_str());
}

Result<json::object> update_cluster_version(const Call& call) {
    const auto* cluster = TRY(updatable_cluster(call));
    const auto name = text_of(call.input, "name");
    const auto version = text_of(call.input, "version");
    const auto now = text_of(*cluster, "version");
    const auto* row = call.world.tables().version(version);
    if (row == nullptr)
        return invalid_parameter("unsupported Kubernetes version");
    if (version == now)
        return invalid_parameter(fmt::format("Cluster is already at version: {}", version));
    if (minor_of(version) != minor_of(now) + 1)
        return invalid_parameter(
            fmt::format("Unsupported Kubernetes minor version update from {} to {}", now, version));
    NewUpdate update;
    update.type = "VersionUpdate";
    update.takes = call.world.tables().typical("eks.UpdateClusterVersion");
    update.change = {{"version", version}, {"platformVersion", row->platform_version}};
    update.parameters = {update_parameter("Version", version),
                         update_parameter("PlatformVersion", row->platform_version)};
    return json::object{
        {"update", begin_update(call.world, cluster_key(call.scope(), name), name, update)}};
}

constexpr std::array operations{
    OperationRow{"DescribeUpdate", eks<describe_update>},
    OperationRow{"ListUpdates", eks<list_updates>},
    OperationRow{"UpdateClusterConfig", eks<update_cluster_config>},
    OperationRow{"UpdateClusterVersion", eks<update_cluster_version>},
};

}  // namespace

json::object update_parameter(std::string_view type, std::string value) {
    auto name = std::string(type);
    if (!name.empty())
        name.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(name.front())));
    return {{"type", std::move(name)}, {"value", std::move(value)}};
}

OpenUpdate open_update(World& world, const RecordKey& target, const std::string& cluster,
                       const NewUpdate& update) {
    const auto id = new_uuid();
    json::object document{{"id", id},
                          {"status", "InProgress"},
                          {"type", update.type},
                          {"params", update.parameters},
                          {"createdAt", timestamp(world)},
                          {"errors", json::array()},
                          {"_target", update.target}};
    const auto child = cluster_child(cluster, id);
    world.store().put({target.scope, std::string(kind::cluster_update), child}, document);
    world.store().update(target, [](json::object& record) { record["status"] = "UPDATING"; });
    return {std::move(document),
            {{"target", payload_of(target)},
             {"cluster", cluster},
             {"update", child},
             {"change", update.change}}};
}

void close_update(World& world, const json::object& payload) {
    const auto target = key_from(object_of(payload, "target"));
    world.store().update(target, [&](json::object& document) {
        merge_into(document, object_of(payload, "change"));
        end_updating(document);
    });
    world.store().update(update_key(target, payload),
                         [](json::object& document) { document["status"] = "Successful"; });
    tell_others(world, target, text_of(payload, "cluster"));
}

void fail_update(World& world, const json::object& payload, json::object error) {
    const auto target = key_from(object_of(payload, "target"));
    world.store().update(target, end_updating);
    world.store().update(update_key(target, payload), [&](json::object& document) {
        document["status"] = "Failed";
        document["errors"] = json::array{std::move(error)};
    });
}

json::object begin_update(World& world, const RecordKey& target, const std::string& cluster,
                          const NewUpdate& update) {
    auto open = open_update(world, target, cluster, update);
    world.after(update.takes, update_event, std::move(open.payload));
    return std::move(open.document);
}

void register_cluster_update_events(Scheduler& scheduler) {
    scheduler.on(std::string(update_event), close_update);
}

std::span<const OperationRow> cluster_update_operations() {
    return operations;
}

}  // namespace inland::emulator
