// SPDX-License-Identifier: Apache-2.0
// EKS: clusters, their access entries and add-ons.
#include "sources/cloudformation/fields.h"
#include "sources/cloudformation/named.h"
#include "sources/cloudformation/readers.h"
#include "sources/companions.h"
#include "sources/default_addons.h"

#include <algorithm>
#include <array>

namespace inland::sources::cloudformation {

namespace {

using namespace topology;

Attribute<std::vector<std::string>> enabled_logs(const Reader& reader) {
    constexpr std::string_view path = "Logging.ClusterLogging.EnabledTypes";
    using Logs = std::vector<std::string>;
    const auto rows = reader.elements(path);
    if (!rows)
        return Attribute<Logs>::unknown(reader.place());
    Logs logs;
    for (const auto& row : *rows)
        if (const auto type = row.text("Type"); type.is_known())
            logs.push_back(type.value());
    std::ranges::sort(logs);
    return logs;
}

void set_network(const Reader& reader, Cluster& cluster) {
    cluster.subnets = reader.references<Subnet>("ResourcesVpcConfig.SubnetIds");
    cluster.security_groups =
        reader.references<SecurityGroup>("ResourcesVpcConfig.SecurityGroupIds");
    cluster.endpoint_public_access = reader.boolean("ResourcesVpcConfig.EndpointPublicAccess");
    cluster.endpoint_private_access = reader.boolean("ResourcesVpcConfig.EndpointPrivateAccess");
    cluster.public_access_cidrs = reader.texts("ResourcesVpcConfig.PublicAccessCidrs");
    cluster.service_cidr = reader.prefix("KubernetesNetworkConfig.ServiceIpv4Cidr");
}

void read_cluster(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto cluster = reader.resource<Cluster>();
    cluster.cluster_name = reader.name("Name");
    cluster.version = reader.text("Version");
    cluster.role = role_of(reading, reader, "RoleArn");
    set_network(reader, cluster);
    cluster.authentication_mode = reader.text("AccessConfig.AuthenticationMode");
    cluster.bootstrap_creator_admin =
        reader.boolean("AccessConfig.BootstrapClusterCreatorAdminPermissions");
    cluster.encryption_key = reader.reference<Key>("EncryptionConfig.0.Provider.KeyArn");
    cluster.logging = enabled_logs(reader);
    add_cluster_group(reading.topology, cluster, companion_key(declared, "ClusterSecurityGroupId"),
                      declared.place);
    reading.topology.add(std::move(cluster));
}

/// Only policies for the whole cluster.
Attribute<std::vector<std::string>> cluster_wide(const Reader& reader) {
    using Arns = std::vector<std::string>;
    const auto rows = reader.elements("AccessPolicies");
    if (!rows)
        return Attribute<Arns>::unknown(reader.place());
    Arns arns;
    for (const auto& row : *rows)
        if (const auto arn = row.text("PolicyArn");
            arn.is_known() && row.text("AccessScope.Type") == Attribute<std::string>("cluster"))
            arns.push_back(arn.value());
    return arns;
}

void read_access_entry(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto entry = reader.resource<AccessEntry>();
    entry.cluster = cluster_of(reading, reader, "ClusterName");
    const auto role = role_of(reading, reader, "PrincipalArn");
    if (role.is_known() && reading.topology.find<Role>(role.value().key) != nullptr)
        entry.role = role;
    else
        entry.principal_arn = reader.text("PrincipalArn");
    entry.entry_type = reader.text("Type");
    entry.username = reader.text("Username");
    entry.kubernetes_groups = reader.texts("KubernetesGroups");
    entry.policies = cluster_wide(reader);
    reading.topology.add(std::move(entry));
}

/// Names of ids: "${Pods.SubnetId}" is the hole of the resource that it is of.
constexpr std::array<std::string_view, 2> own_ids{".SubnetId}", ".GroupId}"};

/// What is yet to be made stands in the values as a hole with its key.
Attribute<std::string> values_of(const Reader& reader) {
    auto values = reader.name("ConfigurationValues");
    if (!values.is_known())
        return values;
    auto& text = values.mutable_value();
    for (const auto id : own_ids)
        for (auto at = text.find(id); at != std::string::npos; at = text.find(id, at))
            text.replace(at, id.size(), "}");
    return values;
}

void read_addon(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto addon = reader.resource<Addon>();
    addon.cluster = cluster_of(reading, reader, "ClusterName");
    addon.addon_name = reader.text("AddonName");
    addon.version = reader.text("AddonVersion");
    addon.configuration = values_of(reader);
    addon.service_account_role = role_of(reading, reader, "ServiceAccountRoleArn");
    reading.topology.add(std::move(addon));
}

void read_default_addons(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    const auto* cluster = reading.topology.find<Cluster>(declared.key);
    if (cluster != nullptr && !reading.world.missing().contains(std::string(Addon::type)) &&
        reader.boolean("BootstrapSelfManagedAddons").value_or_default(true) == true)
        add_default_addons(reading.topology, *cluster);
}

constexpr std::array rows{
    ReaderRow{"AWS::EKS::Cluster", read_cluster, Cluster::type},
    ReaderRow{"AWS::EKS::AccessEntry", read_access_entry, AccessEntry::type},
    ReaderRow{"AWS::EKS::Addon", read_addon, Addon::type},
    ReaderRow{"AWS::EKS::Cluster", read_default_addons, Cluster::type},
};

}  // namespace

std::span<const ReaderRow> cluster_readers() {
    return rows;
}

}  // namespace inland::sources::cloudformation
