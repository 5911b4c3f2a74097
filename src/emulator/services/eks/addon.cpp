// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/cluster_api.h"
#include "emulator/services/arn.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/eks/addon_events.h"
#include "emulator/services/eks/lookup.h"
#include "emulator/services/eks/node_group.h"
#include "emulator/services/eks/update.h"
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

constexpr std::string_view settle_event = "eks:addon-settle";
constexpr std::string_view health_event = "eks:addon-health";
/// After which pods that do not get ready are told of; EKS looks now and then.
constexpr auto time_to_start = std::chrono::minutes(5);
constexpr std::string_view deleted_event = "eks:addon-deleted";

RecordKey addon_key(const Scope& scope, std::string_view cluster, std::string_view name) {
    return {scope, std::string(kind::addon), cluster_child(cluster, name)};
}

/// The add-on as EKS offers it, or nullptr.
const knowledge::Addon* offered(const World& world, std::string_view name) {
    const auto* addon = world.tables().addon(name);
    return addon != nullptr && addon->kind == knowledge::AddonKind::EksManaged ? addon : nullptr;
}

bool serves(const knowledge::AddonVersion& version, std::string_view kubernetes) {
    return std::ranges::find(version.kubernetes, kubernetes) != version.kubernetes.end();
}

/// The version that is asked for, or the default for the cluster's Kubernetes.
Result<std::string> version_for(const Call& call, const knowledge::Addon& addon,
                                std::string_view kubernetes) {
    const auto asked = text_of(call.input, "addonVersion");
    const knowledge::AddonVersion* chosen = nullptr;
    for (const auto& version : addon.versions) {
        if (!serves(version, kubernetes) || (!asked.empty() && version.version != asked))
            continue;
        if (chosen == nullptr || (version.is_default && !chosen->is_default))
            chosen = &version;
    }
    if (chosen == nullptr)
        return invalid_parameter("Addon version specified is not supported");
    return chosen->version;
}

Duration creation_time(const World& world, std::string_view name) {
    const auto own = world.tables().typical(fmt::format("eks.CreateAddon.{}", name));
    return own > Duration::zero() ? own : world.tables().typical("eks.CreateAddon");
}

Result<void> check_configuration(const Call& call) {
    const auto text = text_of(call.input, "configurationValues");
    if (!text.empty() && text.front() == '{' && !parse_json(text))
        return invalid_parameter("ConfigurationValue provided in request is not supported");
    return {};
}

Result<json::object> create_addon(const Call& call) {
    const auto* cluster = TRY(find_active_cluster(call));
    const auto name = text_of(call.input, "addonName");
    const auto* offer = offered(call.world, name);
    if (offer == nullptr)
        return invalid_parameter("Addon specified is not supported");
    const auto cluster_name = text_of(*cluster, "name");
    const auto key = addon_key(call.scope(), cluster_name, name);
    if (call.world.store().find(key) != nullptr)
        return eks_in_use("Addon already exists.");
    TRY_VOID(check_configuration(call));
    const auto version = TRY(version_for(call, *offer, text_of(*cluster, "version")));
    json::object addon{
        {"addonName", name},
        {"clusterName", cluster_name},
        {"status", "CREATING"},
        {"addonVersion", version},
        {"health", json::object{{"issues", json::array()}}},
        {"addonArn", arn(call.world, call.scope(), "eks",
                         fmt::format("addon/{}/{}/{}", cluster_name, name, new_uuid()))},
        {"createdAt", timestamp(call.world)},
        {"modifiedAt", timestamp(call.world)},
        {"tags", object_of(call.input, "tags")}};
    copy_members(call.input, addon, {"serviceAccountRoleArn", "configurationValues"});
    call.world.store().put(key, std::move(addon));
    addon_changed(call.world, cluster_key(call.scope(), cluster_name));
    call.world.after(creation_time(call.world, name), settle_event, payload_of(key));
    return json::object{{"addon", *call.world.store().find(key)}};
}

Result<RecordKey> find_addon(const Call& call) {
    (void)TRY(find_cluster(call));
    const auto cluster = text_of(call.input, "clusterName");
    const auto name = text_of(call.input, "addonName");
    auto key = addon_key(call.scope(), cluster, name);
    if (call.world.store().find(key) == nullptr)
        return eks_not_found(fmt::format("No addon: {} found in cluster: {}", name, cluster));
    return key;
}

