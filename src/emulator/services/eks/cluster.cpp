// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "emulator/cluster/authority.h"
#include "emulator/cluster/cluster_api.h"
#include "emulator/services/arn.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/ec2/vpc.h"
#include "emulator/services/eks/access_entry.h"
#include "emulator/services/eks/cluster_validation.h"
#include "emulator/services/eks/control_plane.h"
#include "emulator/services/eks/logging.h"
#include "emulator/services/eks/lookup.h"
#include "emulator/services/events.h"
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

constexpr std::string_view interfaces_event = "eks:cluster-interfaces";
constexpr std::string_view active_event = "eks:cluster-active";
constexpr std::string_view deleted_event = "eks:cluster-deleted";

/// How much of a cluster's creation has passed when EKS's interfaces appear.
constexpr int interfaces_after_percent = 40;

std::string default_version(const World& world) {
    for (const auto& version : world.tables().versions)
        if (version.is_default)
            return version.version;
    return world.tables().versions.empty() ? "" : world.tables().versions.front().version;
}

/// 10.100.0.0/16, or 172.20.0.0/16 in a VPC of 10.0.0.0/8.
std::string default_service_cidr(const json::object& vpc) {
    const Ipv4Prefix ten{Ipv4Address{10U << 24U}, 8};
    const auto blocks = blocks_of(vpc);
    const bool in_ten =
        std::ranges::any_of(blocks, [&](const auto& block) { return ten.contains(block); });
    return in_ten ? "172.20.0.0/16" : "10.100.0.0/16";
}

json::object network_of(const Call& call, const std::string& vpc_id) {
    const auto& asked = object_of(call.input, "resourcesVpcConfig");
    const bool is_public = flag_of(asked, "endpointPublicAccess", true);
    json::object network{{"subnetIds", list_of(asked, "subnetIds")},
                         {"securityGroupIds", list_of(asked, "securityGroupIds")},
                         {"vpcId", vpc_id},
                         {"endpointPublicAccess", is_public},
                         {"endpointPrivateAccess", flag_of(asked, "endpointPrivateAccess")}};
    auto cidrs = list_of(asked, "publicAccessCidrs");
    if (cidrs.empty() && is_public)
        cidrs.emplace_back("0.0.0.0/0");
    network["publicAccessCidrs"] = std::move(cidrs);
    return network;
}

json::object kubernetes_network_of(const Call& call, const json::object& vpc) {
    const auto asked = text_of(object_of(call.input, "kubernetesNetworkConfig"), "serviceIpv4Cidr");
    return {{"serviceIpv4Cidr", asked.empty() ? default_service_cidr(vpc) : asked},
            {"ipFamily", "ipv4"},
            {"elasticLoadBalancing", json::object{{"enabled", false}}}};
}

std::string capital_id() {
    constexpr std::size_t digits = 32;
    return random_text(digits, "0123456789ABCDEF");
}

json::object document_of(const Call& call, const std::string& name, const json::object& vpc) {
    const auto asked = text_of(call.input, "version");
    const auto version = asked.empty() ? default_version(call.world) : asked;
    const auto& access = object_of(call.input, "accessConfig");
    const auto mode = text_of(access, "authenticationMode");
    const auto suffix = dns_suffix_of(call.world, call.caller.region);
    const auto id = capital_id();
    const auto* row = call.world.tables().version(version);
    json::object cluster{
        {"name", name},
        {"arn", arn(call.world, call.scope(), "eks", "cluster/" + name)},
        {"createdAt", timestamp(call.world)},
        {"version", version},
        {"roleArn", text_of(call.input, "roleArn")},
        {"resourcesVpcConfig", network_of(call, text_of(vpc, "VpcId"))},
        {"kubernetesNetworkConfig", kubernetes_network_of(call, vpc)},
        {"logging", cluster_logging(object_of(call.input, "logging"))},
        {"identity",
         json::object{
             {"oidc", json::object{{"issuer", fmt::format("https://oidc.eks.{}.{}/id/{}",
                                                          call.caller.region, suffix, id)}}}}},
        {"status", "CREATING"},
        {"certificateAuthority", json::object()},
        {"platformVersion", row == nullptr ? "eks.1" : row->platform_version},
        {"tags", object_of(call.input, "tags")},
        {"encryptionConfig", list_of(call.input, "encryptionConfig")},
        {"health", json::object{{"issues", json::array()}}},
        {"accessConfig", json::object{{"authenticationMode", mode.empty() ? "CONFIG_MAP" : mode}}},
        {"upgradePolicy", json::object{{"supportType", "EXTENDED"}}},
        {"deletionProtection", flag_of(call.input, "deletionProtection")},
        {"_bootstrap_addons", flag_of(call.input, "bootstrapSelfManagedAddons", true)},
        {"_endpoint", fmt::format("https://{}.gr7.{}.eks.{}", id, call.caller.region, suffix)}};
    if (has(call.input, "upgradePolicy"))
        copy_members(call.input, cluster, {"upgradePolicy"});
    copy_members(call.input, cluster, {"zonalShiftConfig"});
    return cluster;
}