Result<json::object> describe_addon(const Call& call) {
    return json::object{{"addon", *call.world.store().find(TRY(find_addon(call)))}};
}

Result<json::object> list_addons(const Call& call) {
    (void)TRY(find_cluster(call));
    return eks_page(
        call, "addons",
        children_of(call.world, call.scope(), kind::addon, text_of(call.input, "clusterName")));
}

Result<json::object> delete_addon(const Call& call) {
    const auto key = TRY(find_addon(call));
    call.world.store().update(key, [](json::object& addon) { addon["status"] = "DELETING"; });
    auto payload = payload_of(key);
    payload["preserve"] = flag_of(call.input, "preserve");
    call.world.after(call.world.tables().typical("eks.DeleteAddon"), deleted_event,
                     std::move(payload));
    return json::object{{"addon", *call.world.store().find(key)}};
}

Result<json::object> update_addon(const Call& call) {
    const auto key = TRY(find_addon(call));
    const auto* cluster = TRY(find_cluster(call));
    const auto* offer = offered(call.world, text_of(call.input, "addonName"));
    TRY_VOID(check_configuration(call));
    NewUpdate update;
    update.type = "AddonUpdate";
    update.target = "addon/" + text_of(call.input, "addonName");
    update.takes = creation_time(call.world, text_of(call.input, "addonName"));
    copy_members(call.input, update.change, {"serviceAccountRoleArn", "configurationValues"});
    if (has(call.input, "addonVersion") && offer != nullptr)
        update.change["addonVersion"] =
            TRY(version_for(call, *offer, text_of(*cluster, "version")));
    for (const auto& [member, value] : update.change)
        update.parameters.push_back(update_parameter(member, std::string(value.as_string())));
    return json::object{
        {"update", begin_update(call.world, key, text_of(call.input, "clusterName"), update)}};
}

/// All the add-ons that the emulator knows are AWS's own; whether those are asked for.
bool made_by_aws(const json::object& input) {
    const auto asked = [&](std::string_view member, std::string_view ours) {
        const auto& wanted = list_of(input, member);
        return wanted.empty() || contains(wanted, ours);
    };
    return asked("owners", "aws") && asked("publishers", "eks") && asked("types", "networking");
}

Result<json::object> describe_addon_versions(const Call& call) {
    const auto name = text_of(call.input, "addonName");
    const auto kubernetes = text_of(call.input, "kubernetesVersion");
    json::array rows;
    for (const auto& addon : call.world.tables().addons) {
        if (addon.kind != knowledge::AddonKind::EksManaged ||
            (!name.empty() && addon.name != name) || !made_by_aws(call.input))
            continue;
        json::array versions;
        for (const auto& version : addon.versions) {
            json::array compatible;
            for (const auto& minor : version.kubernetes)
                if (kubernetes.empty() || minor == kubernetes)
                    compatible.push_back(json::object{{"clusterVersion", minor},
                                                      {"platformVersions", json::array{"*"}},
                                                      {"defaultVersion", version.is_default}});
            if (!compatible.empty())
                versions.push_back(
                    json::object{{"addonVersion", version.version},
                                 {"architecture", json::array{"amd64", "arm64"}},
                                 {"compatibilities", std::move(compatible)},
                                 {"requiresConfiguration", false},
                                 {"requiresIamPermissions", !addon.managed_policies.empty()}});
        }
        if (!versions.empty())
            rows.push_back(json::object{{"addonName", addon.name},
                                        {"type", "networking"},
                                        {"addonVersions", std::move(versions)},
                                        {"publisher", "eks"},
                                        {"owner", "aws"}});
    }
    return eks_page(call, "addons", std::move(rows));
}

constexpr std::array operations{
    OperationRow{"CreateAddon", eks<create_addon>,
                 "configurationValues are kept, and checked for JSON only"},
    OperationRow{"DescribeAddon", eks<describe_addon>},
    OperationRow{"ListAddons", eks<list_addons>},
    OperationRow{"DeleteAddon", eks<delete_addon>,
                 "what preserve leaves in the cluster goes with the next change of an add-on"},
    OperationRow{"UpdateAddon", eks<update_addon>,
                 "configurationValues are kept, and checked for JSON only"},
    OperationRow{"DescribeAddonVersions", eks<describe_addon_versions>,
                 "the add-ons of knowledge/addons.yaml, all of type networking"},
};

/// How its pods are, as the cluster's side said, or as the joined machines let one expect.
AddonPods pods_of(const World& world, const RecordKey& key, const json::object& addon) {
    if (const auto& said = object_of(addon, "_pods"); !said.empty())
        return {static_cast<int>(number_of(said, "desired")),
                static_cast<int>(number_of(said, "ready")), text_of(said, "reason")};
    const auto* row = world.tables().addon(text_of(addon, "addonName"));
    if (row == nullptr || row->workload == "DaemonSet")
        return {};
    const auto nodes =
        joined_instances(world, cluster_key(key.scope, text_of(addon, "clusterName"))).size();
    return {row->replicas, nodes > 0 ? row->replicas : 0, nodes > 0 ? "" : "no nodes available"};
}

void set_health(json::object& addon, const AddonPods& pods) {
    const bool healthy = pods.ready >= pods.desired;
    addon["status"] = healthy ? "ACTIVE" : "DEGRADED";
    json::array issues;
    if (!healthy)
        issues.push_back(json::object{
            {"code", "InsufficientNumberOfReplicas"},
            {"message", pods.reason.empty()
                            ? "The add-on is unhealthy because it doesn't have the desired number "
                              "of replicas."
                            : "The add-on is unhealthy because it doesn't have the desired number "
                              "of replicas: " +
                                  pods.reason},
            {"resourceIds", json::array()}});
    addon["health"] = json::object{{"issues", std::move(issues)}};
}

/// Pods that are about to start, in a rollout or on new nodes, are no trouble yet.
bool is_in_trouble(const json::object& addon, const AddonPods& pods) {
    return text_of(addon, "status") == "ACTIVE" &&
           (pods.ready >= pods.desired || !pods.reason.empty());
}

/// They have had their time.
void look_at_health(World& world, const json::object& payload) {
    const auto key = key_from(payload);
    const auto* addon = world.store().find(key);
    if (addon == nullptr || text_of(*addon, "status") != "ACTIVE")
        return;
    const auto pods = pods_of(world, key, *addon);
    world.store().update(key, [&](json::object& document) { set_health(document, pods); });
}

void settle(World& world, const json::object& payload) {
    const auto key = key_from(payload);
    const auto* addon = world.store().find(key);
    if (addon == nullptr || text_of(*addon, "status") != "CREATING")
        return;
    const auto pods = pods_of(world, key, *addon);
    // Nodes of a group that was just made are about to join.
    if (pods.ready < pods.desired && pods.reason.empty() && !has(payload, "again")) {
        auto again = payload;
        again["again"] = true;
        return world.after(time_to_start, settle_event, std::move(again));
    }
    world.store().update(key, [&](json::object& document) { set_health(document, pods); });
}

void deletion_over(World& world, const json::object& payload) {
    const auto key = key_from(payload);
    const auto* addon = world.store().find(key);
    if (addon == nullptr)
        return;
    const auto cluster = cluster_key(key.scope, text_of(*addon, "clusterName"));
    world.store().erase(key);
    // What is preserved stays in the cluster, where EKS no longer looks after it.
    if (!flag_of(payload, "preserve"))
        addon_changed(world, cluster);
}

}  // namespace

void addon_pods_changed(World& world, const RecordKey& key, const AddonPods& pods) {
    const auto* addon = world.store().find(key);
    if (addon == nullptr)
        return;
    const json::object said{
        {"desired", pods.desired}, {"ready", pods.ready}, {"reason", pods.reason}};
    if (const auto* known = addon->if_contains("_pods"); known != nullptr && *known == said)
        return;
    world.store().update(key, [&](json::object& document) {
        document["_pods"] = said;
        const auto status = text_of(document, "status");
        if (status == "DEGRADED" || is_in_trouble(document, pods))
            set_health(document, pods);
    });
    if (pods.ready < pods.desired && pods.reason.empty())
        world.after(time_to_start, health_event, payload_of(key), Jump::No);
}

void register_addon_events(Scheduler& scheduler) {
    scheduler.on(std::string(settle_event), settle);
    scheduler.on(std::string(deleted_event), deletion_over);
    scheduler.on(std::string(health_event), look_at_health);
}

std::span<const OperationRow> addon_operations() {
    return operations;
}

}  // namespace inland::emulator