void schedule_creation(World& world, const RecordKey& key) {
    const auto whole = world.tables().typical("eks.CreateCluster");
    world.after(whole * interfaces_after_percent / 100, interfaces_event, payload_of(key));
    world.after(whole, active_event, payload_of(key));
}

Result<json::object> create_cluster(const Call& call) {
    TRY_VOID(check_new_cluster(call));
    const auto name = text_of(call.input, "name");
    const auto& network = object_of(call.input, "resourcesVpcConfig");
    const auto vpc_id = TRY(check_cluster_subnets(call, texts_of(network, "subnetIds")));
    const auto* vpc = TRY(lookup(call, vpc_type, vpc_id));
    auto cluster = document_of(call, name, *vpc);
    const auto authority = make_cluster_authority(name);
    cluster["_certificate_pem"] = authority.certificate_pem;
    cluster["_private_key_pem"] = authority.private_key_pem;
    object_in(cluster, "resourcesVpcConfig")["clusterSecurityGroupId"] =
        make_cluster_security_group(call.world, call.scope(), name, vpc_id);
    const auto key = cluster_key(call.scope(), name);
    call.world.store().put(key, std::move(cluster));
    if (flag_of(object_of(call.input, "accessConfig"), "bootstrapClusterCreatorAdminPermissions",
                true))
        admit_creator(call, name);
    ensure_log_group(call.world, key);
    schedule_creation(call.world, key);
    return json::object{{"cluster", *call.world.store().find(key)}};
}

void interfaces_due(World& world, const json::object& payload) {
    const auto key = key_from(payload);
    const auto* cluster = world.store().find(key);
    if (cluster == nullptr || text_of(*cluster, "status") != "CREATING")
        return;
    const auto made = make_control_plane_interfaces(world, key);
    if (made)
        return;
    const json::object issue{
        {"code", "InsufficientFreeAddresses"},
        {"message", made.error().message},
        {"resourceIds", object_of(*cluster, "resourcesVpcConfig").at("subnetIds")}};
    world.store().update(key, [&](json::object& document) {
        document["status"] = "FAILED";
        document["health"] = json::object{{"issues", json::array{issue}}};
    });
}

void creation_over(World& world, const json::object& payload) {
    const auto key = key_from(payload);
    const auto* cluster = world.store().find(key);
    if (cluster == nullptr || text_of(*cluster, "status") != "CREATING")
        return;
    world.store().update(key, [](json::object& document) {
        document["status"] = "ACTIVE";
        document["endpoint"] = text_of(document, "_endpoint");
        object_in(document, "certificateAuthority")["data"] =
            base64(text_of(document, "_certificate_pem"));
    });
    cluster_active(world, key);
}

Result<json::object> describe_cluster(const Call& call) {
    return json::object{{"cluster", *TRY(find_cluster(call, "name"))}};
}

Result<json::object> list_clusters(const Call& call) {
    json::array names;
    for (const auto& [name, cluster] : call.world.store().list(call.scope(), kind::cluster))
        names.emplace_back(name);
    return eks_page(call, "clusters", std::move(names));
}

Result<json::object> delete_cluster(const Call& call) {
    const auto* cluster = TRY(find_cluster(call, "name"));
    const auto name = text_of(call.input, "name");
    if (!children_of(call.world, call.scope(), kind::node_group, name).empty())
        return eks_in_use("Cluster has nodegroups attached");
    if (text_of(*cluster, "status") == "CREATING")
        return eks_in_use(fmt::format("Cluster {} is being created", name));
    if (flag_of(*cluster, "deletionProtection"))
        return invalid_request(
            "Cluster has deletion protection enabled; disable it before deleting the cluster");
    const auto key = cluster_key(call.scope(), name);
    call.world.store().update(key, [](json::object& document) { document["status"] = "DELETING"; });
    call.world.after(call.world.tables().typical("eks.DeleteCluster"), deleted_event,
                     payload_of(key));
    return json::object{{"cluster", *call.world.store().find(key)}};
}

void deletion_over(World& world, const json::object& payload) {
    const auto key = key_from(payload);
    erase_control_plane(world, key);
    for (const auto child :
         {kind::addon, kind::access_entry, kind::cluster_update, kind::pod_identity})
        for (const auto& name : children_of(world, key.scope, child, key.id))
            world.store().erase({key.scope, std::string(child),
                                 cluster_child(key.id, std::string(name.get_string()))});
    cluster_deleted(world, key);
    world.store().erase(key);
}

constexpr std::array operations{
    OperationRow{"CreateCluster", eks<create_cluster>},
    OperationRow{"DescribeCluster", eks<describe_cluster>},
    OperationRow{"ListClusters", eks<list_clusters>},
    OperationRow{"DeleteCluster", eks<delete_cluster>},
};

}  // namespace

void register_cluster_events(Scheduler& scheduler) {
    scheduler.on(std::string(interfaces_event), interfaces_due);
    scheduler.on(std::string(active_event), creation_over);
    scheduler.on(std::string(deleted_event), deletion_over);
}

std::span<const OperationRow> cluster_operations() {
    return operations;
}

}  // namespace inland::emulator
